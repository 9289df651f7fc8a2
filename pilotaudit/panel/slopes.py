"""Weekly slopes before the pilot, where units are so many that weeks stay in the engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pilotaudit.evidence.expressions import SCALE
from pilotaudit.moments import Exposure
from pilotaudit.panel.model import Slopes
from pilotaudit.panel.plan import Plan
from pilotaudit.panel.query import rolled_sql

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def slopes_of(con: DuckDBPyConnection, plan: Plan) -> dict[str, Slopes]:
    """The slope of each unit's log level over the baseline weeks, for the metric that was asked for first.

    Logs are added up as scaled whole numbers, so that no order of threads changes a bit of them. Empty without a
    baseline, and for what is counted per day or week, whose weeks without any are weeks too.
    """
    weeks = plan.timeline.baseline_weeks
    if not weeks or not plan.summed or isinstance(plan.summed[0].need.size, Exposure):
        return {}
    found = con.execute(_sql(plan, weeks[0])).fetchnumpy()
    n, w, ww, y, wy = (np.asarray(found[name], dtype=np.float64) for name in ("n", "w", "ww", "y", "wy"))
    spread = n * ww - w * w
    slope = np.full(n.shape, np.nan)
    np.divide((n * wy - w * y) / SCALE, spread, out=slope, where=spread > 0)
    unit, arm = (np.asarray(found[name], dtype=np.int64) for name in ("unit", "arm"))
    return {plan.summed[0].need.key: Slopes(unit, arm, slope)}


def _sql(plan: Plan, first: int) -> str:
    """Moments of weekly logs per unit and arm: number of weeks, sums of week, week squared, log, and week times log.

    Weeks are counted from the first one, so that their sums stay small.
    """
    size = "sum(rows0)" if plan.summed[0].size.value == "1" else f"sum(size0)::DOUBLE / {SCALE}"
    level = f"(sum(total0)::DOUBLE / {SCALE}) / ({size})"
    return f"""
        WITH cells AS ({rolled_sql(plan, "c.week_")}),
        levels AS (
            SELECT unit, arm, week - ({first}) AS week, {level} AS level FROM cells WHERE week < 0
            GROUP BY unit, arm, week
        ),
        logs AS (SELECT unit, arm, week, ln(level) AS log FROM levels WHERE level > 0)
        SELECT unit, arm, count(*) AS n, sum(week) AS w, sum(week * week) AS ww,
            sum((log * {SCALE}.0)::HUGEINT) AS y, sum((week * log * {SCALE}.0)::HUGEINT) AS wy
        FROM logs GROUP BY unit, arm ORDER BY unit, arm"""

"""The weeks of whole groups, where units are so many that their own weeks stay in the engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pilotaudit.moments import Exposure
from pilotaudit.panel.cube import Arrays, cells_of
from pilotaudit.panel.model import Cells
from pilotaudit.panel.plan import Plan
from pilotaudit.panel.query import rolled_sql, sum_columns

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def group_weeks_of(con: DuckDBPyConnection, plan: Plan, arrays: Arrays) -> dict[str, Cells]:
    """Sums per (arm, segment, week) over the units with rows both before and after the start; every unit is 0.

    Empty without a baseline, and where both arms have several units, which are then compared by themselves. Metrics
    that are counted per day or week have none: their exposure is that of units.
    """
    units = np.bincount(np.unique(arrays["unit"] * 2 + arrays["arm"]) % 2, minlength=2)
    if not plan.timeline.baseline_weeks or units.min() > 1:
        return {}
    found = con.execute(_sql(plan)).fetchnumpy()
    cells = cells_of({name: np.ma.filled(column, 0) for name, column in found.items()}, plan)
    exposed = {one.need.key for one in plan.summed if isinstance(one.need.size, Exposure)}
    return {key: one for key, one in cells.items() if key not in exposed}


def _sql(plan: Plan) -> str:
    sums = "".join(f", sum({name})::{kind} AS {name}" for name, kind in sum_columns(plan))
    return f"""
        WITH cells AS ({rolled_sql(plan, "c.week_")}),
        stayers AS (SELECT unit, arm FROM cells GROUP BY unit, arm HAVING min(week) < 0 AND max(week) >= 0)
        SELECT 0::BIGINT AS unit, arm, segment, week{sums}
        FROM cells JOIN stayers USING (unit, arm)
        GROUP BY arm, segment, week ORDER BY arm, segment, week"""

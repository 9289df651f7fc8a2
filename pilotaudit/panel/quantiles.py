"""Quantiles of single values, for every set of weeks that may be asked about, computed in the engine.

The pass keeps the values of such a metric in lists beside the sums. Order statistics and the line between two of them
do not depend on the order of rows or threads.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np

from pilotaudit.panel.model import Cells, Quantiles
from pilotaudit.panel.plan import Plan
from pilotaudit.panel.query import used_sql
from pilotaudit.panel.timeline import Timeline

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Weeks: TypeAlias = tuple[int, ...]
Array: TypeAlias = "np.ndarray[Any, Any]"
Found: TypeAlias = dict[str, Array]

VALUES: Final = "values_of_quantile"
NONE: Final = -1
"""Stands for all units together, and for all segments."""


def quantiles_of(con: DuckDBPyConnection, plan: Plan, *, weekly: bool) -> dict[str, Quantiles]:
    """The quantiles of every metric that is one. weekly: also of single weeks; not where units are very many."""
    found = {}
    for place, one in enumerate(plan.summed):
        if one.need.quantile is not None:
            con.execute(
                f"CREATE TEMP TABLE {VALUES} AS SELECT u.position AS unit, g.arm AS arm, s.position AS segment, "
                f"c.week_ AS week, unnest(c.values{place}) AS value {used_sql(plan)}"
            )
            found[one.need.key] = _of_values(con, plan.timeline, one.need.quantile, weekly=weekly)
            con.execute(f"DROP TABLE {VALUES}")
    return found


def windows_of(timeline: Timeline, *, weekly: bool) -> tuple[Weeks, ...]:
    """Sets of weeks that are compared or shown, each once.

    The windows of the first rung, halves of the baseline, early weeks for the checks on novelty, single weeks.
    """
    baseline, settled, pilot = timeline.baseline_weeks, timeline.settled, timeline.pilot_weeks
    half = -(-len(baseline) // 2)
    early = settled[: len(settled) - len(timeline.late)]
    settling = tuple(week for week in pilot if week < min(settled, default=0))
    alone = [(week,) for week in (*baseline, *pilot)] if weekly else []
    sets = (baseline, settled, timeline.late, pilot, early, settling, baseline[:half], baseline[half:], *alone)
    return tuple(dict.fromkeys(one for one in sets if one))


def _of_values(con: DuckDBPyConnection, timeline: Timeline, q: float, *, weekly: bool) -> Quantiles:
    sets = windows_of(timeline, weekly=weekly)
    found = {weeks: _asked(con, weeks, q, f"{NONE}", "(unit, arm), (arm)") for weeks in sets}
    return _as_quantiles(found, NONE, dict(_of_segments(con, timeline, q)))


def _of_segments(con: DuckDBPyConnection, timeline: Timeline, q: float) -> Iterator[tuple[int, Quantiles]]:
    """Each segment by itself, over the windows that segments are shown for; none where there is only one."""
    positions = con.execute(f"SELECT DISTINCT segment FROM {VALUES} ORDER BY 1").fetchall()
    if len(positions) < 2:
        return
    sets: Iterable[Weeks] = (timeline.baseline_weeks, timeline.settled, timeline.pilot_weeks)
    by = "(segment, unit, arm), (segment, arm)"
    found = {weeks: _asked(con, weeks, q, "segment", by) for weeks in dict.fromkeys(sets) if weeks}
    for (position,) in positions:
        yield position, _as_quantiles(found, position, {})


def _asked(con: DuckDBPyConnection, weeks: Weeks, q: float, segment: str, by: str) -> Found:
    """Rows and quantile per entry; all units together have the unit -1."""
    listed = ", ".join(map(str, weeks))
    found = con.execute(
        f"SELECT {segment} AS segment, coalesce(unit, {NONE}) AS unit, arm, quantile_cont(value, {q!r}) AS quantile, "
        f"count(*) AS n FROM {VALUES} WHERE week IN ({listed}) GROUP BY GROUPING SETS ({by}) ORDER BY 1, 2, 3"
    ).fetchnumpy()
    return {name: np.asarray(one) for name, one in found.items()}


def _as_quantiles(found: dict[Weeks, Found], segment: int, parts: dict[int, Quantiles]) -> Quantiles:
    here = {
        weeks: {name: one[each["segment"] == segment] for name, one in each.items()} for weeks, each in found.items()
    }
    return Quantiles(
        {weeks: _cells(each) for weeks, each in here.items()},
        {weeks: (_pooled(each, 0), _pooled(each, 1)) for weeks, each in here.items()},
        parts,
    )


def _cells(found: Found) -> Cells:
    single = found["unit"] != NONE
    unit, arm = (found[name][single].astype(np.int64) for name in ("unit", "arm"))
    rows = found["n"][single].astype(np.float64)
    none = np.zeros(unit.size, dtype=np.int64)
    return Cells(unit, arm, none, none, rows, found["quantile"][single] * rows, rows)


def _pooled(found: Found, arm: int) -> float | None:
    """Quantile of all rows of an arm."""
    known = found["quantile"][(found["unit"] == NONE) & (found["arm"] == arm)]
    return float(known[0]) if known.size else None

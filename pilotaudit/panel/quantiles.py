"""Quantiles of single values, for every set of weeks that may be asked about, computed where the rows lie.

The pass over files keeps the values of such a metric in lists beside the sums; a warehouse is asked again, and gives a
quantile for each unit and set. Order statistics and the line between two of them do not depend on the order of rows or
threads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np

from pilotaudit.evidence.dates import quoted
from pilotaudit.panel.engine import ask
from pilotaudit.panel.model import Cells, Quantiles
from pilotaudit.panel.outcome import Sides
from pilotaudit.panel.plan import Plan
from pilotaudit.panel.query import placed_sql, used_sql
from pilotaudit.panel.timeline import Timeline

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Weeks: TypeAlias = tuple[int, ...]
Array: TypeAlias = "np.ndarray[Any, Any]"
Found: TypeAlias = dict[str, Array]
Asking: TypeAlias = "Callable[[Sequence[Weeks], bool], dict[Weeks, Found]]"
"""Given sets of weeks, and whether by segment: what is found for each set."""

VALUES: Final = "values_of_quantile"
NONE: Final = -1
"""Stands for all units together, and for all segments."""


def quantiles_of(con: DuckDBPyConnection, plan: Plan, sides: Sides, *, weekly: bool) -> dict[str, Quantiles]:
    """The quantiles of every metric that is one. weekly: also of single weeks; not where units are very many.

    sides: group text as in the rows -> arm. Raises DataError (DAT022) when a warehouse refuses to compute them.
    """
    found = {}
    for place, one in enumerate(plan.summed):
        if one.need.quantile is None:
            continue
        if plan.sources.warehouse is not None:
            found[one.need.key] = _of_all(con, _There(con, plan, sides, place), plan.timeline, weekly=weekly)
            continue
        con.execute(
            f"CREATE TEMP TABLE {VALUES} AS SELECT u.position AS unit, g.arm AS arm, s.position AS segment, "
            f"c.week_ AS week, unnest(c.values{place}) AS value {used_sql(plan)}"
        )
        found[one.need.key] = _of_all(con, partial(_asked, con, one.need.quantile), plan.timeline, weekly=weekly)
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


def _of_all(con: DuckDBPyConnection, asking: Asking, timeline: Timeline, *, weekly: bool) -> Quantiles:
    (segments,) = con.execute("SELECT count(*) FROM segment_names").fetchone() or (0,)
    parts = dict(_of_segments(asking, timeline)) if segments > 1 else {}
    return _as_quantiles(asking(windows_of(timeline, weekly=weekly), False), NONE, parts)


def _of_segments(asking: Asking, timeline: Timeline) -> Iterator[tuple[int, Quantiles]]:
    """Each segment by itself, over the windows that segments are shown for; none where only one has values."""
    sets = (timeline.baseline_weeks, timeline.settled, timeline.pilot_weeks)
    found = asking([weeks for weeks in dict.fromkeys(sets) if weeks], True)
    positions = sorted({int(one) for each in found.values() for one in each["segment"]})
    for position in positions if len(positions) > 1 else ():
        yield position, _as_quantiles(found, position, {})


def _asked(con: DuckDBPyConnection, q: float, sets: Sequence[Weeks], by_segment: bool) -> dict[Weeks, Found]:
    """Rows and quantile per entry, from the values that were kept; all units together have the unit -1."""
    segment, more = ("segment", "segment, ") if by_segment else (str(NONE), "")
    found = {}
    for weeks in sets:
        arrays = con.execute(
            f"SELECT {segment} AS segment, coalesce(unit, {NONE}) AS unit, arm, quantile_cont(value, {q!r}) AS "
            f"quantile, count(*) AS n FROM {VALUES} WHERE week IN ({', '.join(map(str, weeks))}) "
            f"GROUP BY GROUPING SETS (({more}unit, arm), ({more}arm)) ORDER BY 1, 2, 3"
        ).fetchnumpy()
        found[weeks] = {name: np.asarray(one) for name, one in arrays.items()}
    return found


@dataclass(frozen=True, slots=True)
class _There:
    """Asks a warehouse: one question for all sets, answered with a line for each unit. place: of the metric."""

    con: DuckDBPyConnection
    plan: Plan
    sides: Sides
    place: int

    def __call__(self, sets: Sequence[Weeks], by_segment: bool) -> dict[Weeks, Found]:
        lines = ask(self.con, self.plan.sources, self._question(sets, "segment_, " if by_segment else ""))
        units, segments = (_positions(self.con, what) for what in ("unit", "segment"))
        entries = [(segments.get(one[0], NONE), units.get(one[1], NONE), *one[2:]) for one in lines]
        entries.sort(key=lambda one: one[:3])
        return {weeks: _entries(entries, 3 + 2 * n) for n, weeks in enumerate(sets)}

    def _question(self, sets: Sequence[Weeks], more: str) -> str:
        q = self.plan.summed[self.place].need.quantile
        picked = [f"CASE WHEN week IN ({', '.join(map(str, weeks))}) THEN value END" for weeks in sets]
        asked = ", ".join(
            f"quantile_cont({value}, {q!r}) AS q{n}, count({value}) AS n{n}" for n, value in enumerate(picked)
        )
        known = "" if self.plan.unit is None else " AND unit_ <> ''"
        return f"""WITH {placed_sql(self.plan, keep_rejects=False)},
            kept AS (SELECT coalesce(trim(unit_text), '') AS unit_, coalesce(trim(segment_text), '') AS segment_,
                {_arm(self.sides)} AS arm_, week, CAST(total_{self.place} AS DOUBLE) AS value
                FROM placed WHERE reason = 0)
            SELECT {more or "NULL AS segment_, "}unit_, arm_, {asked} FROM kept WHERE arm_ IS NOT NULL{known}
            GROUP BY GROUPING SETS (({more}unit_, arm_), ({more}arm_))"""


def _entries(lines: Sequence[tuple[Any, ...]], at: int) -> Found:
    """Segment, unit, arm, quantile and rows of the lines that have rows in one set of weeks."""
    here = [(*line[:3], line[at], line[at + 1]) for line in lines if line[at + 1]]
    names = ("segment", "unit", "arm", "quantile", "n")
    return {name: np.array([one[place] for one in here]) for place, name in enumerate(names)}


def _positions(con: DuckDBPyConnection, what: str) -> dict[str | None, int]:
    return dict(con.execute(f"SELECT name, position FROM {what}_names").fetchall())


def _arm(sides: Sides) -> str:
    """SQL of the arm of a group's text."""
    said = [f"WHEN group_text = {quoted(text)} THEN {arm}" for text, arm in sides.items() if text is not None]
    blank = [f"WHEN group_text IS NULL THEN {arm}" for text, arm in sides.items() if text is None]
    return f"CASE {' '.join((*said, *blank))} END" if said or blank else "CAST(NULL AS INT)"


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

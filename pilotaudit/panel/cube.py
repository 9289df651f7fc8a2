"""From the cube in the engine to arrays: arms, names as positions, one set of cells per metric."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from pilotaudit.evidence.expressions import SCALE
from pilotaudit.moments import Exposure
from pilotaudit.panel.model import Along, Cells, Squares, Used
from pilotaudit.panel.plan import Plan
from pilotaudit.panel.products import along_of, squares_of
from pilotaudit.panel.query import rolled_sql
from pilotaudit.panel.timeline import Timeline

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from pilotaudit.panel.model import FloatArray, IntArray

MOST_CELLS = 2_000_000
"""Above this many (unit, segment, week) cells, weeks are added up into periods before they leave the engine."""

Arrays = Mapping[str, "np.ndarray[Any, Any]"]
Sums = TypeVar("Sums", Squares, Along)


def name_tables(con: DuckDBPyConnection, arms: Mapping[str | None, int]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Make the tables of positions and give the names: (units, segments), sorted as the engine sorts text.

    arms: group text as in the file -> 1 treatment or 0 control; other texts are in neither.
    """
    con.execute("CREATE TEMP TABLE group_arms (name VARCHAR, arm BIGINT)")
    con.executemany("INSERT INTO group_arms VALUES (?, ?)", [[name, arm] for name, arm in arms.items()])
    return _positions(con, "unit"), _positions(con, "segment")


def fetch(con: DuckDBPyConnection, plan: Plan) -> tuple[Arrays, bool]:
    """The rolled-up cube as arrays, and whether weeks were kept."""
    cells = (con.execute("SELECT count(*) FROM cube WHERE reason_ = 0").fetchone() or (0,))[0]
    weekly = cells <= MOST_CELLS
    rolled = con.execute(rolled_sql(plan, "c.week_" if weekly else _periods(plan.timeline)))
    return {name: np.ma.filled(column, 0) for name, column in rolled.fetchnumpy().items()}, weekly


def cells_of(arrays: Arrays, plan: Plan) -> dict[str, Cells]:
    """One set of cells per metric, in the order in which they were asked for."""
    return {one.need.key: _cells(arrays, place, plan) for place, one in enumerate(plan.summed)}


def used_of(arrays: Arrays) -> Used | None:
    """Rows with AI help per (unit, arm, week)."""
    if "used" not in arrays:
        return None
    keys = np.stack([arrays["unit"], arrays["arm"], arrays["week"]])
    unique, entry = np.unique(keys, axis=1, return_inverse=True)
    rows, used = (_added(entry.ravel(), arrays[name], unique.shape[1]) for name in ("n", "used"))
    return Used(unique[0].astype(np.int64), unique[1].astype(np.int64), unique[2].astype(np.int64), rows, used)


def _positions(con: DuckDBPyConnection, what: str) -> tuple[str, ...]:
    text = f"coalesce(trim({what}_text_), '')"
    con.execute(
        f"CREATE TEMP TABLE {what}_names AS SELECT name, row_number() OVER (ORDER BY name) - 1 AS position FROM "
        f"(SELECT DISTINCT {text} AS name FROM cube JOIN group_arms g ON g.name IS NOT DISTINCT FROM group_text_ "
        f"WHERE reason_ = 0 AND g.arm IS NOT NULL)"
    )
    return tuple(name for (name,) in con.execute(f"SELECT name FROM {what}_names ORDER BY position").fetchall())


def _periods(timeline: Timeline) -> str:
    """SQL of the first week of the period that a week belongs to: baseline, settling, early, late."""
    starts = [weeks[0] for weeks in (timeline.late, timeline.settled, timeline.pilot_weeks) if weeks]
    cases = "".join(f" WHEN c.week_ >= {start} THEN {start}" for start in sorted(set(starts), reverse=True))
    return f"CASE{cases} ELSE {min(timeline.baseline_weeks, default=0)} END"


def _cells(arrays: Arrays, place: int, plan: Plan) -> Cells:
    one = plan.summed[place]
    rows = arrays[f"rows{place}"].astype(np.float64)
    total = _unscaled(arrays[f"total{place}"])
    if isinstance(one.need.size, Exposure):
        return _exposed(arrays, rows, total, one.need.size, plan.timeline)
    size = _unscaled(arrays[f"size{place}"]) if f"size{place}" in arrays else rows
    logs = _logs(arrays, place) if one.need.logs else None
    there = rows > 0
    unit, arm, segment, week = (arrays[name][there].astype(np.int64) for name in ("unit", "arm", "segment", "week"))
    kept = None if logs is None else logs[there]
    squares = _some(squares_of(arrays, place, (rows, total)), there) if one.need.squares else None
    along = _some(along_of(arrays, plan, place), there) if one.need.along else None
    return Cells(unit, arm, segment, week, rows[there], total[there], size[there], kept, squares, along)


def _some(sums: Sums, there: np.ndarray[Any, Any]) -> Sums:
    """Some of the entries of a record of sums."""
    return type(sums)(*(getattr(sums, one.name)[there] for one in fields(sums)))


def _logs(arrays: Arrays, place: int) -> FloatArray:
    """Sums of logs; not a number where a value has none, which estimators check."""
    return np.where(arrays[f"flat{place}"] > 0, np.nan, _unscaled(arrays[f"log{place}"]))


def _unscaled(column: np.ndarray[Any, Any]) -> FloatArray:
    return np.asarray(column, dtype=np.float64) / SCALE


def _exposed(arrays: Arrays, rows: FloatArray, total: FloatArray, need: Exposure, timeline: Timeline) -> Cells:
    """Every unit of an arm is at risk on every day that is read, whether it has rows or not.

    Exposure of an arm as a whole (`per: day`) is shared out evenly among its units, so that it adds up.
    """
    weeks = [week for week in (*timeline.baseline_weeks, *timeline.pilot_weeks) if timeline.days(week)]
    pairs = np.unique(arrays["unit"] * 2 + arrays["arm"])
    pair = np.repeat(pairs, len(weeks))
    week = np.tile(np.array(weeks, dtype=np.int64), pairs.size)
    length = np.tile(np.array([timeline.days(one) for one in weeks], dtype=np.float64), pairs.size)
    units = np.bincount(pairs % 2, minlength=2)
    share = 1.0 if need.per.startswith("unit") else 1.0 / units[pair % 2]
    size = length * share / (7.0 if need.per.endswith("week") else 1.0)
    at = np.searchsorted(pairs, arrays["unit"] * 2 + arrays["arm"]) * len(weeks) + _index(weeks, arrays["week"])
    none = np.zeros(pair.size, dtype=np.int64)
    return Cells(pair // 2, pair % 2, none, week, _added(at, rows, pair.size), _added(at, total, pair.size), size)


def _added(place: np.ndarray[Any, Any], values: np.ndarray[Any, Any], length: int) -> FloatArray:
    """Values summed by place."""
    return np.bincount(place, values, length).astype(np.float64)


def _index(weeks: Sequence[int], week: np.ndarray[Any, Any]) -> IntArray:
    return np.searchsorted(np.array(weeks, dtype=np.int64), week).astype(np.int64)

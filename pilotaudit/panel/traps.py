"""How the export was cut and filled: what no sum of a metric shows and what can make every sum mislead.

Almost all of it is read off the cube, so the pass over the rows does not grow. Only a value that many rows of a time
share has to be known before the pass: a sample names it, the pass counts it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pilotaudit.evidence.model import DataFile, Sources
from pilotaudit.moments import Column, Measure, Span
from pilotaudit.panel.engine import ask
from pilotaudit.panel.model import Edge, Extract, Shared
from pilotaudit.panel.plan import Common, Plan
from pilotaudit.panel.query import placed_sql
from pilotaudit.panel.spread import spread
from pilotaudit.panel.unread import last_broken
from pilotaudit.quantities import is_time
from pilotaudit.scratch import scratch

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SAMPLE: Final = 40_000
"""Rows of the sample: from all over large texts, else the first."""

STEPS: Final = 20
STEP: Final = math.log(1.1) / STEPS
"""Values are counted in steps of about half a percent; a tenth from anywhere in one ends twenty steps on."""

NOTHING, NO_STEP = 1e-6, -1_000_000
"""A duration so short is none; it has a step of its own."""

COMMON, FEWEST = 0.20, 30
"""Share of the sample from which a value is counted in all rows, and values that a share must rest on."""

_IN_AN_ARM: Final = "FROM cube JOIN group_arms g ON g.name IS NOT DISTINCT FROM group_text_ WHERE reason_ = 0"


def with_common_values(con: DuckDBPyConnection, plan: Plan) -> Plan:
    """The plan with the most common value of every metric of time, where a fifth of a sample shares one.

    A value is shared by what lies up to a tenth above it: an automatic close five days after the work was done gives
    five days and a few hours.
    """
    timed = [place for place, one in enumerate(plan.summed) if _is_timed(one.need.total)]
    with scratch() as folder:
        sample = replace(plan, sources=spread(plan.sources, Path(folder))) if timed else plan
        found = [_most_common(con, sample, place) for place in timed]
    return replace(plan, common=tuple(one for one in found if one is not None))


def extract_of(con: DuckDBPyConnection, plan: Plan) -> Extract:
    """The facts, once the cube and the table of arms are there."""
    first, last = _days(con, plan)
    return Extract(
        first=first,
        last=last,
        placed="finished" if plan.ended is None else "opened",
        edges=tuple(Edge(*row) for row in _edges(con)),
        cap=None if plan.sources.known is None else plan.sources.known.cap,
        shared={plan.summed[one.place].need.key: _shared(con, one) for one in plan.common},
        broken_off=tuple(broken_off(con, plan.sources)),
    )


def opened_before(extract: Extract) -> int:
    """Used pilot rows that were opened before the pilot began; 0 where rows are placed by when they were opened."""
    return sum(one.crossed for one in extract.edges if one.week >= 0) if extract.placed == "finished" else 0


def _is_timed(measure: Measure) -> bool:
    return isinstance(measure, Span) or (isinstance(measure, Column) and is_time(measure.unit))


def _most_common(con: DuckDBPyConnection, plan: Plan, place: int) -> Common | None:
    """The value with the most of a sample's values on it or up to a tenth above it, if those are many."""
    # The metric stands alone and first. Neither repeated rows nor windows count: both could take the whole file.
    calendar = replace(plan.timeline, baseline=None, pilot=None)
    alone = replace(plan, summed=(plan.summed[place],), timeline=calendar, ai_used=None, duplicates=False, one_per=None)
    step = f"CASE WHEN total_0 > {NOTHING} THEN floor(ln(total_0) / {STEP}) ELSE {NO_STEP} END"
    found = ask(
        con,
        plan.sources,
        f"WITH {placed_sql(alone, keep_rejects=False)}, "
        f"sample AS (SELECT total_0, reason FROM placed LIMIT {SAMPLE}) "
        f"SELECT {step} AS step, count(*) AS n, min(total_0) AS least FROM sample "
        "WHERE reason = 0 AND total_0 BETWEEN 0 AND 1e12 GROUP BY 1",
    )
    steps = {int(step): (int(n), float(least)) for step, n, least in found}
    above = {step: sum(steps.get(step + more, (0, 0.0))[0] for more in range(STEPS + 1)) for step in steps}
    whole = sum(n for n, _ in steps.values())
    fullest = min(above, key=lambda step: (-above[step], step), default=NO_STEP)
    if whole < FEWEST or above[fullest] < COMMON * whole:
        return None
    return Common(place, 0.0 if fullest == NO_STEP else steps[fullest][1])


def _days(con: DuckDBPyConnection, plan: Plan) -> tuple[date | None, date | None]:
    if plan.time is None:
        return None, None
    return con.execute("SELECT min(first_day), max(last_day) FROM cube").fetchone() or (None, None)


def _edges(con: DuckDBPyConnection) -> list[tuple[int, int, int]]:
    columns = {name for name, *_ in con.execute("DESCRIBE cube").fetchall()}
    if "crossed" not in columns:
        return []
    summed = "week_, sum(n)::BIGINT, sum(crossed)::BIGINT"
    return con.execute(f"SELECT {summed} {_IN_AN_ARM} AND g.arm IS NOT NULL GROUP BY 1 ORDER BY 1").fetchall()


def _shared(con: DuckDBPyConnection, one: Common) -> Shared:
    summed = f"sum(rows{one.place})::BIGINT, sum(same{one.place})::BIGINT"
    rows = con.execute(f"SELECT g.arm, week_ >= 0, {summed} {_IN_AN_ARM} AND g.arm IS NOT NULL GROUP BY 1, 2")
    found = {(arm, int(after)): (n, same) for arm, after, n, same in rows.fetchall()}
    control, treatment = ([found.get((arm, window), (0, 0)) for window in (0, 1)] for arm in (0, 1))
    return Shared(
        one.value,
        ((control[0][0], control[1][0]), (treatment[0][0], treatment[1][0])),
        ((control[0][1], control[1][1]), (treatment[0][1], treatment[1][1])),
    )


def broken_off(con: DuckDBPyConnection, sources: Sources) -> Iterator[str]:
    """Files whose last record has too few cells: the export was cut in the middle of it."""
    ends = last_broken(con, sources)
    for file in sources.files:
        broken = ends.get(str(file.readable), 0)
        if file.broken or (broken and broken >= _length(file) - 2):
            yield file.shown


def _length(file: DataFile) -> int:
    """Bytes of a file's text; a packed file says it in its last four bytes."""
    if file.readable.suffix != ".gz":
        return file.readable.stat().st_size
    with file.readable.open("rb") as stream:
        stream.seek(-4, 2)
        return int.from_bytes(stream.read(4), "little")

"""Suspicions about dates: closed by a rule, selected by one end, thin at the edges, without a time of day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import permutations
from typing import Final

from pilotaudit import numbers
from pilotaudit.evidence.model import Field
from pilotaudit.evidence.stamps import stamp_sql
from pilotaudit.panel.cover import WEEK, Cover
from pilotaudit.panel.looks import Reader
from pilotaudit.panel.profile import Profiled, rows_of
from pilotaudit.panel.scene import FEW_ROWS, Scene, Trap

SAMPLE: Final = 200_000
"""Rows in which pairs of dates are compared."""
COMMON: Final = 0.30
"""Share of rows whose two dates lie the same whole number of days apart, to the hour: by chance it is under 0.05."""
FEW_DATES: Final = 50
"""Dates that a column must have more of: periods have few."""
MOST_DATES: Final = 8
"""Columns that are compared with each other, the first of the file."""
CROSSING: Final = 0.05
"""Share of items that end in another week than they began, from which edges can tell how the export was cut."""
EXPECTED: Final = 5
"""Items that must be expected so that none is no chance: it has one in 150."""


def automatic(scene: Scene) -> Iterator[Trap]:
    """Two dates lie the same whole number of days apart in many rows."""
    dated = [one for one in scene.profile.columns if one.seen.order is not None and _is_of_work(one)][:MOST_DATES]
    if len(dated) < 2:
        return
    fields = [one.seen.field for one in dated]
    rows = f"SELECT * FROM ({rows_of(scene.reader.sources, fields)}) LIMIT {SAMPLE}"
    stamps = {one.seen.field: _stamp(scene.reader, one) for one in dated}
    scene.reader.con.execute(
        "CREATE OR REPLACE TEMP TABLE stamps AS SELECT "
        + ", ".join(f"epoch({sql}) AS s_{field.name}" for field, sql in stamps.items())
        + f" FROM ({rows}) AS table_rows"
    )
    for start, end in permutations(fields, 2):
        yield from _apart(scene, start, end)
    scene.reader.con.execute("DROP TABLE stamps")


def _is_of_work(one: Profiled) -> bool:
    """Whether a date may be that of a piece of work: not of a billing period, nor of the row's last change."""
    header = one.seen.field.header.lower()
    return one.different > FEW_DATES and not any(word in header for word in ("updat", "modif", "chang"))


def _apart(scene: Scene, start: Field, end: Field) -> Iterator[Trap]:
    days = f"floor((s_{end.name} - s_{start.name}) / 86400)"
    found = scene.reader.con.execute(
        f"SELECT {days} AS days, count(*) AS rows, (SELECT count(*) FROM stamps WHERE s_{end.name} > s_{start.name}) "
        f"FROM stamps WHERE s_{end.name} - s_{start.name} - {days} * 86400 <= 3600 AND s_{end.name} - s_{start.name} "
        ">= 86400 GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 1"
    ).fetchone()
    if found is not None and found[1] >= max(FEW_ROWS, COMMON * found[2]):
        share = numbers.percent(found[1] / found[2], 0)
        text = (
            f"{end.header} lies {numbers.plural(int(found[0]), 'day')} after {start.header}, to the hour, in {share} "
            f"of the rows: a rule sets it, not the work. Do not measure to {end.header}."
        )
        yield Trap("automatic", text)


def _stamp(reader: Reader, one: Profiled) -> str:
    assert one.seen.order is not None
    return f"({stamp_sql(one.seen.field.name, one.seen.order, reader.table.timezone)})"


def selected(scene: Scene) -> Iterator[Trap]:
    """The export was selected by one end of the items, so that long ones are missing."""
    cover = scene.cover
    if cover is None or not cover.has_opened or len(cover.core) < 4:
        return
    share = _crossing(cover)
    first, last = cover.opened_from or cover.core[0][0], cover.core[-1][0]
    early = [(one.opened, one.rows) for one in cover.pairs if one.ended and first <= one.ended < first + 2 * WEEK]
    if _hardly_any(early, share, lambda opened: opened is not None and opened < first):
        text = (
            f"of the items that ended in the first weeks, from {first} on, hardly any had been opened before: the "
            "export holds what was opened from a day on, so slow items are missing at its beginning."
        )
        yield Trap("selected by opening", text)
    late = [(one.ended, one.rows) for one in cover.pairs if one.opened and last - WEEK <= one.opened <= last]
    if _hardly_any(late, share, lambda ended: ended is None or ended > last):
        text = (
            f"of the items that were opened in the last weeks, up to {last + WEEK}, hardly any ended later or is still "
            "open: the export was selected by closing dates, so slow items are missing at its end."
        )
        yield Trap("selected by closing", text)


def _crossing(cover: Cover) -> float:
    """Share of items that end in another week than they began."""
    both = [one for one in cover.pairs if one.opened is not None and one.ended is not None]
    crossing = sum(one.rows for one in both if one.opened != one.ended)
    return crossing / max(1, sum(one.rows for one in both))


def _hardly_any(rows: list[tuple[date | None, int]], crossing: float, counts: Callable[[date | None], bool]) -> bool:
    """Whether under one in a hundred rows of two weeks has such a week, where chance would give some.

    crossing: share of items that end in another week than they began; half of them would cross the end of two weeks.
    """
    whole = sum(n for _, n in rows)
    some = whole >= FEW_ROWS and crossing >= CROSSING and whole * crossing / 2 >= EXPECTED
    return some and sum(n for week, n in rows if counts(week)) < 0.01 * whole


def edges(scene: Scene) -> Iterator[Trap]:
    """Rows thin out at the ends."""
    cover = scene.cover
    if cover is None or not cover.core:
        return
    rows, core = (sum(n for _, n in weeks) for weeks in (cover.weeks, cover.core))
    first, last = cover.core[0][0], cover.core[-1][0]
    # A month that begins on a Sunday has a short first week, and that is all.
    if max(first - cover.weeks[0][0], cover.weeks[-1][0] - last) >= 2 * WEEK:
        text = (
            f"{numbers.percent(core / rows)} of the {cover.noun} end in the weeks from {first} to {last}; others "
            f"hold leftovers (under half of the usual {numbers.count(round(cover.usual))}). Put the windows inside."
        )
        yield Trap("edges", text)


def styles(scene: Scene) -> Iterator[Trap]:
    """Dates that cannot be told or that have no time of day."""
    for one in scene.profile.columns:
        if one.seen.kind == "date" and one.seen.question:
            yield Trap("date order", one.seen.question)
    ends = [scene.roles[role].header for role in ("opened", "time") if role in scene.roles]
    shown = [column for name in ends if (column := scene.profile.of(name)) is not None]
    if len(shown) == 2 and all("without a time of day" in column.seen.written for column in shown):
        text = f"{ends[0]} and {ends[1]} have no time of day: an item that ended on the day it began took no time."
        yield Trap("days only", text)

"""The time that a table covers: rows by the week in which an item was opened and the week in which it ended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import Final

from pilotaudit.evidence.model import DateOrder, Field
from pilotaudit.evidence.stamps import FIRST_YEAR, stamp_sql
from pilotaudit.panel.engine import relation
from pilotaudit.panel.looks import Reader
from pilotaudit.panel.profile import SMALL

MOST_WEEKS: Final = 520
"""Weeks that are told one by one, those without rows included; beyond ten years only those with rows are."""
WEEK: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Dated:
    """A column of stamps that are understood."""

    field: Field
    order: DateOrder


@dataclass(frozen=True, slots=True)
class Pair:
    """Rows by two weeks, each its Monday or None: when they were opened, and when they ended."""

    opened: date | None
    ended: date | None
    rows: int


@dataclass(frozen=True, slots=True)
class Cover:
    """The time covered. column: of the ends; counted: the header whose different values are counted, or `rows`.

    first, last: days of the earliest and latest end.
    """

    column: str
    counted: str
    first: date | None
    last: date | None
    pairs: tuple[Pair, ...]
    has_opened: bool

    @property
    def undated(self) -> int:
        """Rows without a readable end."""
        return sum(one.rows for one in self.pairs if one.ended is None)

    @property
    def noun(self) -> str:
        """What is counted, in a sentence."""
        return "rows" if self.counted == "rows" else "items"

    @property
    def opened_from(self) -> date | None:
        """The first week in which at least half of the usual number was opened; None where that is not known."""
        found: Counter[date] = Counter()
        for one in self.pairs:
            if one.opened is not None:
                found[one.opened] += one.rows
        weeks = tuple(sorted(found.items()))
        return next((week for week, rows in weeks if 2 * rows >= median(_each(weeks))), None)

    @property
    def weeks(self) -> tuple[tuple[date, int], ...]:
        """Rows by the week of their end; weeks without rows between others are there with none."""
        found: Counter[date] = Counter()
        for one in self.pairs:
            if one.ended is not None:
                found[one.ended] += one.rows
        if not found or (max(found) - min(found)) // WEEK >= MOST_WEEKS:
            return tuple(sorted(found.items()))
        length = (max(found) - min(found)) // WEEK + 1
        return tuple((week, found[week]) for week in (min(found) + n * WEEK for n in range(length)))

    @property
    def core(self) -> tuple[tuple[date, int], ...]:
        """The weeks from the first to the last with at least half of the usual number of rows."""
        usual = self.usual
        full = [place for place, (_, rows) in enumerate(self.weeks) if 2 * rows >= usual]
        return self.weeks[full[0] : full[-1] + 1] if full else ()

    @property
    def usual(self) -> float:
        """The number of rows that half of all rows' weeks have at least."""
        return median(_each(self.weeks)) if self.weeks else 0.0


def cover_of(reader: Reader, ended: Dated, opened: Dated | None, item: Field | None) -> Cover:
    """Count rows by weeks. item: the id of a log of updates, whose items are counted in place of rows."""
    fields = [one for one in (ended.field, None if opened is None else opened.field, item) if one is not None]
    counts_items = item is not None and reader.sources.size <= SMALL
    counted = f"count(DISTINCT {item.name})" if item is not None and counts_items else "count(*)"
    stamps = [_stamp(reader, one) for one in (opened, ended)]
    rows = relation(reader.sources, tuple(dict.fromkeys(fields)), keep_rejects=False)
    weeks = ", ".join(f"date_trunc('week', {stamp})::DATE" for stamp in stamps)
    found = reader.con.execute(
        f"SELECT {weeks}, {counted}, min({stamps[1]})::DATE, max({stamps[1]})::DATE FROM ({rows}) AS table_rows "
        "GROUP BY 1, 2 ORDER BY 1 NULLS LAST, 2 NULLS LAST"
    ).fetchall()
    return Cover(
        column=ended.field.header,
        counted=item.header if item is not None and counts_items else "rows",
        first=min((row[3] for row in found if row[3] is not None), default=None),
        last=max((row[4] for row in found if row[4] is not None), default=None),
        pairs=tuple(Pair(*row[:3]) for row in found),
        has_opened=opened is not None,
    )


def _stamp(reader: Reader, one: Dated | None) -> str:
    if one is None:
        return "NULL::TIMESTAMP"
    stamp = f"({stamp_sql(one.field.name, one.order, reader.table.timezone)})"
    return f"CASE WHEN {stamp} >= TIMESTAMP '{FIRST_YEAR}-01-01' THEN {stamp} END"


def _each(weeks: tuple[tuple[date, int], ...]) -> Iterator[int]:
    """The numbers of the fuller weeks: those that together hold nine tenths of the rows."""
    left = 0.9 * sum(rows for _, rows in weeks)
    for _, rows in sorted(weeks, key=lambda one: -one[1]):
        if left <= 0:
            return
        left -= rows
        yield rows

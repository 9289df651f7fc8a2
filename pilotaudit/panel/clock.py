"""Hours that the clock skips or repeats: stamps in them are counted, because they can mean two moments or none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from pilotaudit.evidence.model import DateOrder, Field
from pilotaudit.panel.looks import Reader
from pilotaudit.panel.timeline import Timeline

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

BEFORE: Final = timedelta(days=30)
"""How long before the windows an item may have been opened for its stamps to be looked at."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change of the clock. skipped: whether the hours from first to last do not exist; else they exist twice."""

    first: datetime
    last: datetime
    skipped: bool


@dataclass(frozen=True, slots=True)
class Odd:
    """Stamps of one column in such hours. sql: whether a row has one; zone: of the column; skipped: see Change."""

    column: Field
    sql: str
    zone: str
    skipped: bool


def odd_hours(reader: Reader, orders: Mapping[Field, DateOrder], timeline: Timeline) -> tuple[Odd, ...]:
    """What to count. Only stamps without an offset can be in doubt, and only where their zone is known.

    A warehouse keeps moments itself.
    """
    if reader.sources.warehouse is not None:
        return ()
    con, timezone = reader.con, reader.table.timezone
    found: list[Odd] = []
    for column, order in orders.items():
        zone = order.zone or timezone
        if zone is not None and not order.zoned and not (order.zone and timezone and order.zone != timezone):
            changes = tuple(changes_of(con, zone, timeline))
            for skipped in (True, False):
                between = [_between(column, one) for one in changes if one.skipped == skipped]
                if between:
                    found.append(Odd(column, f"({' OR '.join(between)})", zone, skipped))
    return tuple(found)


def changes_of(con: DuckDBPyConnection, zone: str, timeline: Timeline) -> Iterator[Change]:
    """The changes of one zone's clock from shortly before the windows to their end."""
    days = [window for window in (timeline.baseline, timeline.pilot) if window is not None]
    if not days:
        return
    first, last = min(one.first for one in days) - BEFORE, max(one.last for one in days) + timedelta(days=1)
    for hour, before, after in _offsets(con, zone, first, last):
        # The local time at which the clock is changed, and by how much.
        local, moved = hour + before, after - before
        yield Change(min(local, local + moved), max(local, local + moved), moved > timedelta(0))


def _offsets(
    con: DuckDBPyConnection, zone: str, first: date, last: date
) -> list[tuple[datetime, timedelta, timedelta]]:
    """(moment in UTC, offset before, offset from then on) of every change, to the half hour."""
    return con.execute(
        "WITH moments AS (SELECT unnest(generate_series(?::TIMESTAMP, ?::TIMESTAMP, INTERVAL 30 MINUTE)) AS utc), "
        "local AS (SELECT utc, (utc AT TIME ZONE 'UTC' AT TIME ZONE ?) - utc AS shift FROM moments), "
        "paired AS (SELECT utc, lag(shift) OVER (ORDER BY utc) AS before, shift AS after FROM local) "
        "SELECT utc, before, after FROM paired WHERE before <> after ORDER BY utc",
        [first, last, zone],
    ).fetchall()


def _between(column: Field, change: Change) -> str:
    stamp = f"t_{column.name}"
    return f"({stamp} >= TIMESTAMP '{change.first}' AND {stamp} < TIMESTAMP '{change.last}')"


def clock_notes(con: DuckDBPyConnection, odd: tuple[Odd, ...]) -> Iterator[str]:
    """What the scan counted, as sentences."""
    for place, one in enumerate(odd):
        n = (con.execute(f"SELECT sum(odd{place})::BIGINT FROM cube").fetchone() or (0,))[0]
        if n:
            what = (
                "skips; it is read as an hour later" if one.skipped else "repeats; it is read as the second of the two"
            )
            yield f'Dates in "{one.column.header}": {n:,} in an hour that the clock of {one.zone} {what}.'

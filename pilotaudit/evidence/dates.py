"""How the stamps of a column are written: one order per column, decided from its values, verified by the scan.

`05/01/2026` is January or May. The order is taken from the charter, else from values that only one order can explain
(a first part above 12, or a second), looked for in a sample and then in the whole column; a column that both orders
explain is a question, never a guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from pilotaudit.evidence.model import DateOrder

Order = Literal["day first", "month first", "iso"]

ISO: Final = re.compile(r"\d{4}-\d{1,2}-\d{1,2}([T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?)? ?(Z|UTC|[+-]\d{2}(:?\d{2})?)?")
_PARTS: Final = re.compile(
    r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?:(,?[ T])(\d{1,2}):(\d{2})(:\d{2})?( ?)([AaPp][Mm])?)?"
)
_BIG: Final = 12
_BARE: Final = r"^\s*(\d.*?)\s*$"
_OFFSET: Final = r":\d{2}(\.\d+)? ?(Z|UTC|[+-]\d{2}(:?\d{2})?)\s*$"


@dataclass(frozen=True, slots=True)
class Seen:
    """What a sample of one column shows: shapes of its stamps, and the largest first and second part."""

    iso: int
    zoned: bool
    parts: int
    other: int
    first: int
    second: int
    shapes: tuple[str, ...]


def seen(values: Iterable[str]) -> Seen:
    """Look at stamps; shapes are strptime formats with `%1` and `%2` for the parts whose order is open."""
    iso = parts = other = first = second = 0
    zoned = False
    shapes: dict[str, None] = {}
    for text in map(str.strip, values):
        if found := ISO.fullmatch(text):
            iso, zoned = iso + 1, zoned or bool(found[4])
        elif match := _PARTS.fullmatch(text):
            parts, shapes[_shape(match)] = parts + 1, None
            # 13/13 is a date in neither order and tells nothing about the others.
            if min(int(match[1]), int(match[3])) <= _BIG:
                first, second = max(first, int(match[1])), max(second, int(match[3]))
        elif text:
            other += 1
    return Seen(iso, zoned, parts, other, first, second, tuple(shapes))


def decided(look: Seen, asked: Order | None) -> DateOrder | None:
    """The order that the charter says or that only the values allow; None when it stays open."""
    if look.parts <= look.iso:
        return DateOrder("iso", zoned=look.zoned)
    if asked == "iso":
        return DateOrder("iso")
    order = asked or order_of(look.first, look.second)
    return None if order is None else DateOrder(order, formats(look.shapes, order))


def order_of(first: int, second: int) -> Order | None:
    """The order that the largest first and second part leave open to no doubt."""
    if (first > _BIG) == (second > _BIG):
        return None
    return "day first" if first > _BIG else "month first"


def formats(shapes: Iterable[str], order: Order) -> tuple[str, ...]:
    """The shapes as strptime formats in one order, the longest first; dates without a time are always understood.

    Years of two digits are tried before those of four, which would take `26` for the year 26.
    """
    day, month = ("%1", "%2") if order == "day first" else ("%2", "%1")
    written = {shape.replace(day, "%d").replace(month, "%m") for shape in shapes}
    written |= {text.partition(" ")[0].partition("T")[0].rstrip(",") for text in written}
    return tuple(sorted(written, key=lambda text: (-len(text), "%Y" in text, text)))


def stamp_sql(column: str, order: DateOrder, timezone: str | None) -> str:
    """SQL for a column's stamps as TIMESTAMP; NULL where they do not fit.

    Stamps with an offset are wall time as written, or in the charter's time zone.
    """
    if order.formats:
        listed = ", ".join(quoted(text) for text in order.formats)
        return f"try_strptime({column}, [{listed}])"
    # The engine takes `infinity` and `epoch` for stamps, but a date begins with a digit; spaces around it hinder it.
    # An offset does not move the wall time of a stamp without a zone.
    bare = f"regexp_extract({column}, '{_BARE}', 1)"
    dated = f"CASE WHEN {column} BETWEEN '0' AND ':' THEN TRY_CAST({column} AS TIMESTAMP) END"
    written = f"coalesce({dated}, TRY_CAST({bare} AS TIMESTAMP))"
    if timezone is None:
        return written
    moved = f"TRY_CAST(trim({column}) AS TIMESTAMPTZ) AT TIME ZONE {quoted(timezone)}"
    return f"CASE WHEN regexp_matches({column}, '{_OFFSET}') THEN {moved} ELSE {written} END"


def parts_sql(column: str) -> str:
    """SQL for the largest first and second part of a column's stamps, over all rows."""
    split = f"regexp_extract({column}, '^\\s*(\\d{{1,2}})[/.-](\\d{{1,2}})[/.-]', ['first', 'second'])"
    first, second = (f"TRY_CAST({split}.{part} AS INT)" for part in ("first", "second"))
    told = f"FILTER (WHERE least({first}, {second}) <= {_BIG})"
    return f"coalesce(max({first}) {told}, 0), coalesce(max({second}) {told}, 0)"


def quoted(text: str) -> str:
    """A text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def _shape(match: re.Match[str]) -> str:
    separator, year = match[2], "%Y" if len(match[4]) == 4 else "%y"
    day = f"%1{separator}%2{separator}{year}"
    if not match[5]:
        return day
    hour = "%I" if match[10] else "%H"
    seconds, half = ":%S" if match[8] else "", f"{match[9]}%p" if match[10] else ""
    return f"{day}{match[5]}{hour}:%M{seconds}{half}"

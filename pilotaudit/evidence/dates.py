"""How the stamps of a column are written: one order per column, decided from its values, verified by the scan.

`05/01/2026` is January or May. The order is taken from the charter, else from values that only one order can explain
(a first part above 12, or a second), looked for in a sample and then in the whole column; a column that both orders
explain is a question, never a guess. Stamps that leave nothing open (ISO, month names) may stand beside them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from pilotaudit.evidence.layouts import LAYOUTS, spelt
from pilotaudit.evidence.model import DateOrder

Order = Literal["day first", "month first", "iso"]

_ISO: Final = re.compile(
    r"\d{4}([-/])\d{1,2}\1\d{1,2}(?:([ T])\d{1,2}:\d{2}(:\d{2})?(\.\d{1,6})?)?(Z| UTC)?", flags=re.ASCII
)
_PARTS: Final = re.compile(
    r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?:(,?[ T])(\d{1,2}):(\d{2})(:\d{2})?( ?)([AaPp][Mm])?)?", flags=re.ASCII
)
_BIG: Final = 12
FEW: Final = 0.05
"""Share of rows in the other order of day and month up to which they are mistakes, and no question."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a look at the values of one column shows.

    iso, parts, named, other: how many stamps are ISO, have an open order, name the month, or are no stamps;
    zoned: whether some carry an offset; first, second: largest first and second part; shapes, iso_shapes: strptime
    formats, most frequent first, with `%1` and `%2` for the parts whose order is open; layouts: spellings that no
    format reads; told: rows that only the one and only the other order explains, (day first, month first).
    """

    iso: float
    zoned: bool
    parts: float
    other: float
    first: int
    second: int
    shapes: tuple[str, ...]
    named: float = 0
    iso_shapes: tuple[str, ...] = ()
    layouts: tuple[str, ...] = ()
    told: tuple[float, float] = (0, 0)

    @property
    def order(self) -> Order | None:
        """The order that the values leave open to no doubt; a few in the other order are mistakes."""
        day_first, month_first = self.told
        if min(self.told) > FEW * self.parts or day_first == month_first:
            return None
        return "day first" if day_first > month_first else "month first"


@dataclass(frozen=True, slots=True)
class _One:
    """One stamp. kind: iso, parts, named or other; shape, layout: how it is read; zoned; parts: first and second."""

    kind: str
    shape: str = ""
    layout: str = ""
    zoned: bool = False
    parts: tuple[int, int] = (0, 0)


def seen(values: Iterable[str] | Mapping[str, float]) -> Seen:
    """Look at stamps, or at stamps with the rows that each stands for; blanks are nothing."""
    found: dict[_One, float] = {}
    kinds = dict.fromkeys(("iso", "parts", "named", "other"), 0.0)
    for text, n in values.items() if isinstance(values, Mapping) else Counter(values).items():
        if text.strip():
            one = _one(text.strip())
            found[one] = found.get(one, 0) + n
            kinds[one.kind] += n
    # 13/13 is a date in neither order and tells nothing about the others.
    told = [one.parts for one in found if min(one.parts) <= _BIG]
    return Seen(
        iso=kinds["iso"],
        zoned=any(one.zoned for one in found),
        parts=kinds["parts"],
        other=kinds["other"],
        first=max((first for first, _ in told), default=0),
        second=max((second for _, second in told), default=0),
        shapes=_frequent(found, "parts"),
        named=kinds["named"],
        iso_shapes=_frequent(found, "iso"),
        layouts=tuple(dict.fromkeys(name for name in LAYOUTS for one in found if one.layout == name)),
        told=(_told(found, "day first"), _told(found, "month first")),
    )


def decided(look: Seen, asked: Order | None, zone: str = "") -> DateOrder | None:
    """The order that the charter says or that only the values allow; None when it stays open.

    zone: the time zone that the header names. Where stamps of an open order are few beside others that leave nothing
    open, they stay unread instead of making a question.
    """
    order = look.order if asked is None else asked
    if look.parts == 0 or order == "iso" or (order is None and look.parts <= look.iso + look.named):
        return _dated(look, "iso", "", zone)
    if order is None:
        return None
    part, largest = ("first", look.first) if order == "day first" else ("second", look.second)
    because = "as the charter says" if asked else f"{part} parts go up to {largest}"
    return _dated(look, order, because, zone)


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


def parts_sql(column: str) -> str:
    """SQL for the largest first and second part of a column's stamps, over all rows."""
    pattern = r"^\s*(\d{1,2})(?:[/.-]\s?(\d{1,2})[/.-]|(\d{2})(?:19|20)\d{2}(?:\s|$))"
    split = f"regexp_extract({column}, '{pattern}', ['first', 'marked', 'bare'])"
    first, second = (f"TRY_CAST({text} AS INT)" for text in (f"{split}.first", f"({split}.marked || {split}.bare)"))
    told = f"FILTER (WHERE least({first}, {second}) <= {_BIG})"
    return f"coalesce(max({first}) {told}, 0), coalesce(max({second}) {told}, 0)"


def zone_of(header: str) -> str:
    """The time zone that a header names in brackets, `Created At (UTC)`; empty without one."""
    found = re.search(r"[(\[]\s*(UTC|GMT|[A-Z][A-Za-z_]+(?:/[A-Za-z_+\-0-9]+){1,2})\s*[)\]]", header)
    return "" if found is None else {"GMT": "UTC"}.get(found[1], found[1])


def quoted(text: str) -> str:
    """A text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def _dated(look: Seen, order: Order, because: str, zone: str) -> DateOrder:
    """Formats of the more frequent kind first; ISO is always understood."""
    open_parts = () if order == "iso" else formats(look.shapes, order)
    both = (look.iso_shapes, open_parts) if look.iso >= look.parts else (open_parts, look.iso_shapes)
    layouts = ("iso", *look.layouts) if order == "iso" else ("iso", *look.layouts, "parts")
    kept = tuple(dict.fromkeys(name for name in layouts if not LAYOUTS[name].is_open or order != "iso"))
    return DateOrder(order, (*both[0], *both[1]), look.zoned, kept, zone, because)


def _told(found: Mapping[_One, float], order: Order) -> float:
    """Rows that only one order explains."""
    return sum(n for one, n in found.items() if order_of(*one.parts) == order)


def _frequent(found: Mapping[_One, float], kind: str) -> tuple[str, ...]:
    shapes: dict[str, float] = {}
    for one, n in found.items():
        if one.kind == kind and one.shape:
            shapes[one.shape] = shapes.get(one.shape, 0) + n
    return tuple(sorted(shapes, key=lambda shape: (-shapes[shape], shape)))


def _one(text: str) -> _One:
    if found := _ISO.fullmatch(text):
        return _One("iso", _iso_shape(found), zoned=bool(found[5]))
    if found := _PARTS.fullmatch(text):
        return _One("parts", _shape(found), parts=(int(found[1]), int(found[3])))
    known = spelt(text)
    if known is None:
        return _One("other")
    layout = LAYOUTS[known.layout]
    if layout.unit:
        return _One("iso", "", known.layout, zoned=True)
    parts = (int(known.groups["a"]), int(known.groups["b"])) if layout.is_open else (0, 0)
    kind = "parts" if layout.is_open else "named" if layout.named else "iso"
    return _One(kind, "", known.layout, bool(known.groups["z"]), parts)


def _iso_shape(found: re.Match[str]) -> str:
    separator, gap, seconds, fraction, zone = found.groups()
    time = f"{gap}%H:%M{':%S' if seconds else ''}{'.%f' if fraction else ''}" if gap else ""
    return f"%Y{separator}%m{separator}%d{time}{zone or ''}"


def _shape(match: re.Match[str]) -> str:
    separator, year = match[2], "%Y" if len(match[4]) == 4 else "%y"
    day = f"%1{separator}%2{separator}{year}"
    if not match[5]:
        return day
    hour = "%I" if match[10] else "%H"
    seconds, half = ":%S" if match[8] else "", f"{match[9]}%p" if match[10] else ""
    return f"{day}{match[5]}{hour}:%M{seconds}{half}"

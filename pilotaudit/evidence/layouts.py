"""Spellings of a stamp that no format of the engine reads: month names, odd spaces, intervals, digits, seconds.

Each is a pattern over a text in lower case, without accents and with plain spaces; the same pattern is matched here on
a sample and in SQL on every row.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from pilotaudit.evidence.months import MONTHS, WEEKDAYS

_SPACES: Final = "[\\s\u00a0\u2000-\u200a\u200e\u200f\u202f\u3000]+"
_ZONE: Final = "z|utc|gmt|[+-][0-9]{2}(?::?[0-9]{2})?"
_CLOCK: Final = (
    "(?:(?:t|,? (?:at |um |a las |as |alle |om |a )?)"
    "([0-9]{1,2})[:.h]([0-9]{2})(?:[:.]([0-9]{2})(?:[.,]([0-9]{1,9}))?)?"
    f"(?: uhr)?(?: ?([ap])\\.? ?m\\.?)?(?: ?({_ZONE}))?)?"
)
_DIGITS: Final = f"(?:[ t]?([0-9]{{2}}):?([0-9]{{2}})(?::?([0-9]{{2}})(?:[.,]([0-9]{{1,9}}))?)?()(?: ?({_ZONE}))?)?"
_WEEKDAY: Final = f"(?:(?:{'|'.join(WEEKDAYS)})\\.?,? )?"
_YEAR: Final = "([0-9]{4}|[0-9]{2})"
_TIMES: Final = ("h", "n", "s", "f", "p", "z")


@dataclass(frozen=True, slots=True)
class Layout:
    """One spelling.

    pattern: of the whole text; groups: what its groups hold (y m d, `a` and `b` for parts whose order is open, then
    h n s f p z; or `e`, a number since 1970); named: whether the month is a word; unit: of `e`, in microseconds.
    """

    pattern: str
    groups: tuple[str, ...]
    named: bool = False
    unit: int = 0

    @property
    def is_open(self) -> bool:
        """Whether the order of day and month is open."""
        return "a" in self.groups


def _layout(date: str, groups: str, *, named: bool = False, end: str = "") -> Layout:
    return Layout(f"{date}{_CLOCK}{end}", (*groups, *_TIMES), named)


LAYOUTS: Final[Mapping[str, Layout]] = {
    "iso": _layout("([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})", "ymd"),
    "interval": _layout("([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})", "ymd", end="/[0-9]{4}-[0-9]{2}-[0-9]{2}[^/]*"),
    "parts": _layout(f"([0-9]{{1,2}})[/.-] ?([0-9]{{1,2}})[/.-] ?{_YEAR}", "aby"),
    "digits": Layout(f"((?:19|20)[0-9]{{2}})(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01]){_DIGITS}", (*"ymd", *_TIMES)),
    # A year in front would make a month of 19 or 20 of the second pair.
    "digits, year last": Layout(f"([0-9]{{1,2}})([0-9]{{2}})((?:19|20)[0-9]{{2}})(?: {_DIGITS})?", (*"aby", *_TIMES)),
    "seconds": Layout("([12][0-9]{9}(?:[.][0-9]{1,9})?)", ("e",), unit=1_000_000),
    "milliseconds": Layout("([12][0-9]{12}(?:[.][0-9]{1,9})?)", ("e",), unit=1_000),
    "day, month name": _layout(
        f"{_WEEKDAY}([0-9]{{1,2}})(?:\\.|st|nd|rd|th|er)?[ /.-]{{0,2}}(?:de |of )?([a-z]+)\\.?,?[ /.-]{{0,2}}"
        f"(?:de |del |of )?{_YEAR}",
        "dmy",
        named=True,
    ),
    "month name, day": _layout(
        f"{_WEEKDAY}([a-z]+)\\.?[ /.-]([0-9]{{1,2}})(?:st|nd|rd|th)?,?[ /.-]{_YEAR}", "mdy", named=True
    ),
    "year, month name": _layout("([0-9]{4})[ /.-]([a-z]+)\\.?[ /.-]([0-9]{1,2})", "ymd", named=True),
}
"""Name -> spelling; of several that fit a text the first is meant."""


@dataclass(frozen=True, slots=True)
class Spelt:
    """A text that fits a layout: its name, and its groups by what they hold."""

    layout: str
    groups: Mapping[str, str]


def spelt(text: str) -> Spelt | None:
    """The layout that a text fits, if any."""
    plain = simplified(text)
    for name in LAYOUTS:
        found = _compiled(name).fullmatch(plain)
        if found is not None:
            groups = dict(zip(LAYOUTS[name].groups, (one or "" for one in found.groups()), strict=True))
            if not LAYOUTS[name].named or groups["m"] in MONTHS:
                return Spelt(name, groups)
    return None


@cache
def _compiled(name: str) -> re.Pattern[str]:
    """Most columns need none of them."""
    return re.compile(LAYOUTS[name].pattern)


def simplified(text: str) -> str:
    """Lower case, no accents, plain spaces."""
    letters = unicodedata.normalize("NFKD", text.lower())
    return re.sub(_SPACES, " ", "".join(one for one in letters if not unicodedata.combining(one))).strip()


def simplified_sql(column: str) -> str:
    """SQL for the same."""
    return f"trim(regexp_replace(strip_accents(lower({column})), '{_SPACES}', ' ', 'g'))"


def taken_apart_sql(column: str, name: str, *, day_first: bool) -> str:
    """SQL for a column's stamps of one layout as ISO texts, the offset at the end; NULL where they do not fit."""
    layout = LAYOUTS[name]
    if layout.unit:
        return _since_1970_sql(column, layout)
    first, second = ("d", "m") if day_first else ("m", "d")
    groups = [{"a": first, "b": second}.get(group, group) for group in layout.groups]
    listed = ", ".join(f"'{group}'" for group in groups)
    found = f"regexp_extract({simplified_sql(column)}, '^(?:{layout.pattern})$', [{listed}])"
    month = _month_sql() if layout.named else "r.m"
    date = f"{_year_sql()}, '-', {month}, '-', r.d"
    time = f"{_hour_sql()}, ':', {_or('n', '00')}, ':', {_or('s', '00')}, '.', {_or('f', '0')}"
    text = f"concat({date}, ' ', {time}, {_ZONE_SQL})"
    return f"list_transform([{found}], lambda r: CASE WHEN r.y <> '' THEN {text} END)[1]"


def _since_1970_sql(column: str, layout: Layout) -> str:
    number = f"CASE WHEN regexp_full_match(trim({column}), '{layout.pattern}') THEN TRY_CAST({column} AS DOUBLE) END"
    return f"(make_timestamp(({number} * {layout.unit})::BIGINT)::VARCHAR || '+00')"


_ZONE_SQL: Final = "CASE WHEN r.z IN ('z', 'utc', 'gmt') THEN '+00' ELSE r.z END"


def _year_sql() -> str:
    return "CASE WHEN strlen(r.y) = 4 THEN r.y WHEN r.y < '69' THEN '20' || r.y ELSE '19' || r.y END"


def _month_sql() -> str:
    names = ", ".join(f"'{name}'" for name in MONTHS)
    return f"[{', '.join(map(str, MONTHS.values()))}][list_position([{names}], r.m)]"


def _hour_sql() -> str:
    """An hour of a clock of twelve, where `a` or `p` stands; nothing that is an hour where it does not fit."""
    hour = "TRY_CAST(r.h AS INT)"
    twelve = f"CASE WHEN {hour} BETWEEN 1 AND 12 THEN {hour} % 12 + CASE r.p WHEN 'p' THEN 12 ELSE 0 END END"
    return f"CASE WHEN r.h = '' THEN '00' WHEN r.p = '' THEN r.h ELSE coalesce(({twelve})::VARCHAR, 'x') END"


def _or(group: str, otherwise: str) -> str:
    return f"CASE r.{group} WHEN '' THEN '{otherwise}' ELSE r.{group} END"

"""Durations written as text: clocks (1:23:45), units (1h 23m), ISO 8601 (PT1H23M), or plain numbers in a unit.

One style per column, the one that most of its values have; rows in another are rejects. A day has 24 hours.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from typing import Final, Literal

from pilotaudit.evidence.figures import number_sql
from pilotaudit.evidence.model import DurationStyle
from pilotaudit.quantities import SECONDS

Words = Literal["number", "H:MM:SS", "H:MM", "M:SS", "units", "ISO 8601"]

UNITS: Final[Mapping[str, str]] = {
    "days": "days",
    "hours": "h",
    "minutes": "min",
    "seconds": "s",
    "milliseconds": "ms",
}
"""What the charter says of plain numbers -> their unit."""

_N: Final = "([0-9]+(?:[.,][0-9]+)?)"
_AND: Final = ",? ?(?:and )?"
_CLOCK: Final = "([+-]?)([0-9]+):([0-5]?[0-9])"
_PATTERNS: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "H:MM:SS": (
        "([+-]?)(?:([0-9]+)(?:[.]| ?d(?:ays?)?,?) ?)?([0-9]+):([0-5]?[0-9]):([0-5][0-9](?:[.,][0-9]+)?)",
        ("g", "d", "h", "m", "s"),
    ),
    "H:MM": (_CLOCK, ("g", "h", "m")),
    "M:SS": (_CLOCK, ("g", "m", "s")),
    "units": (
        f"([+-]?) ?(?:{_N} ?(?:d|days?){_AND})?(?:{_N} ?(?:h|hrs?|hours?){_AND})?(?:{_N} ?(?:m|mins?|minutes?){_AND})?"
        f"(?:{_N} ?(?:s|secs?|seconds?){_AND})?(?:{_N} ?(?:ms|milliseconds?))?",
        ("g", "d", "h", "m", "s", "i"),
    ),
    "ISO 8601": (
        f"([+-]?)p(?:{_N}w)?(?:{_N}d)?(?:t(?:{_N}h)?(?:{_N}m)?(?:{_N}s)?)?",
        ("g", "w", "d", "h", "m", "s"),
    ),
}
_SECONDS: Final = {"w": "604800", "d": "86400", "h": "3600", "m": "60", "s": "1", "i": "0.001"}
_HEADER: Final = re.compile(
    r"(?:\b(?:in|\()|[_( ])\s*(milliseconds|ms|seconds|secs|sec|minutes|mins|min|hours|hrs|hr|days)\s*\)?"
    r"(?: within business hours| within calendar hours)?$|^(seconds|minutes|hours)_to_",
    flags=re.IGNORECASE,
)
_SPELT: Final = {
    **dict.fromkeys(("milliseconds", "ms"), "ms"),
    **dict.fromkeys(("seconds", "secs", "sec"), "s"),
    **dict.fromkeys(("minutes", "mins", "min"), "min"),
    **dict.fromkeys(("hours", "hrs", "hr"), "h"),
    "days": "days",
}


class Unclear(ValueError):
    """Hours and minutes, or minutes and seconds: nobody can tell; `text` is a value that shows it."""

    def __init__(self, text: str) -> None:
        """Keep the value."""
        super().__init__(text)
        self.text = text


def duration_words(values: Mapping[str, float]) -> Words:
    """The style that most values of a column have. values: text -> how many rows have it. Raises Unclear."""
    styles: Counter[Words] = Counter()
    for text, n in values.items():
        styles[_words(text)] += n  # type: ignore[assignment]
    words = styles.most_common(1)[0][0] if styles else "number"
    if words == "H:MM":
        raise Unclear(next(text for text in sorted(values) if _words(text) == "H:MM").strip())
    return words


def declared(text: str) -> DurationStyle:
    """The style that the charter says: a clock, or plain numbers in a unit."""
    if text in UNITS:
        return DurationStyle("number", UNITS[text], declared=True)
    return DurationStyle(text, declared=True)  # type: ignore[arg-type]


def unit_in(header: str) -> str:
    """The unit of time that a header names, such as `Full resolution time in minutes`; empty without one."""
    found = _HEADER.search(header.strip())
    return "" if found is None else _SPELT[(found[1] or found[2]).lower()]


def length(unit: str) -> Fraction:
    """Seconds of a unit of time, milliseconds included."""
    return Fraction(1, 1000) if unit == "ms" else Fraction(SECONDS[unit])


def seconds_sql(column: str, style: DurationStyle) -> str:
    """SQL for a column's durations in seconds as DOUBLE (plain numbers: as they stand); NULL where they do not fit."""
    if style.words == "number":
        return number_sql(column, style.numbers)
    pattern, groups = _PATTERNS[style.words]
    listed = ", ".join(f"'{group}'" for group in groups)
    found = f"regexp_extract(trim(lower({column})), '^(?:{pattern})$', [{listed}])"
    parts = [group for group in groups if group != "g"]
    number = "coalesce(TRY_CAST(replace(r.{}, ',', '.') AS DOUBLE), 0) * {}"
    total = " + ".join(number.format(group, _SECONDS[group]) for group in parts)
    there = f"concat({', '.join(f'r.{group}' for group in parts)}) <> ''"
    signed = f"({total}) * CASE r.g WHEN '-' THEN -1 ELSE 1 END"
    return f"list_transform([{found}], lambda r: CASE WHEN {there} THEN {signed} END)[1]"


def _words(text: str) -> Words:
    plain = text.strip().lower()
    for words in ("H:MM:SS", "H:MM", "units", "ISO 8601"):
        if re.fullmatch(_PATTERNS[words][0], plain) and re.search("[0-9]", plain):
            return words
    return "number"

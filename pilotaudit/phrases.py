"""What people promise, in words: `-10%`, `no worse than 0.5pp`, `2026-01-05 to 2026-02-01`, `35 EUR`, `3 weeks`.

The only parser of such phrases, and the only place that writes them back. `str(parse_x(text))` is the canonical
text, and parsing that gives the same value. Numbers are exact decimals; nothing is rounded.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

BoundWord = Literal["at least", "at most", "above", "below"]


class PhraseError(ValueError):
    """A text is not one of the phrases that this place takes; the message says which are."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount: exact value and unit (`%`, `pp`, `min`, `EUR`, `weeks`, ...; empty for a bare number)."""

    value: Decimal
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A signed improvement to reach: `-10%` (relative), `+3pp` (points), `-2 min` (absolute)."""

    amount: Quantity


@dataclass(frozen=True, slots=True)
class Level:
    """A limit on a level: `at least 60%`, `at most 16 min`, `above 5%`, `below 70%`. `above`, `below` are strict."""

    bound: BoundWord
    amount: Quantity


@dataclass(frozen=True, slots=True)
class NoWorse:
    """The largest harm that would be accepted: `no worse than 0.5pp`. Never negative."""

    amount: Quantity


@dataclass(frozen=True, slots=True)
class DateRange:
    """`2026-01-05 to 2026-02-01`, both ends included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """Number of days, both ends included."""
        return (self.last - self.first).days + 1

    def __contains__(self, day: object) -> bool:
        """Whether a day lies in the range."""
        return isinstance(day, date) and self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class OutOf:
    """`3 of 4`."""

    part: int
    whole: int


@dataclass(frozen=True, slots=True)
class PerMissed:
    """`10% per missed threshold`."""

    amount: Quantity


@dataclass(frozen=True, slots=True)
class ExpectedSavings:
    """`above expected savings`."""


Target = Change | Level
Limit = NoWorse | Level

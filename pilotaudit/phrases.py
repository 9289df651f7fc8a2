"""What people promise, in words: `-10%`, `no worse than 0.5pp`, `2026-01-05 to 2026-02-01`, `35 EUR`, `3 weeks`.

The only parser of such phrases, and the only place that writes them back. `str(parse_x(text))` is the canonical
text, and parsing that gives the same value. Numbers are exact decimals; nothing is rounded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, Literal, get_args

from pilotaudit.quantities import (
    PhraseError,
    Quantity,
    convert,
    fraction_of,
    is_currency,
    is_time,
    same_dimension,
    unit_of,
    weeks_of,
)

__all__ = [
    "BoundWord",
    "Change",
    "DateRange",
    "ExpectedSavings",
    "Level",
    "Limit",
    "NoWorse",
    "OutOf",
    "PerMissed",
    "PhraseError",
    "Quantity",
    "Target",
    "convert",
    "fraction_of",
    "is_currency",
    "is_time",
    "parse_change",
    "parse_date_range",
    "parse_level",
    "parse_limit",
    "parse_money",
    "parse_out_of",
    "parse_per_missed",
    "parse_quantity",
    "parse_rollback",
    "parse_target",
    "same_dimension",
    "unit_of",
    "weeks_of",
]

BoundWord = Literal["at least", "at most", "above", "below"]


@dataclass(frozen=True, slots=True)
class Change:
    """A signed improvement to reach: `-10%` (relative), `+3pp` (points), `-2 min` (absolute)."""

    amount: Quantity

    def __str__(self) -> str:
        """The amount with its sign."""
        return f"{'+' if self.amount.value > 0 else ''}{self.amount}"


@dataclass(frozen=True, slots=True)
class Level:
    """A limit on a level: `at least 60%`, `at most 16 min`, `above 5%`, `below 70%`. `above`, `below` are strict."""

    bound: BoundWord
    amount: Quantity

    def __str__(self) -> str:
        """The bound and the amount."""
        return f"{self.bound} {self.amount}"


@dataclass(frozen=True, slots=True)
class NoWorse:
    """The largest harm that would be accepted: `no worse than 0.5pp`. Never negative."""

    amount: Quantity

    def __str__(self) -> str:
        """The words and the amount."""
        return f"no worse than {self.amount}"


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

    def __str__(self) -> str:
        """First and last day in ISO order."""
        return f"{self.first.isoformat()} to {self.last.isoformat()}"


@dataclass(frozen=True, slots=True)
class OutOf:
    """`3 of 4`."""

    part: int
    whole: int

    def __str__(self) -> str:
        """The part and the whole."""
        return f"{self.part} of {self.whole}"


@dataclass(frozen=True, slots=True)
class PerMissed:
    """`10% per missed threshold`."""

    amount: Quantity

    def __str__(self) -> str:
        """The amount and the words."""
        return f"{self.amount} per missed threshold"


@dataclass(frozen=True, slots=True)
class ExpectedSavings:
    """`above expected savings`."""

    def __str__(self) -> str:
        """The words."""
        return "above expected savings"


Target = Change | Level
Limit = NoWorse | Level

_NUMBER: Final = re.compile(r"([+-]?)([0-9]{1,12}(?:\.[0-9]{1,9})?) ?(.*)")
_BOUND: Final = re.compile(rf"({'|'.join(get_args(BoundWord))}) (.+)")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

_TARGET: Final = "a signed change such as -10%, +3pp or -2 min, or a level such as at most 16 min"
_LIMIT: Final = "the largest harm accepted, such as no worse than 2pp, or a level such as at most 5%"
_LEVEL: Final = "a limit such as at least 60%, at most 16 min, above 5% or below 70%"
_ROLLBACK: Final = "a limit such as above 5% or below 30%, or above expected savings"
_AMOUNT: Final = "an amount such as 18.4 min, 60% or 3 weeks"
_MONEY: Final = "an amount of money such as 35 EUR"
_RANGE: Final = "the first and the last day, such as 2026-01-05 to 2026-02-01"
_OUT_OF: Final = "so many of so many, such as 3 of 4"
_PER_MISSED: Final = "a share or an amount, such as 10% per missed threshold"


def parse_target(text: str) -> Target:
    """An improvement to reach, or a level to reach. Raises PhraseError.

    A change needs its sign, is not zero, and a relative fall stays above -100%.
    """
    words = _words(text)
    if bound := _BOUND.fullmatch(words):
        return _level(bound, text, _TARGET)
    if words[:1] not in ("+", "-"):
        raise _refused(text, _TARGET, _sign_hint(words))
    amount = _amount(words, text, _TARGET)
    if not amount.value:
        raise _refused(text, _TARGET, "a target of zero asks for nothing; to forbid harm, use a guardrail")
    if amount.unit == "%" and amount.value <= -100:
        raise _refused(text, _TARGET, "nothing falls by 100% or more")
    return Change(amount)


def parse_change(text: str) -> Change:
    """A signed improvement. Raises PhraseError."""
    found = parse_target(text)
    if isinstance(found, Level):
        raise _refused(text, "a signed change such as -10%, +3pp or -2 min")
    return found


def parse_limit(text: str) -> Limit:
    """The largest harm accepted (never negative), or a level. Raises PhraseError."""
    words = _words(text)
    if bound := _BOUND.fullmatch(words):
        return _level(bound, text, _LIMIT)
    if not words.startswith("no worse than "):
        raise _refused(text, _LIMIT, f"write no worse than {words.lstrip('+-')}" if _NUMBER.fullmatch(words) else "")
    rest = words.removeprefix("no worse than ")
    if rest[:1] in ("+", "-"):
        raise _refused(text, _LIMIT, "harm is written without a sign; which way is worse, the metric knows")
    return NoWorse(_amount(rest, text, _LIMIT))


def parse_level(text: str) -> Level:
    """A limit on a level. Raises PhraseError."""
    bound = _BOUND.fullmatch(_words(text))
    if not bound:
        raise _refused(text, _LEVEL)
    return _level(bound, text, _LEVEL)


def parse_rollback(text: str) -> Level | ExpectedSavings:
    """A level that stops the pilot, or spend held against the savings that were expected. Raises PhraseError."""
    words = _words(text)
    if words == "above expected savings":
        return ExpectedSavings()
    bound = _BOUND.fullmatch(words)
    if not bound:
        raise _refused(text, _ROLLBACK)
    return _level(bound, text, _ROLLBACK)


def parse_quantity(text: str) -> Quantity:
    """An amount without a sign. Raises PhraseError."""
    return _unsigned(_words(text), text, _AMOUNT)


def parse_money(text: str) -> Quantity:
    """An amount of money with its currency. Raises PhraseError."""
    amount = _unsigned(_words(text), text, _MONEY)
    if not is_currency(amount.unit):
        raise _refused(text, _MONEY, "the currency's code comes after the number")
    return amount


def parse_date_range(text: str) -> DateRange:
    """First and last day, both included. Raises PhraseError, also when the last is before the first."""
    ends = _words(text).split(" to ")
    if len(ends) != 2:
        raise _refused(text, _RANGE, "two days with the word to between them")
    first, last = (_day(end, text) for end in ends)
    if last < first:
        raise _refused(text, _RANGE, "the last day is before the first")
    return DateRange(first, last)


def parse_out_of(text: str) -> OutOf:
    """A part of a whole, in whole numbers. Raises PhraseError."""
    found = re.fullmatch(r"([0-9]{1,9}) of ([0-9]{1,9})", _words(text))
    if not found:
        raise _refused(text, _OUT_OF, "two whole numbers with the word of between them")
    part, whole = int(found[1]), int(found[2])
    if not 1 <= part <= whole:
        raise _refused(text, _OUT_OF, "the first number lies between 1 and the second")
    return OutOf(part, whole)


def parse_per_missed(text: str) -> PerMissed:
    """What is credited for each threshold that is missed. Raises PhraseError."""
    words = _words(text)
    if not words.endswith(" per missed threshold"):
        raise _refused(text, _PER_MISSED)
    amount = _unsigned(words.removesuffix(" per missed threshold"), text, _PER_MISSED)
    if amount.unit != "%" and not is_currency(amount.unit):
        raise _refused(text, _PER_MISSED, "it is a share in percent or an amount of money")
    return PerMissed(amount)


def _words(text: str) -> str:
    """The text with single spaces, and with the typographic minus written as a hyphen."""
    return " ".join(text.replace("\N{MINUS SIGN}", "-").split())


def _level(bound: re.Match[str], text: str, takes: str) -> Level:
    if bound[2].startswith("+"):
        raise _refused(text, takes, "a level has no plus sign")
    word: BoundWord = bound[1]  # type: ignore[assignment]
    return Level(word, _amount(bound[2], text, takes))


def _unsigned(words: str, text: str, takes: str) -> Quantity:
    if words[:1] in ("+", "-"):
        raise _refused(text, takes, "an amount has no sign here")
    return _amount(words, text, takes)


def _amount(words: str, text: str, takes: str) -> Quantity:
    found = _NUMBER.fullmatch(words)
    if not found:
        raise _refused(text, takes)
    sign, digits, word = found.groups()
    value = Decimal(digits)
    try:
        return Quantity(-value if sign == "-" and value else value, unit_of(word))
    except PhraseError as unknown:
        raise _refused(text, takes, _notation_hint(text) or str(unknown)) from None


def _day(words: str, text: str) -> date:
    if not _DAY.fullmatch(words):
        raise _refused(text, _RANGE, f'"{words}" is not year-month-day')
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise _refused(text, _RANGE, f'"{words}" is not a day of the calendar') from None


def _refused(text: str, takes: str, hint: str = "") -> PhraseError:
    """What was read, what this place takes, and what to change."""
    advice = hint or _notation_hint(text)
    return PhraseError(
        f'"{_shown(text)}" is not understood; this takes {takes}' + (f". Hint: {advice}" if advice else "")
    )


def _shown(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "..."


def _sign_hint(words: str) -> str:
    if hint := _notation_hint(words):
        return hint
    found = _NUMBER.fullmatch(words)
    amount = " ".join(words.split()[:2])
    return f"a change needs its sign, -{amount} or +{amount}" if found else ""


_NOTATION: Final = (
    (r"<=|≤|=<|\bmax|\bup to\b|\bno more than\b|\bnot more than\b", "write the words at most"),
    (r">=|≥|=>|\bmin(imum)?\b(?<! min)|\bno less than\b|\bnot less than\b", "write the words at least"),
    (r"<|\bunder\b|\bless than\b|\bfewer than\b|\blower than\b", "write the word below"),
    (r">|\bover\b|\bmore than\b|\bgreater than\b|\bhigher than\b", "write the word above"),
    (r"[€$£¥₹]", "write the currency's code after the number, such as 35 EUR"),
    (r"\b[A-Z]{3} ?[0-9]", "the currency's code comes after the number, such as 35 EUR"),
    (r"[0-9],[0-9]", "numbers have a point before decimals and no mark between thousands, such as 1500.50"),
    (r"[0-9][_'’][0-9]", "numbers have no mark between thousands, such as 1500"),
    (r"[0-9][eE][+-]?[0-9]", "write the number out in digits"),
    (r"(^|[^0-9])\.[0-9]", "write a zero before the point, such as 0.5"),
    (r"[–—]", "the minus sign is a hyphen, such as -10%"),
    (r"[+-] [0-9]", "no space between the sign and the number, such as -10%"),
    (r"\b(At|Above|Below|No|AT|ABOVE|BELOW|NO)\b", "write the words in small letters"),
    (r"[0-9]{13}|\.[0-9]{10}", "at most 12 digits before the point and 9 after it"),
)


def _notation_hint(text: str) -> str:
    """Advice for a notation that people bring along from elsewhere."""
    return next((advice for pattern, advice in _NOTATION if re.search(pattern, text)), "")

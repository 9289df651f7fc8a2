"""Amounts as people write them: an exact number and a unit. `18.4 min`, `35 EUR`, `60%`, `3 weeks`, `0.2`.

The units of phrases are few on purpose: a share, points, time, money, or none for the metric's own unit.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

SECONDS: Final[Mapping[str, int]] = {"s": 1, "min": 60, "h": 3_600, "days": 86_400, "weeks": 604_800}
"""Units of time, as they are written, with their length in seconds."""

_SPELLINGS: Final[Mapping[str, str]] = {
    **{word: "s" for word in ("s", "sec", "secs", "second", "seconds")},
    **{word: "min" for word in ("min", "mins", "minute", "minutes")},
    **{word: "h" for word in ("h", "hr", "hrs", "hour", "hours")},
    **{word: "days" for word in ("day", "days")},
    **{word: "weeks" for word in ("week", "weeks")},
    **{word: "%" for word in ("%", "percent")},
    **{word: "pp" for word in ("pp", "percentage point", "percentage points")},
}

_CODES: Final = """
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD
    CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD
    GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT
    LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR
    NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP
    STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD
    XCG XOF XPF YER ZAR ZMW ZWG
"""
CURRENCIES: Final = frozenset(_CODES.split())
"""Currency codes of ISO 4217 in use."""


class PhraseError(ValueError):
    """A text is not one of the phrases that this place takes; the message says which are."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount: exact value and unit (`%`, `pp`, `min`, `EUR`, `weeks`, ...; empty for a bare number)."""

    value: Decimal
    unit: str = ""

    def __str__(self) -> str:
        """The amount with the digits that were written: `10%`, `1.50 EUR`, `1 week`."""
        number = format(self.value, "f")
        if self.unit in ("", "%", "pp"):
            return number + self.unit
        single = self.unit in ("days", "weeks") and abs(self.value) == 1
        return f"{number} {self.unit.removesuffix('s') if single else self.unit}"


def unit_of(text: str) -> str:
    """The canonical spelling of a unit that phrases know (`minutes` gives `min`).

    Raises PhraseError for any other word, with the nearest one.
    """
    word = " ".join(text.split())
    if word in CURRENCIES or not word:
        return word
    if known := _SPELLINGS.get(word.lower() if len(word) > 1 else word):
        return known
    raise PhraseError(f'the unit "{word}" is not known; {_unit_advice(word)}')


def _unit_advice(word: str) -> str:
    from difflib import get_close_matches

    if word.upper() in CURRENCIES:
        return f"currency codes have three capitals: {word.upper()}"
    if re.fullmatch(r"points?|p\.?p\.?|%-points?|ppts?", word.lower()):
        return "percentage points are written pp, such as 2pp; a score of the metric's own needs no unit"
    if near := get_close_matches(word.lower(), [name for name in _SPELLINGS if len(name) > 1], n=1, cutoff=0.7):
        return f"did you mean {_SPELLINGS[near[0]]}?"
    units = "%, pp, s, min, h, days, weeks and currency codes such as EUR"
    return f"these are: {units}. A number without unit is in the metric's own unit"


def is_time(unit: str) -> bool:
    """Whether a unit measures time."""
    return unit in SECONDS


def is_currency(unit: str) -> bool:
    """Whether a unit is money."""
    return unit in CURRENCIES


def same_dimension(one: str, other: str) -> bool:
    """Whether two units measure the same thing, so that one converts to the other (percent and points do not)."""
    return one == other or (is_time(one) and is_time(other))


def factor(unit: str, wanted: str) -> Fraction:
    """What a number in `unit` is multiplied by to stand in `wanted`: 1/60 from `s` to `min`.

    Raises PhraseError when the units measure different things.
    """
    if not same_dimension(unit, wanted):
        raise PhraseError(f'"{unit or "no unit"}" cannot be turned into "{wanted or "no unit"}"')
    return Fraction(SECONDS[unit], SECONDS[wanted]) if unit != wanted else Fraction(1)


def convert(quantity: Quantity, unit: str) -> Fraction:
    """The number of an amount in another unit of the same dimension, exact: 90 s are 3/2 min.

    Raises PhraseError when the units measure different things.
    """
    return Fraction(quantity.value) * factor(quantity.unit, unit)


def weeks_of(span: Quantity) -> int:
    """Whole weeks that cover a span of time: 10 days are two weeks. Raises PhraseError for anything else."""
    if not is_time(span.unit):
        raise PhraseError(f'"{span}" is not a span of time; write weeks or days, such as 3 weeks')
    return -(-convert(span, "weeks") // 1)


def fraction_of(share: Quantity) -> Decimal:
    """A percentage as a fraction, exact: `60%` is 0.60. Raises PhraseError for any other unit."""
    if share.unit != "%":
        raise PhraseError(f'"{share}" is not a share; write percent, such as {share.value:f}%')
    return share.value.scaleb(-2)

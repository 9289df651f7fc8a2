"""Hypothesis strategies for what people write: every phrase of a charter, as values and as texts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from pilotaudit.phrases import Change, DateRange, ExpectedSavings, Level, NoWorse, OutOf, PerMissed, Quantity
from pilotaudit.quantities import CURRENCIES, SECONDS

BOUNDS = ("at least", "at most", "above", "below")

time_units = st.sampled_from(sorted(SECONDS))
currencies = st.sampled_from(sorted(CURRENCIES))
units = st.one_of(st.sampled_from(["", "%", "pp"]), time_units, currencies)


def decimals(low: int = 0, high: int = 999_999) -> st.SearchStrategy[Decimal]:
    """Numbers with up to six decimals, trailing zeros kept."""
    digits = st.integers(0, 6)
    return st.builds(lambda value, places: Decimal(value).scaleb(-places), st.integers(low, high), digits)


quantities = st.builds(Quantity, decimals(), units)
durations = st.builds(Quantity, decimals(), time_units)
money = st.builds(Quantity, decimals(), currencies)
shares = st.builds(Quantity, decimals(), st.just("%"))
signed = st.builds(Quantity, decimals(-999_999), units)

changes = st.builds(Change, signed.filter(lambda q: q.value and not (q.unit == "%" and q.value <= -100)))
levels = st.builds(Level, st.sampled_from(BOUNDS), signed)
no_worse = st.builds(NoWorse, quantities)
targets = changes | levels
limits = no_worse | levels
triggers = levels | st.just(ExpectedSavings())
per_missed = st.builds(PerMissed, shares | money)
out_of = st.builds(lambda part, more: OutOf(part, part + more), st.integers(1, 999), st.integers(0, 999))

days = st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 12, 31))
date_ranges = st.tuples(days, days).map(lambda ends: DateRange(min(ends), max(ends)))

phrase_like = st.text(alphabet="0123456789+-%., ptominEURabelwsk/<>=€\N{MINUS SIGN}", max_size=30)

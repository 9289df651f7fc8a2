"""Quantities: exact amounts with units, and what converts to what."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings

from pilotaudit.quantities import (
    CURRENCIES,
    PhraseError,
    Quantity,
    convert,
    factor,
    fraction_of,
    same_dimension,
    unit_of,
    weeks_of,
)
from tests import phrase_strategies as strategies

modest = settings(max_examples=80, deadline=None)


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        ("10", "%", "10%"),
        ("1.50", "EUR", "1.50 EUR"),
        ("1", "weeks", "1 week"),
        ("2", "days", "2 days"),
        ("0.2", "", "0.2"),
    ],
)
def test_amount_is_written_with_its_digits(value, unit, text):
    """Percent sticks to its number, words stand apart, one day is a day."""
    assert text == str(Quantity(Decimal(value), unit))


def test_small_amount_is_written_without_exponent():
    """A millionth is written out."""
    assert str(Quantity(Decimal("1E-9"), "h")) == "0.000000001 h"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("s", "weeks", True), ("%", "pp", False), ("EUR", "USD", False), ("", "", True), ("", "min", False)],
)
def test_dimension(one, other, same):
    """Times convert to each other; percent, points and currencies only to themselves."""
    assert same == same_dimension(one, other)


def test_conversion_of_time_is_exact():
    """Ten days are ten sevenths of a week, not 1.43."""
    assert Fraction(10, 7) == convert(Quantity(Decimal(10), "days"), "weeks")


@modest
@given(strategies.durations, strategies.time_units)
def test_conversion_there_and_back_changes_nothing(amount, unit):
    """The factor one way is the inverse of the other."""
    assert Fraction(amount.value) == convert(amount, unit) * factor(unit, amount.unit)


def test_other_dimensions_do_not_convert():
    """Minutes are never turned into money."""
    with pytest.raises(PhraseError, match='"min" cannot be turned into "EUR"'):
        convert(Quantity(Decimal(1), "min"), "EUR")


@pytest.mark.parametrize(
    ("value", "unit", "weeks"),
    [("3", "weeks", 3), ("10", "days", 2), ("14", "days", 2), ("0", "weeks", 0), ("1.5", "weeks", 2)],
)
def test_weeks_cover_the_span(value, unit, weeks):
    """A span that ends inside a week takes the whole week."""
    assert weeks == weeks_of(Quantity(Decimal(value), unit))


def test_weeks_of_something_else_are_refused():
    """A share is not a span of time."""
    with pytest.raises(PhraseError, match="not a span of time; write weeks or days"):
        weeks_of(Quantity(Decimal(3), "%"))


def test_percentage_becomes_a_fraction():
    """60 % are 0.6, exactly."""
    assert Decimal("0.6") == fraction_of(Quantity(Decimal(60), "%"))


def test_fraction_of_points_is_refused():
    """Points are differences, not shares."""
    with pytest.raises(PhraseError, match="write percent, such as 2%"):
        fraction_of(Quantity(Decimal(2), "pp"))


@modest
@given(strategies.units)
def test_canonical_unit_stays(unit):
    """Reading a canonical unit gives the unit."""
    assert unit == unit_of(unit)


def test_single_letters_are_not_guessed():
    """W is watt to some and week to others."""
    with pytest.raises(PhraseError, match='the unit "W" is not known'):
        unit_of("W")


def test_currencies_are_codes_of_three_capitals():
    """The list holds codes only, each once."""
    assert (set(), True) == (
        {code for code in CURRENCIES if not (len(code) == 3 and code.isupper())},
        "EUR" in CURRENCIES,
    )

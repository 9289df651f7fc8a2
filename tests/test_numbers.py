"""Numbers as text: rounded the same everywhere, always with sign and unit where they belong."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pilotaudit import numbers

modest = settings(max_examples=80, deadline=None)
finite = st.floats(-1e12, 1e12, allow_nan=False)


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [(0.125, 2, "0.12"), (0.135, 2, "0.14"), (-0.04, 1, "0.0"), (2.5, 0, "2"), (18.0, 1, "18.0")],
)
def test_fixed_rounds_half_to_even_on_the_written_number(value, digits, text):
    """What is rounded is the number as written, and zero has no sign."""
    assert text == numbers.fixed(value, digits)


@pytest.mark.parametrize(("value", "text"), [(0.132, "+13.2%"), (-0.132, "-13.2%"), (0.0, "0.0%"), (-0.0001, "0.0%")])
def test_relative_change_carries_its_sign(value, text):
    """A fall is negative whatever is better, and no change has no sign."""
    assert text == numbers.signed_percent(value)


def test_share_and_points_are_never_confused():
    """12 % to 13 % is one percentage point, and 8.3 % more."""
    texts = (numbers.percent(0.12), numbers.percent(0.13), numbers.signed_points(0.01), numbers.signed_percent(1 / 12))
    assert texts == ("12.0%", "13.0%", "+1.0pp", "+8.3%")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0.00"),
        (0.0042, "0.0042"),
        (0.0312, "0.031"),
        (0.0999, "0.10"),
        (0.456, "0.46"),
        (4.213, "4.21"),
        (9.996, "10.0"),
        (18.42, "18.4"),
        (99.96, "100"),
        (1234567.8, "1,234,568"),
        (-2.434, "-2.43"),
        (1e-9, "0.00"),
    ],
)
def test_level_shows_three_significant_digits(value, text):
    """Large levels are whole, small ones keep two digits, and rounding up does not add one."""
    assert text == numbers.significant(value)


@pytest.mark.parametrize(
    ("value", "unit", "kind", "text"),
    [
        (18.42, "min", "mean", "18.4 min"),
        (0.031, "", "proportion", "3.1%"),
        (4.213, "", "mean", "4.21"),
        (1.5, "EUR", "ratio", "1.50 EUR"),
    ],
)
def test_level_carries_its_unit(value, unit, kind, text):
    """A share is shown in percent, anything else in the metric's unit."""
    assert text == numbers.level(value, unit, kind)


@pytest.mark.parametrize(
    ("value", "unit", "kind", "text"),
    [
        (-2.43, "min", "mean", "-2.43 min"),
        (0.001, "", "proportion", "+0.1pp"),
        (0.2, "", "mean", "+0.20"),
        (1e-9, "h", "mean", "0.00 h"),
    ],
)
def test_difference_carries_sign_and_unit(value, unit, kind, text):
    """Shares differ by points; what rounds to zero has no sign."""
    assert text == numbers.difference(value, unit, kind)


@modest
@given(finite)
def test_turning_the_sign_turns_the_text(value):
    """A fall reads like the same rise with the other sign."""
    assert numbers.significant(value).lstrip("-") == numbers.significant(-value).lstrip("-")


@modest
@given(finite)
def test_text_is_close_to_the_number(value):
    """Two digits or more are shown, so that five percent, or half a millionth, is the most that is lost."""
    shown = float(numbers.significant(value).replace(",", ""))
    assert abs(shown - value) <= max(0.0501 * abs(value), 5.1e-7)


@pytest.mark.parametrize(("number", "text"), [(1, "1 row"), (2, "2 rows"), (8412, "8,412 rows"), (0, "0 rows")])
def test_plural(number, text):
    """One row, several rows."""
    assert text == numbers.plural(number, "row")


def test_irregular_plural_is_given():
    """Some words have a plural of their own."""
    assert numbers.plural(2, "query", "queries") == "2 queries"


@pytest.mark.parametrize(
    ("words", "text"), [((), ""), (("a",), "a"), (("a", "b"), "a and b"), (("a", "b", "c"), "a, b and c")]
)
def test_list_reads_as_a_sentence(words, text):
    """Commas, and the last word after and."""
    assert text == numbers.listed(words)

"""Numbers: the style that explains a column, questions where two do, and the same values from SQL."""

from __future__ import annotations

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pilotaudit.evidence.figures import (
    PLAIN,
    Undecided,
    currency_of,
    described,
    figure,
    number_sql,
    number_style,
)
from pilotaudit.evidence.model import NumberStyle

CON = duckdb.connect()
STYLES = [
    NumberStyle(decimal, group) for decimal in (".", ",") for group in ("", ",", ".", " ", "'") if decimal != group
]


def _style(*texts, **more):
    return number_style(dict.fromkeys(texts, 1), **more)


def _read(style, *texts):
    sql = f"SELECT {number_sql('x', style)} FROM (SELECT ?::VARCHAR AS x)"
    return [CON.execute(sql, [text]).fetchone()[0] for text in texts]


@pytest.mark.parametrize(
    ("texts", "example", "values"),
    [
        (("12", "3.5"), "1234.5", [12, 3.5]),
        (("1,5", "2"), "1234,5", [1.5, 2]),
        (("1,234", "950.5"), "1,234.5", [1234, 950.5]),
        (("1,234", "1250"), "1234,5", [1.234, 1250]),
        (("0,123", "0,5"), "1234,5", [0.123, 0.5]),
        (("0,123", "1,234"), "1234,5", [0.123, 1.234]),
        (("1234,567",), "1234,5", [1234.567]),
        (("1,234,567", "1,234"), "1,234.5", [1234567, 1234]),
        (("1.234,5", "12"), "1.234,5", [1234.5, 12]),
        (("1.234", "1.234.567"), "1.234,5", [1234, 1234567]),
        (("1 234,5", "\u00a01\u202f234\u00a0"), "1 234,5", [1234.5, 1234]),
        (("1'234.50", "2\u2019345.25"), "1'234.5", [1234.5, 2345.25]),
        (("1.234", "950"), "1234.5", [1.234, 950]),
        (("\u22121,5", "+2,5"), "1234,5", [-1.5, 2.5]),
    ],
)
def test_the_style_that_explains_every_value_is_taken(texts, example, values):
    """And read by it."""
    style = _style(*texts)
    assert (described(style), _read(style, *texts)) == (example, values)


@pytest.mark.parametrize("texts", [("1,234", "12"), ("1,234",), ("12,345", "950"), ("1.500", "1,234")])
def test_a_mark_that_may_be_either_is_a_question(texts):
    """No guess."""
    with pytest.raises(Undecided):
        _style(*texts)


@pytest.mark.parametrize(("asked", "value"), [("decimal point", 1234), ("decimal comma", 1.234)])
def test_the_charter_answers_the_question(asked, value):
    """`numbers:` under the table."""
    assert _read(_style("1,234", "12", asked=asked), "1,234") == [value]


def test_the_charter_says_nothing_against_what_the_values_show():
    """A column of points stays one; whole numbers need no style."""
    assert _style("12.5", "3.75", asked="decimal comma") == PLAIN
    assert _style("950", "12", asked="decimal comma") == PLAIN
    assert _read(_style("1.234", "950", asked="decimal comma"), "1.234") == [1234]


def test_a_point_in_a_file_of_semicolons_may_stand_between_thousands():
    """1.234 beside 950, and nothing that reaches a thousand without a point."""
    with pytest.raises(Undecided):
        _style("1.234", "950", semicolons=True)
    assert _style("1.234", "1950", semicolons=True) == _style("1.25", "950", semicolons=True) == PLAIN


def test_the_rows_of_most_values_decide_where_no_style_explains_all():
    """The others are not read."""
    style = number_style({"1.5": 1, "2,5": 3})
    assert _read(style, "1.5", "2,5") == [None, 2.5]


@pytest.mark.parametrize("text", ["3,87,16,91,111", "1,2345,678", "0,123,456", "1.2.3", "12a", "--5", "1,5,"])
def test_marks_that_part_no_groups_of_three_are_no_number(text):
    """In no style."""
    assert _read(_style(text, "1.5", "2.25", "950"), text) == [None]
    assert [_read(style, text) for style in STYLES[1:]] == [[None]] * (len(STYLES) - 1)


@pytest.mark.parametrize(
    ("texts", "values"),
    [
        (("1.234,50 €", "5 €", "7"), [1234.5, 5, 7]),
        (("€1.50", "-€2.25"), [1.5, -2.25]),
        (("CHF 1'234.50", "CHF 2.00"), [1234.5, 2]),
        (("12,50 kr", "3,00 kr"), [12.5, 3]),
        (("US$ 5.25",), [5.25]),
    ],
)
def test_currency_signs_and_codes_stand_before_or_behind(texts, values):
    """A number without one is in the column's currency."""
    assert _read(_style(*texts), *texts) == values


def test_another_currency_is_not_read():
    """The one that most rows have is the column's."""
    assert _read(number_style({"€5.00": 3, "$4.00": 1}), "€5.00", "$4.00") == [5, None]


def test_what_a_sign_stands_for():
    """A dollar may be one of several."""
    assert (currency_of("€"), "CAD" in currency_of("$"), currency_of("SEK"), currency_of("§")) == (
        {"EUR"},
        True,
        {"SEK"},
        frozenset(),
    )


def test_percent_is_a_share_and_belongs_to_every_number_of_the_column():
    """12,5 % is 0.125; a number without the sign would be a hundred times as much."""
    style = number_style({"12,5 %": 3, "3%": 2, "4": 1})
    assert _read(style, "12,5 %", "3%", "4") == [0.125, 0.03, None]


@pytest.mark.parametrize("text", ["", "abc", "ABC 5", "EUR 5 EUR", "+-5", "5 %%"])
def test_other_texts_are_no_figures(text):
    """Three capitals are money only when a currency is called so."""
    assert figure(text) is None


@settings(max_examples=60, deadline=None)
@given(st.integers(-(10**9), 10**9), st.integers(0, 99), st.sampled_from(STYLES))
def test_what_was_written_in_a_style_is_read_back(whole, cents, style):
    """Digits in groups of three, two decimals."""
    text = f"{whole:,}".replace(",", style.group) + f"{style.decimal}{cents:02d}"
    expected = float(f"{whole}.{cents:02d}")
    assert _read(style, text) == [expected]

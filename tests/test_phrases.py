"""Phrases: what people promise, read exactly and written back as it was meant."""

from __future__ import annotations

import contextlib
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pilotaudit import phrases
from pilotaudit.phrases import (
    Change,
    DateRange,
    ExpectedSavings,
    Level,
    NoWorse,
    OutOf,
    PerMissed,
    PhraseError,
    Quantity,
)
from tests import phrase_strategies as strategies

PARSERS = (
    phrases.parse_target,
    phrases.parse_change,
    phrases.parse_limit,
    phrases.parse_level,
    phrases.parse_rollback,
    phrases.parse_quantity,
    phrases.parse_money,
    phrases.parse_date_range,
    phrases.parse_out_of,
    phrases.parse_per_missed,
)
modest = settings(max_examples=60, deadline=None)

CHARTER_PHRASES = [
    (phrases.parse_target, "-10%", Change(Quantity(Decimal(-10), "%"))),
    (phrases.parse_target, "+3pp", Change(Quantity(Decimal(3), "pp"))),
    (phrases.parse_target, "-2 min", Change(Quantity(Decimal(-2), "min"))),
    (phrases.parse_target, "at most 16 min", Level("at most", Quantity(Decimal(16), "min"))),
    (phrases.parse_target, "at least 2", Level("at least", Quantity(Decimal(2)))),
    (phrases.parse_change, "-15%", Change(Quantity(Decimal(-15), "%"))),
    (phrases.parse_limit, "no worse than 2pp", NoWorse(Quantity(Decimal(2), "pp"))),
    (phrases.parse_limit, "no worse than 0.2", NoWorse(Quantity(Decimal("0.2")))),
    (phrases.parse_limit, "no worse than 0", NoWorse(Quantity(Decimal(0)))),
    (phrases.parse_limit, "at most 5%", Level("at most", Quantity(Decimal(5), "%"))),
    (phrases.parse_level, "below 70%", Level("below", Quantity(Decimal(70), "%"))),
    (phrases.parse_level, "at least 4.2", Level("at least", Quantity(Decimal("4.2")))),
    (phrases.parse_rollback, "above 5%", Level("above", Quantity(Decimal(5), "%"))),
    (phrases.parse_rollback, "above expected savings", ExpectedSavings()),
    (phrases.parse_quantity, "18.4 min", Quantity(Decimal("18.4"), "min")),
    (phrases.parse_quantity, "3 weeks", Quantity(Decimal(3), "weeks")),
    (phrases.parse_quantity, "1 week", Quantity(Decimal(1), "weeks")),
    (phrases.parse_quantity, "30 days", Quantity(Decimal(30), "days")),
    (phrases.parse_quantity, "60%", Quantity(Decimal(60), "%")),
    (phrases.parse_quantity, "0.5pp", Quantity(Decimal("0.5"), "pp")),
    (phrases.parse_money, "35 EUR", Quantity(Decimal(35), "EUR")),
    (phrases.parse_money, "1.50 EUR", Quantity(Decimal("1.50"), "EUR")),
    (phrases.parse_date_range, "2026-01-05 to 2026-02-01", DateRange(date(2026, 1, 5), date(2026, 2, 1))),
    (phrases.parse_out_of, "3 of 4", OutOf(3, 4)),
    (phrases.parse_per_missed, "10% per missed threshold", PerMissed(Quantity(Decimal(10), "%"))),
]


@pytest.mark.parametrize(("parse", "text", "value"), CHARTER_PHRASES)
def test_phrase_means_what_it_says(parse, text, value):
    """Every phrase of the charter's format has its value."""
    assert value == parse(text)


@pytest.mark.parametrize(("parse", "text"), [row[:2] for row in CHARTER_PHRASES])
def test_canonical_text_is_written_back(parse, text):
    """A phrase in its canonical form comes back letter by letter."""
    assert text == str(parse(text))


@pytest.mark.parametrize(
    ("parse", "values"),
    [
        (phrases.parse_target, strategies.targets),
        (phrases.parse_change, strategies.changes),
        (phrases.parse_limit, strategies.limits),
        (phrases.parse_level, strategies.levels),
        (phrases.parse_rollback, strategies.triggers),
        (phrases.parse_quantity, strategies.quantities),
        (phrases.parse_money, strategies.money),
        (phrases.parse_date_range, strategies.date_ranges),
        (phrases.parse_out_of, strategies.out_of),
        (phrases.parse_per_missed, strategies.per_missed),
    ],
)
def test_every_value_round_trips(parse, values):
    """Writing a value and reading it gives the value, and the text is stable."""

    @modest
    @given(values)
    def holds(value):
        assert (value, str(value)) == (parse(str(value)), str(parse(str(value))))

    holds()


@pytest.mark.parametrize("parse", PARSERS)
def test_any_text_is_read_or_refused_in_words(parse):
    """No text makes a parser fail otherwise than by a PhraseError, and what is read is canonical."""

    @modest
    @given(st.text(max_size=40) | strategies.phrase_like)
    def holds(text):
        with contextlib.suppress(PhraseError):
            value = parse(text)
            assert value == parse(str(value))

    holds()


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("\N{MINUS SIGN}10%", "-10%"),
        ("  -10   % ", "-10%"),
        ("-2min", "-2 min"),
        ("-2 minutes", "-2 min"),
        ("-1 hour", "-1 h"),
        ("-90 seconds", "-90 s"),
        ("-1 days", "-1 day"),
        ("+3 percentage points", "+3pp"),
        ("-10 percent", "-10%"),
        ("-2\N{NO-BREAK SPACE}min", "-2 min"),
    ],
)
def test_known_spellings_become_canonical(text, canonical):
    """Spaces, the typographic minus and the usual words for units are accepted."""
    assert canonical == str(phrases.parse_target(text))


@pytest.mark.parametrize(
    ("parse", "text", "hint"),
    [
        (phrases.parse_target, "10%", "-10% or +10%"),
        (phrases.parse_target, "0%", "-0% or +0%"),
        (phrases.parse_target, "-0%", "a target of zero asks for nothing"),
        (phrases.parse_target, "-100%", "nothing falls by 100%"),
        (phrases.parse_target, ">= 70%", "the words at least"),
        (phrases.parse_target, "max 16 min", "the words at most"),
        (phrases.parse_target, "up to 16 min", "the words at most"),
        (phrases.parse_target, "At most 16 min", "small letters"),
        (phrases.parse_target, "at most +16 min", "no plus sign"),
        (phrases.parse_target, "-1,5%", "a point before decimals"),
        (phrases.parse_target, "- 10%", "no space between the sign"),
        (phrases.parse_target, "10 percent faster", "its sign, -10 percent or +10 percent"),
        (phrases.parse_target, "\N{EN DASH}10%", "the minus sign is a hyphen"),
        (phrases.parse_target, "-.5pp", "a zero before the point"),
        (phrases.parse_target, "-2 minuets", "did you mean min?"),
        (phrases.parse_target, "-3 points", "percentage points are written pp"),
        (phrases.parse_target, "-3 wombats", "these are: %, pp, s, min"),
        (phrases.parse_change, "at most 16 min", "a signed change"),
        (phrases.parse_limit, "2pp", "no worse than 2pp"),
        (phrases.parse_limit, "no worse than -2pp", "without a sign"),
        (phrases.parse_limit, "no worse than +2pp", "without a sign"),
        (phrases.parse_level, "> 5%", "the word above"),
        (phrases.parse_level, "≤ 5%", "the words at most"),
        (phrases.parse_level, "under 5%", "the word below"),
        (phrases.parse_rollback, "5%", "above expected savings"),
        (phrases.parse_quantity, "-3 weeks", "no sign"),
        (phrases.parse_quantity, "1_000", "no mark between thousands"),
        (phrases.parse_quantity, "1e3", "write the number out"),
        (phrases.parse_quantity, "1234567890123", "at most 12 digits"),
        (phrases.parse_quantity, "", "an amount such as"),
        (phrases.parse_money, "35", "the currency's code"),
        (phrases.parse_money, "€35", "the currency's code"),
        (phrases.parse_money, "EUR 35", "the currency's code"),
        (phrases.parse_money, "35 eur", "three capitals: EUR"),
        (phrases.parse_money, "1,500 EUR", "no mark between thousands"),
        (phrases.parse_date_range, "2026-02-01", "the word to between them"),
        (phrases.parse_date_range, "2026-02-01 to 2026-01-05", "the last day is before the first"),
        (phrases.parse_date_range, "2026-02-30 to 2026-03-01", "not a day of the calendar"),
        (phrases.parse_date_range, "1/2/2026 to 1/3/2026", "not year-month-day"),
        (phrases.parse_out_of, "3/4", "the word of between them"),
        (phrases.parse_out_of, "5 of 4", "between 1 and the second"),
        (phrases.parse_out_of, "0 of 4", "between 1 and the second"),
        (phrases.parse_per_missed, "10%", "per missed threshold"),
        (phrases.parse_per_missed, "10 min per missed threshold", "a share in percent or an amount of money"),
    ],
)
def test_refusal_says_what_to_write(parse, text, hint):
    """A wrong phrase is answered with what was read and what to change."""
    with pytest.raises(PhraseError) as refusal:
        parse(text)
    assert (f'"{text}"' in str(refusal.value), hint in str(refusal.value)) == (True, True)


def test_long_text_is_shortened_in_the_refusal():
    """A page of text does not fill the screen."""
    with pytest.raises(PhraseError, match=r'^"x{57}\.\.\." '):
        phrases.parse_level("x" * 500)


def test_digits_are_kept_and_the_value_is_exact():
    """Money keeps the cents that were written, and equals the same amount without them."""
    assert (Quantity(Decimal("1.5"), "EUR"), "1.50 EUR") == (
        phrases.parse_money("1.50 EUR"),
        str(phrases.parse_money("1.50 EUR")),
    )


def test_range_counts_both_ends():
    """Four weeks from Monday to Sunday are 28 days, the last one included."""
    four_weeks = phrases.parse_date_range("2026-01-05 to 2026-02-01")
    assert (four_weeks.days, date(2026, 2, 1) in four_weeks, date(2026, 2, 2) in four_weeks) == (28, True, False)


def test_only_days_lie_in_a_range():
    """Anything but a date is outside."""
    assert "2026-01-06" not in phrases.parse_date_range("2026-01-05 to 2026-02-01")

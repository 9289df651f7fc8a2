"""The primary's effect seen otherwise."""

from dataclasses import replace

import pytest

from pilotaudit.outputs.base import PLAIN
from pilotaudit.outputs.markdown import render as markdown
from pilotaudit.outputs.text import render as text
from pilotaudit.outputs.views import break_even_text, drift_text, mix_text, weeks_text, weights_text
from tests.outputs.fixtures import finding, go, handling_time, trend


def page(**changes):
    """The text of a pilot whose primary was measured like this."""
    return text([go(metrics=(handling_time(**changes),))], PLAIN)


def test_both_weightings_stand_side_by_side_where_they_disagree():
    """STA106 says that they do."""
    one = go(findings=(finding("STA106", "warn", "The two weightings differ."),))
    assert weights_text(one, handling_time()) == (
        "each unit once -12.8% [-16.6, -8.8]; each row once -13.2% [-17.1, -9.2]; they disagree"
    )


def test_weightings_that_agree_are_not_repeated():
    """Test and effect are shown anyway."""
    assert weights_text(go(), handling_time()) == ""


def test_adjusted_and_as_counted_stand_side_by_side():
    """Always where something was adjusted."""
    assert mix_text(go(), handling_time()) == "adjusted -12.8% [-16.6, -8.8]; as counted -12.5% [-16.6, -8.2]"


def test_a_case_mix_that_matters_is_called_so():
    """STA105."""
    one = go(findings=(finding("STA105", "warn", "The case mix matters."),))
    assert mix_text(one, handling_time()).endswith("; they disagree")


@pytest.mark.parametrize("changes", [{"raw": None}, {"test": None}, {"raw": handling_time().test}])
def test_nothing_was_adjusted(changes):
    """One figure is enough."""
    assert mix_text(go(), handling_time(**changes)) == ""


def test_a_drift_is_said_with_what_it_would_take():
    """The allowance, the break-even, and where the drift seen before would lead."""
    assert drift_text(handling_time()) == (
        "with an allowance for groups that drift apart -11.9% [-18.7, -4.6]; "
        "a drift between the groups of 1.2% a week would explain the result away; "
        "the drift seen before the pilot, carried on, would move the effect by -21.0% to +10.2%"
    )


def test_what_is_not_known_of_a_drift_is_left_out():
    """No slopes, no gain."""
    one = handling_time(trend=trend(bias=None, break_even=None))
    assert drift_text(one) == "with an allowance for groups that drift apart -11.9% [-18.7, -4.6]"
    assert drift_text(handling_time(trend=None)) == ""


def test_a_small_drift_keeps_two_decimals():
    """0.2 % and 0.24 % are not the same."""
    assert "of 0.24% a week" in break_even_text(handling_time(trend=trend(break_even=-0.0024)))


def test_weeks_are_listed_with_their_first_day():
    """Settling in apart."""
    found = weeks_text(handling_time())
    assert found.startswith("settling in from 2026-02-02: -2.0%, -6.0%, -9.0%; judged from 2026-02-23: -14.0%")


def test_a_week_that_is_not_over_is_not_called_settling():
    """It comes after the judged ones, at a look before the last day."""
    one = handling_time()
    running = (*one.weekly[:6], replace(one.weekly[6], settling=True))
    found = weeks_text(replace(one, weekly=running))
    assert found.endswith("judged from 2026-02-23: -14.0%, -12.0%, -13.5%; not over yet from 2026-03-16: -12.0%")


def test_a_week_without_an_effect_says_so():
    """Nothing is skipped silently."""
    one = handling_time()
    blank = replace(one.weekly[3], effect=None)
    assert "judged from 2026-02-23: no data, -12.0%" in weeks_text(
        replace(one, weekly=(*one.weekly[:3], blank, *one.weekly[4:]))
    )


@pytest.mark.parametrize("label", ["Case mix", "By week", "Drift", "Target", "Look", "Test"])
def test_every_view_has_its_line_in_the_text(label):
    """None of them only in the JSON."""
    assert f" {label:<12}" in page()


@pytest.mark.parametrize(
    "words",
    [
        "| Without case-mix adjustment | −12.5% |",
        "| Allowing for a drift between the groups | −11.9% |",
        "What would change it: a drift between the groups of 1.2% a week would explain the result away.",
        "carried on, would move the effect by −21.0% to +10.2%",
        "94% chance that the true effect reaches the target",
        "Week by week: settling in from 2026-02-02",
        "decision look, the only one, one-sided 2.5%",
    ],
)
def test_every_view_is_on_the_scorecard(words):
    """The auditor reads there."""
    assert words in markdown([go()], PLAIN)


def test_the_break_even_is_not_said_twice():
    """STA112 stands beside the effect, not among the findings."""
    one = go(findings=(finding("STA112", "note", "A drift of 1.2% would explain the result away."),))
    assert "STA112" not in text([one], PLAIN)

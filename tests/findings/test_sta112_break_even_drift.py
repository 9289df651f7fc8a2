"""STA112: how large a drift would explain the result away."""

import pytest

from pilotaudit.estimates.model import Estimate, Trend
from pilotaudit.findings import sta112_break_even_drift as subject
from tests.builders import ABSENT, case, charter, log, primary

SLOPE = Estimate("log", -0.01, 0.02, 22.0, "slopes")


def found(**changes):
    """What the check says about a primary measured like this."""
    standard = {"trend": Trend(log(-0.12, 0.03), SLOPE, 7.5, 0.1)}
    return list(subject.check(case(charter(), primary(**{**standard, **changes}))))


def test_a_gain_has_a_drift_that_would_be_enough():
    """And the one seen before the pilot, carried on for seven and a half weeks."""
    (one,) = found()
    assert (one.severity, one.effect) == ("note", None)
    assert one.message == (
        "Average handling time: a drift between the groups of 1.3% a week would explain the result away. The drift "
        "seen before the pilot, carried on, would move the effect by -32.0% to +26.6%."
    )


def test_without_slopes_only_the_break_even_is_said():
    """Nothing was seen before."""
    (one,) = found(trend=Trend(log(-0.12, 0.06), None, 7.5, 0.0))
    assert one.message.endswith("would explain the result away.")


@pytest.mark.parametrize("changes", [{"trend": None}, {"se": 0.1}, {"effect": 0.1}, {"test": ABSENT}])
def test_what_shows_no_gain_needs_no_explanation(changes):
    """No trend, no effect ruled out, harm, no estimate."""
    assert found(**changes) == []


def test_a_charter_alone_has_none():
    """Nothing was measured."""
    assert list(subject.check(case(panel=None))) == []

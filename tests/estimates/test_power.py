"""Power of a test and of a guardrail: against statsmodels and drawn estimates."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.power import TTestIndPower, TTestPower

from pilotaudit.estimates.power import (
    affordable,
    detectable,
    not_contradicted,
    shown_harmless,
    told_from_chance,
    weeks_factor,
)


@pytest.mark.parametrize("units", [3, 10, 30])
def test_power_is_that_of_statsmodels_for_two_equal_groups(units):
    """One unit of spread, n per group: error sqrt(2 / n), 2 n - 2 df."""
    expected = TTestIndPower().power(0.8, units, 0.025, alternative="larger")
    assert expected == pytest.approx(told_from_chance(0.8, math.sqrt(2 / units), 2 * units - 2), abs=1e-9)


def test_the_smallest_detectable_change_is_that_of_statsmodels():
    """One sample of 20, 80 % power."""
    expected = TTestPower().solve_power(nobs=20, alpha=0.025, power=0.8, alternative="larger")
    assert expected == pytest.approx(detectable(1 / math.sqrt(20), 19), abs=1e-6)


def test_the_smallest_detectable_change_has_the_power_it_is_named_for():
    """To nine digits."""
    assert told_from_chance(detectable(0.07, 7.3, 0.01, 0.9), 0.07, 7.3, 0.01) == pytest.approx(0.9, abs=1e-9)


def test_no_effect_is_told_from_chance_as_often_as_the_level_says():
    """By definition of a level."""
    assert told_from_chance(0.0, 0.07, 18) == pytest.approx(0.025, abs=1e-12)


def test_a_harmless_pilot_is_shown_harmless_as_often_as_bounds_stay_inside():
    """Against a million drawn estimates."""
    rng = np.random.default_rng(7)
    center = rng.normal(0, 0.009, 1_000_000)
    reported = 0.009 * np.sqrt(rng.chisquare(18, center.size) / 18)
    expected = np.mean(center + stats.t.ppf(0.95, 18) * reported <= 0.015)
    assert expected == pytest.approx(shown_harmless(0.015, 0.009, 18), abs=0.002)


def test_a_harm_as_large_as_the_margin_would_pass_as_often_as_the_level_says():
    """A margin of zero is the same question."""
    assert shown_harmless(0.0, 0.009, 18) == pytest.approx(0.05, abs=1e-12)


def test_the_affordable_margin_is_shown_harmless_in_eighty_percent():
    """On the scale of the error."""
    assert shown_harmless(affordable(0.009, 18), 0.009, 18) == pytest.approx(0.8, abs=1e-9)


def test_the_weaker_standard_is_nearly_always_kept():
    """Harm beyond the margin is shown in fewer than 5 % of harmless pilots."""
    assert 0.95 < not_contradicted(0.001, 0.009, 18) < not_contradicted(0.01, 0.009, 18) < 1


@settings(max_examples=30, deadline=None)
@given(st.floats(0.01, 0.3), st.floats(1.2, 200), st.floats(0.0, 0.5))
def test_a_larger_gain_or_a_smaller_error_is_never_less_likely_seen(error, df, gain):
    """However large the gain is beside its error."""
    assert told_from_chance(gain, error, df) <= told_from_chance(gain + 0.01, error, df) + 1e-12
    assert told_from_chance(gain, error, df) <= told_from_chance(gain, 0.9 * error, df) + 1e-12


def test_an_error_follows_the_weeks_of_both_windows():
    """Four and five weeks: sqrt(1/4 + 1/5)."""
    assert math.sqrt(0.45) == pytest.approx(weeks_factor(4, 5), abs=1e-15)

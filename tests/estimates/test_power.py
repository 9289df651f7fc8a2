"""Power: against noncentral t, against statsmodels, against simulated estimates."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.power import TTestIndPower, TTestPower

from pilotaudit.estimates.power import (
    Clauses,
    Errors,
    above,
    affordable,
    all_of,
    chances,
    detectable,
    not_contradicted,
    shown_harmless,
    told_from_chance,
    weeks_factor,
)

NEEDED = -math.log(0.9)
CLAUSES = Clauses(NEEDED)
TEN = Errors(0.069, 0.071, 18.0, 0.97, 1.12)
"""About ten against ten in the usual world, five judged weeks."""


@pytest.mark.parametrize("df", [1.5, 4, 18, 58, 500])
@pytest.mark.parametrize("shift", [-3.0, 0.0, 0.7, 2.5, 9.0])
def test_the_tail_is_scipys_noncentral_t(df, shift):
    """At three thresholds."""
    expected = [stats.nct.sf(threshold, df, shift) for threshold in (-1.7, 0.5, 2.1)]
    assert expected == pytest.approx([above(threshold, df, shift) for threshold in (-1.7, 0.5, 2.1)], abs=1e-9)


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


@pytest.mark.parametrize(
    ("errors", "clauses"),
    [
        (TEN, CLAUSES),
        (Errors(0.12, 0.14, 4.0, 0.9, 1.2), CLAUSES),
        (Errors(0.04, 0.042, 58.0, 0.97, 1.1), Clauses(NEEDED, 0.01, strict=True)),
        (Errors(0.05, 0.05, 18.0, 1.0, 1.15, 0.005), CLAUSES),
    ],
)
def test_all_clauses_together_come_out_as_in_drawn_estimates(errors, clauses):
    """400,000 outcomes of chance for each of four true gains; MET and MISSED to half a point."""
    rng = np.random.default_rng(11)
    for gain in (0.0, NEEDED, 0.16, 0.22):
        met, missed = _drawn(rng, errors, clauses, gain)
        found = chances(errors, clauses)
        assert (met, missed) == pytest.approx((found.met_at(gain), found.missed_at(gain)), abs=0.005)


def _drawn(rng, errors, clauses, gain, runs=400_000):
    """Shares of MET and MISSED, by the words of the gate."""
    shared = np.array([[1, errors.together], [errors.together, 1]])
    over_time = np.array([[1, 1 / errors.late], [1 / errors.late, 1]])
    noise = rng.multivariate_normal(np.zeros(4), np.kron(over_time, shared), runs).T
    drift = math.sqrt(errors.drift) * rng.standard_normal(runs)
    reported = np.sqrt(rng.chisquare(errors.df, runs) / errors.df)
    spreads = np.array([errors.test, errors.size, errors.test * errors.late, errors.size * errors.late])
    test, size, late_test, late_size = gain + drift + spreads[:, None] * noise
    wide = np.sqrt((spreads[:, None] * reported) ** 2 + errors.drift)
    usual, likely = stats.t.ppf(0.975, errors.df), stats.t.ppf(0.95, errors.df)
    met = test > stats.t.ppf(1 - clauses.alpha, errors.df) * wide[0]
    met &= size - (usual * wide[1] if clauses.strict else 0) >= clauses.needed
    met &= (late_size >= clauses.needed) & (late_test > likely * wide[2])
    missed = (size + usual * wide[1] < clauses.needed) | (late_size + usual * wide[3] < clauses.needed)
    return met.mean(), missed.mean()


def test_ten_against_ten_is_near_what_simulated_pilots_gave():
    """1.6, 24, 51 and 79 % at nothing, the target, 1.5 and 2 times the target, from these pilots' own errors."""
    found = chances(TEN, CLAUSES)
    met = [found.met_at(-math.log(1 - fall)) for fall in (0.0, 0.1, 0.15, 0.2)]
    assert met == pytest.approx([0.016, 0.24, 0.51, 0.79], abs=0.045)


def test_thirty_against_thirty_is_near_what_simulated_pilots_gave():
    """0.5, 44, 87 and 99 %."""
    found = chances(Errors(0.0396, 0.0412, 58.0, 0.97, 1.12), CLAUSES)
    met = [found.met_at(-math.log(1 - fall)) for fall in (0.0, 0.1, 0.15, 0.2)]
    assert met == pytest.approx([0.005, 0.44, 0.87, 0.99], abs=0.025)


def test_the_gain_for_a_chance_has_it():
    """As far as 4,096 points tell."""
    found = chances(TEN, CLAUSES)
    assert found.met_at(found.gain_for(0.8)) == pytest.approx(0.8, abs=0.001)


def test_a_strict_charter_is_met_less_often():
    """The whole interval has to reach the target."""
    found = [chances(TEN, Clauses(NEEDED, strict=strict)).met_at(0.25) for strict in (False, True)]
    assert found[1] < found[0] - 0.05


def test_the_same_design_gives_the_same_chance_to_the_last_digit():
    """There are no draws."""
    assert chances(TEN, CLAUSES).gain_for() == chances(TEN, CLAUSES).gain_for()


@settings(max_examples=30, deadline=None)
@given(st.floats(0.01, 0.3), st.floats(1.2, 200), st.floats(0.0, 0.5))
def test_a_larger_gain_or_a_smaller_error_is_never_less_likely_seen(error, df, gain):
    """Test and all clauses alike."""
    assert told_from_chance(gain, error, df) <= told_from_chance(gain + 0.01, error, df) + 1e-12
    assert told_from_chance(gain, error, df) <= told_from_chance(gain, 0.9 * error, df) + 1e-12
    found = chances(Errors(error, error, df, 0.95, 1.1), CLAUSES)
    assert found.met_at(gain) <= found.met_at(gain + 0.01)
    assert found.missed_at(gain) >= found.missed_at(gain + 0.01)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.floats(0.0, 1.0), min_size=1, max_size=5))
def test_several_things_together_lie_between_their_bounds(parts):
    """Whatever they have to do with one another."""
    least, independent, most = all_of(parts)
    assert least - 1e-12 <= independent <= most + 1e-12


def test_an_error_follows_the_weeks_of_both_windows():
    """Four and five weeks: sqrt(1/4 + 1/5)."""
    assert math.sqrt(0.45) == pytest.approx(weeks_factor(4, 5), abs=1e-15)

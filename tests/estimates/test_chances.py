"""All clauses of the primary metric together: against drawn estimates and simulated pilots."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from pilotaudit.estimates.chances import Clauses, Errors, all_of, chances

NEEDED = -math.log(0.9)
CLAUSES = Clauses(NEEDED)
TEN = Errors(0.069, 0.071, 18.0, 0.97, 1.12)
"""About ten against ten in the usual world, five judged weeks."""


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
def test_a_larger_gain_is_never_less_likely_met_nor_more_likely_missed(error, df, gain):
    """One and the same design."""
    found = chances(Errors(error, error, df, 0.95, 1.1), CLAUSES)
    assert found.met_at(gain) <= found.met_at(gain + 0.01)
    assert found.missed_at(gain) >= found.missed_at(gain + 0.01)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.floats(0.0, 1.0), min_size=1, max_size=5))
def test_several_things_together_lie_between_their_bounds(parts):
    """Whatever they have to do with one another."""
    least, independent, most = all_of(parts)
    assert least - 1e-12 <= independent <= most + 1e-12

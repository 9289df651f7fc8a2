"""Differences of levels against statsmodels; they scale with the values, relative effects do not."""

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st

from pilotaudit.estimates.level_change import level_change, own_level_change
from pilotaudit.estimates.model import Refusal
from tests.estimates.build import cells, random_cells, random_shares, scaled, sums, swapped

SEEDS = st.integers(0, 10_000)


def changes(data):
    """c_i written out for cells of one segment."""
    found = []
    for unit in np.unique(data.unit):
        at = data.unit == unit
        before, after = (data.total[at & w].sum() / data.size[at & w].sum() for w in (data.week < 0, data.week >= 0))
        found.append(after - before)
    return np.array(found)


def test_agrees_with_statsmodels_over_all_pilot_weeks():
    """Centre and HC2 error are those of OLS on an arm dummy; with one segment there is no mix to adjust."""
    data = random_cells(1, units=(5, 8), segments=1)
    fit = sm.OLS(changes(data), sm.add_constant(np.array([1.0] * 5 + [0.0] * 8))).fit(cov_type="HC2")
    found = level_change(sums(data, range(8)))
    assert (fit.params[1], fit.bse[1]) == pytest.approx((found.center, found.se), abs=1e-9)


def test_a_shift_of_the_mix_is_taken_out():
    """Units that only get more of the long segment, each at the common level, show no adjusted change."""
    rows = [
        (u, int(u < 3), k, w, 60 if (u < 3 and w > 0) == bool(k) else 20 + u, 0.0)
        for u in range(6)
        for k in (0, 1)
        for w in (-1, 3)
    ]
    level = {0: 10.0, 1: 30.0}
    data = cells([(*row[:5], row[4] * level[row[2]]) for row in rows])
    assert level_change(sums(data)) == Refusal("STA101", level_change(sums(data)).reason)


@settings(max_examples=25, deadline=None)
@given(SEEDS, st.floats(0.01, 100))
def test_scaling_the_values_scales_the_difference(seed, factor):
    """Seconds for minutes: sixty times the difference and its error."""
    data = random_cells(seed)
    one, other = level_change(sums(data)), level_change(sums(scaled(data, factor)))
    assert (one.center * factor, one.se * factor) == pytest.approx((other.center, other.se), rel=1e-9)


@settings(max_examples=25, deadline=None)
@given(SEEDS)
def test_swapping_the_arms_turns_the_sign(seed):
    """Treatment against control is the negative of control against treatment."""
    data = random_shares(seed)
    one, other = (level_change(sums(each, range(8), proportion=True)) for each in (data, swapped(data)))
    assert (-one.center, one.se) == pytest.approx((other.center, other.se), abs=1e-12)


def test_zeros_are_levels_like_any_other():
    """A unit without a single error counts; only logs would lose it."""
    rows = [(u, int(u < 3), 0, w, 50, float(u if w < 0 else 0)) for u in range(6) for w in (-1, 3)]
    assert pytest.approx(level_change(sums(cells(rows), proportion=True)).center) == (1 - 4) / 50 * -1


def test_all_zero_outcomes_are_refused_for_lack_of_variation():
    """Nothing ever happened: no variation, and no p-value."""
    rows = [(u, int(u < 3), 0, w, 50, 0.0) for u in range(6) for w in (-1, 3)]
    assert level_change(sums(cells(rows), proportion=True)).reason.startswith("no variation")


def test_own_level_change_is_a_one_sample_t():
    """The pilot arm against its own past agrees with an OLS on a constant."""
    data = random_cells(2, segments=1)
    mine = changes(data)[:6]
    found = own_level_change(sums(data, range(8)))
    assert (mine.mean(), mine.std(ddof=1) / 6**0.5) == pytest.approx((found.center, found.se), abs=1e-9)


@pytest.mark.parametrize("estimator", [level_change, own_level_change])
def test_nobody_who_stayed_is_refused(estimator):
    """Without a unit in both windows there is no difference."""
    rows = [(unit, unit % 2, 0, -1 if unit < 4 else 3, 20, 100.0) for unit in range(8)]
    assert isinstance(estimator(sums(cells(rows))), Refusal)

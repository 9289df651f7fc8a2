"""The unit log change against statsmodels, and what must leave it alone."""

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st

from pilotaudit.estimates.model import Refusal
from pilotaudit.estimates.sums import case_mix, levels, without_segments
from pilotaudit.estimates.unit_log_change import log_changes, own_log_change, stated_log_change, unit_log_change
from tests.estimates.build import cells, columns, random_cells, renamed, scaled, split, sums, swapped

SEEDS = st.integers(0, 10_000)


def brute_force_changes(data):
    """d_i written out with loops over units and segments; every unit stays and every segment is large."""
    units, segments = np.unique(data.unit), np.unique(data.segment)
    before, after = data.week < 0, data.week >= 3
    rates = [
        data.total[before & (data.segment == k)].sum() / data.size[before & (data.segment == k)].sum() for k in segments
    ]
    found = []
    for unit in units:
        mine = data.unit == unit
        level, mix = [], []
        for window in (before, after):
            size = data.size[mine & window].sum()
            level.append(data.total[mine & window].sum() / size)
            shares = [data.size[mine & window & (data.segment == k)].sum() / size for k in segments]
            mix.append(sum(share * rate for share, rate in zip(shares, rates, strict=True)))
        found.append(np.log(level[1] / level[0]) - np.log(mix[1] / mix[0]))
    return np.array(found)


@pytest.mark.parametrize("seed", range(3))
def test_changes_agree_with_the_formula_written_out(seed):
    """Every unit's case-mix adjusted log change is the one that loops over units and segments give."""
    data = random_cells(seed)
    np.testing.assert_allclose(log_changes(sums(data)), brute_force_changes(data), rtol=0, atol=1e-12)


@pytest.mark.parametrize("seed", range(3))
def test_effect_and_error_agree_with_statsmodels(seed):
    """Centre and HC2 error are those of OLS on an arm dummy."""
    data = random_cells(seed, units=(4, 9))
    arm = np.array([1.0] * 4 + [0.0] * 9)
    fit = sm.OLS(brute_force_changes(data), sm.add_constant(arm)).fit(cov_type="HC2")
    found = unit_log_change(sums(data))
    assert (fit.params[1], fit.bse[1]) == pytest.approx((found.center, found.se), abs=1e-9)


@pytest.mark.parametrize(("treated", "control"), [(2, 2), (3, 30), (10, 10), (4, 7)])
def test_df_agree_with_the_matrices_of_bell_and_mccaffrey(treated, control):
    """The degrees of freedom are (tr G'G)^2 / tr (G'G)^2 with G = (I - H) diag(a)."""
    x = np.column_stack([np.ones(treated + control), [1.0] * treated + [0.0] * control])
    hat = x @ np.linalg.inv(x.T @ x) @ x.T
    a = (x @ np.linalg.inv(x.T @ x))[:, 1] / np.sqrt(1 - np.diag(hat))
    g = (np.eye(len(x)) - hat) @ np.diag(a)
    values = np.linalg.eigvalsh(g.T @ g)
    found = unit_log_change(sums(random_cells(5, units=(treated, control))))
    assert values.sum() ** 2 / (values**2).sum() == pytest.approx(found.df, abs=1e-9)


@settings(max_examples=25, deadline=None)
@given(SEEDS)
def test_swapping_the_arms_turns_the_sign(seed):
    """Treatment against control is the negative of control against treatment, with the same error."""
    data = random_cells(seed)
    one = unit_log_change(sums(data))
    other = unit_log_change(sums(swapped(data)))
    assert (-one.center, one.se, one.df) == pytest.approx((other.center, other.se, other.df), abs=1e-12)


@settings(max_examples=25, deadline=None)
@given(SEEDS, SEEDS)
def test_splitting_cells_and_shuffling_them_changes_nothing(seed, cut):
    """Rows may come in any portions and any order."""
    data = random_cells(seed)
    one, other = unit_log_change(sums(data)), unit_log_change(sums(split(data, cut)))
    assert (one.center, one.se) == pytest.approx((other.center, other.se), abs=1e-10)


@settings(max_examples=25, deadline=None)
@given(SEEDS, st.permutations(range(11)))
def test_relabelling_units_changes_nothing(seed, names):
    """Units are only names."""
    data = random_cells(seed)
    one, other = unit_log_change(sums(data)), unit_log_change(sums(renamed(data, names)))
    assert (one.center, one.se) == pytest.approx((other.center, other.se), abs=1e-12)


@settings(max_examples=25, deadline=None)
@given(SEEDS, st.floats(0.001, 1000))
def test_scaling_the_values_leaves_a_relative_effect(seed, factor):
    """Minutes or seconds: the log ratio is the same."""
    data = random_cells(seed)
    one, other = unit_log_change(sums(data)), unit_log_change(sums(scaled(data, factor)))
    assert (one.center, one.se) == pytest.approx((other.center, other.se), abs=1e-9)


def test_units_in_one_window_only_are_left_out_of_the_comparison():
    """A leaver has no change; those who stay are compared as before, but its baseline still counts for the rates."""
    data = random_cells(1, segments=1)
    leaver = cells([(99, 1, 0, -1, 500, 500 * 1000.0)])
    joined = type(data)(*(np.concatenate(pair) for pair in zip(columns(data), columns(leaver), strict=True)))
    assert unit_log_change(sums(data)).center == pytest.approx(unit_log_change(sums(joined)).center, abs=1e-12)


def test_a_shift_of_the_mix_is_taken_out():
    """Units that only get more of the long segment, each at its old level, show no adjusted change."""
    rows = []
    for unit in range(6):
        for segment, level in ((0, 10.0 + unit), (1, 30.0 + 3 * unit)):
            for week in (*range(-4, 0), *range(3, 8)):
                many = 60 if (unit < 3 and week >= 0) == bool(segment) else 20
                rows.append((unit, int(unit < 3), segment, week, many, many * level))
    units = sums(cells(rows))
    raw = np.log(levels(units)[:, 1] / levels(units)[:, 0])
    assert np.abs(raw[:3]).min() > 0.2
    assert log_changes(units) == pytest.approx(np.zeros(6), abs=1e-12)


def test_without_segments_no_mix_is_adjusted():
    """With all segments taken together every unit has the same expected level in both windows."""
    mix = case_mix(without_segments(sums(random_cells(2))))
    assert mix[:, 0] == pytest.approx(mix[:, 1])


def test_own_change_is_a_one_sample_t():
    """The pilot arm against its own past agrees with an OLS on a constant."""
    data = random_cells(4)
    fit = sm.OLS(brute_force_changes(data)[:6], np.ones(6)).fit()
    found = own_log_change(sums(data))
    assert (fit.params[0], fit.bse[0], 5.0) == pytest.approx((found.center, found.se, found.df), abs=1e-12)


def test_one_unit_in_an_arm_is_refused_with_the_numbers():
    """One unit has no spread; the refusal says how many there are and how many are needed."""
    found = unit_log_change(sums(random_cells(1, units=(1, 5))))
    assert isinstance(found, Refusal)
    assert found.reason.startswith("1 treated and 5 control units")


def test_units_that_all_change_alike_are_refused():
    """No variation is not certainty."""
    rows = [(unit, unit % 2, 0, week, 20, 20.0 * (2 + unit)) for unit in range(8) for week in (-1, 3)]
    found = unit_log_change(sums(cells(rows)))
    assert found == Refusal("STA101", found.reason)
    assert found.reason.startswith("no variation")


def test_a_unit_at_zero_has_no_log():
    """S = 0 in a window is refused here; the ladder takes the sparse rung instead."""
    rows = [
        (unit, unit % 2, 0, week, 20, 0.0 if (unit, week) == (3, 3) else 5.0 + unit)
        for unit in range(8)
        for week in (-1, 3)
    ]
    assert isinstance(unit_log_change(sums(cells(rows))), Refusal)


def test_a_stated_baseline_is_compared_unit_by_unit():
    """Mean log of each treated unit's level over the stated number."""
    data = random_cells(3, segments=1)
    level = np.array([data.total[at].sum() / data.size[at].sum() for at in _judged(data)])
    found = stated_log_change(sums(data), 8.0)
    assert np.log(level / 8).mean() == pytest.approx(found.center, abs=1e-12)


def test_a_unit_at_zero_has_no_log_against_a_stated_baseline_either():
    """Nor is there a log of a baseline of zero."""
    rows = [(unit, 1, 0, 3, 20, 5.0 * unit) for unit in range(4)]
    assert isinstance(stated_log_change(sums(cells(rows)), 8.0), Refusal)
    assert isinstance(stated_log_change(sums(random_cells(1)), 0.0), Refusal)


def test_nobody_who_stayed_is_refused():
    """Without a unit in both windows there is nothing to compare."""
    rows = [(unit, unit % 2, 0, -1 if unit < 4 else 3, 20, 100.0) for unit in range(8)]
    assert own_log_change(sums(cells(rows))) == unit_log_change(sums(cells(rows)))
    assert unit_log_change(sums(cells(rows))) == Refusal(
        "STA101", "no unit has data both before and in the judged weeks"
    )


def _judged(data):
    return [(data.unit == unit) & (data.week >= 3) for unit in range(6)]

"""Weekly series: statsmodels at every correlation, what no formula may change, and what is refused."""

from dataclasses import replace

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st

from pilotaudit.estimates import cube
from pilotaudit.estimates.arm_weeks import arm_weeks
from pilotaudit.estimates.model import Estimate, Refusal
from pilotaudit.estimates.series import (
    CORRELATIONS,
    Plan,
    left_out,
    level_series,
    level_without,
    log_series,
    mixed_level,
    summed_out,
)
from pilotaudit.estimates.sums import Sample, only
from tests.estimates.build import (
    AFTER,
    BEFORE,
    cells,
    columns,
    random_cells,
    random_shares,
    renamed,
    scaled,
    split,
    swapped,
)

SETTLING = (0, 1, 2)
AGAINST_CONTROL = Plan(control=True, trend=False, fewest=3)
WITH_TREND = Plan(control=False, trend=True, fewest=4)
OWN_PAST = Plan(control=False, trend=False, fewest=3)
PLANS = [AGAINST_CONTROL, WITH_TREND, OWN_PAST]
SEEDS = st.integers(0, 1000)


def sample(data, judged=AFTER, joined=SETTLING, **kind):
    """Four baseline weeks, three of settling in, five judged ones."""
    return Sample(data, BEFORE, tuple(judged), joined=tuple(joined), **kind)


def pair(seed=1, **changes):
    """Cells of one unit in each arm."""
    return random_cells(seed, **{"units": (1, 1), **changes})


def values(data, plan, adjust=True):
    """z_w written out: the log of each week's total over the total expected at baseline rates, less control's."""
    weeks, segments = np.unique(data.week), np.unique(data.segment)
    column = data.segment if adjust else np.zeros_like(data.segment)
    before = data.week < 0
    rate = {
        one: data.total[before & (column == one)].sum() / data.size[before & (column == one)].sum()
        for one in (segments if adjust else [0])
    }
    expected = data.size * np.array([rate[one] for one in column])
    logs = []
    for arm in (1, 0):
        at = [(data.week == week) & (data.arm == arm) for week in weeks]
        with np.errstate(divide="ignore", invalid="ignore"):
            logs.append(np.log([data.total[one].sum() / expected[one].sum() for one in at]))
    return weeks, logs[0] - logs[1] if plan.control else logs[0]


def regressors(week, plan, judged):
    """Constant, level of the settling weeks where they are not judged, trend, step."""
    step = np.isin(week, judged)
    other = (week >= 0) & ~step
    parts = [np.ones(week.size), *([other] if other.any() else []), *([week] if plan.trend else []), step]
    return np.column_stack(parts).astype(float)


def oracle(week, z, x):
    """(weights, effects, standard errors) over the correlations, by statsmodels and the determinants themselves."""
    logs, effects, errors = [], [], []
    df = week.size - x.shape[1]
    for rho in CORRELATIONS:
        omega = np.power(rho, np.abs(week[:, None] - week[None, :]).astype(float))
        fit = sm.GLS(z, x, sigma=omega).fit()
        precision = x.T @ np.linalg.solve(omega, x)
        logs.append(-(np.linalg.slogdet(omega)[1] + np.linalg.slogdet(precision)[1] + df * np.log(fit.ssr)) / 2)
        effects.append(fit.params[-1])
        errors.append(fit.bse[-1])
    weights = np.exp(np.array(logs) - max(logs))
    return weights / weights.sum(), effects, errors


def agree(mixture, expected):
    """Whether a mixture is the one of the oracle."""
    weights, effects, errors = expected
    assert mixture.weights == pytest.approx(weights, abs=1e-6)
    assert mixture.centers == pytest.approx(effects, abs=1e-9)
    assert mixture.ses == pytest.approx(errors, rel=1e-9)


@pytest.mark.parametrize("plan", PLANS)
def test_it_agrees_with_statsmodels_at_every_correlation(plan):
    """The test's step begins with the pilot; the size's with the judged weeks, settling in with a level of its own."""
    data = pair(3, effect=-0.2)
    test, size = log_series(sample(data), plan)
    week, z = values(data, plan)
    agree(test.mixture, oracle(week, z, regressors(week, plan, range(8))))
    agree(size.mixture, oracle(week, z, regressors(week, plan, AFTER)))


@pytest.mark.parametrize("plan", PLANS)
def test_it_agrees_with_statsmodels_across_gaps(plan):
    """Weeks that are farther apart are less alike: the calendar counts, not the order."""
    data = pair(4)
    data = only(data, ~np.isin(data.week, (-3, 4, 5)))
    test, _ = log_series(sample(data), replace(plan, fewest=3))
    week, z = values(data, plan)
    agree(test.mixture, oracle(week, z, regressors(week, plan, range(8))))


def test_it_agrees_with_statsmodels_where_both_sides_of_the_judged_weeks_are_left_over():
    """Weeks before and after the judged ones get a level each."""
    data = pair(5)
    found = log_series(sample(data, judged=(2, 3), joined=()), AGAINST_CONTROL)[1]
    week, z = values(data, AGAINST_CONTROL)
    x = np.column_stack([np.ones(12), np.isin(week, (0, 1)), week > 3, np.isin(week, (2, 3))]).astype(float)
    agree(found.mixture, oracle(week, z, x))


@pytest.mark.parametrize("plan", [AGAINST_CONTROL, WITH_TREND])
def test_levels_agree_with_statsmodels(plan):
    """c_w = S/N - M in both groups, on all pilot weeks."""
    data = pair(6, segments=1)
    week = np.unique(data.week)
    rate = data.total[data.week < 0].sum() / data.size[data.week < 0].sum()
    at = [[(data.week == one) & (data.arm == arm) for one in week] for arm in (1, 0)]
    treated, control = (np.array([data.total[one].sum() / data.size[one].sum() - rate for one in arm]) for arm in at)
    found = level_series(sample(data, range(8), ()), plan)
    moved = treated - control if plan.control else treated
    agree(found.mixture, oracle(week, moved, regressors(week, plan, range(8))))
    assert found.scale == "level"


def test_degrees_of_freedom_are_weeks_less_columns():
    """Twelve weeks: constant and step; settling in; a trend."""
    against, alone = log_series(sample(pair()), AGAINST_CONTROL), log_series(sample(pair()), WITH_TREND)
    assert [one.df for one in (*against, *alone)] == [10.0, 9.0, 9.0, 8.0]


def test_without_segments_nothing_is_adjusted():
    """The raw figure: every row at one rate."""
    data = pair(7)
    found = log_series(sample(data, adjust=False), AGAINST_CONTROL)[0]
    week, z = values(data, AGAINST_CONTROL, adjust=False)
    agree(found.mixture, oracle(week, z, regressors(week, AGAINST_CONTROL, range(8))))


def test_several_units_are_one_group():
    """One unit against several: the control group's weeks are sums over its units."""
    data = random_cells(8, units=(1, 5))
    week, z = values(data, AGAINST_CONTROL)
    found = log_series(sample(data), AGAINST_CONTROL)[0]
    agree(found.mixture, oracle(week, z, regressors(week, AGAINST_CONTROL, range(8))))


def test_units_in_one_window_only_are_left_out():
    """Somebody who joined with the pilot would look like a step; the rates still rest on everybody's baseline."""
    data = random_cells(9, units=(2, 2), segments=1)
    joined = (data.unit == 0) & (data.week < 0)
    stayers = log_series(sample(only(data, data.unit != 0)), AGAINST_CONTROL)
    assert log_series(sample(only(data, ~joined)), AGAINST_CONTROL)[0].center == pytest.approx(stayers[0].center)


def test_rare_segments_are_taken_together():
    """Ten rows and two weeks with something to count, in each arm before and after; a week stands for a unit."""
    data = pair(10, segments=2)
    rare = cells([(unit, 1 - unit, 2 + which, -1, 1, 20.0) for unit in (0, 1) for which in (0, 1)])
    mixed = type(data)(*(np.concatenate(both) for both in zip(columns(data), columns(rare), strict=True)))
    found = arm_weeks(sample(mixed))
    assert (found.merged, found.dropped, found.rate.size) == ((2, 3), True, 1)


def test_segments_of_one_unit_are_compared_by_themselves():
    """Two units per cell cannot be asked of an arm that is one unit."""
    found = arm_weeks(sample(pair(11, segments=3)))
    assert (found.merged, found.dropped, found.rate.size) == ((), False, 3)


@settings(max_examples=15, deadline=None)
@given(SEEDS, st.booleans())
def test_sums_of_weeks_are_the_same_from_cells_as_from_dense_arrays(seed, proportion):
    """Where units and segments are so many that few occur together, there are no dense arrays."""
    rng = np.random.default_rng(seed)
    n = int(rng.integers(5, 60))
    unit, segment, week, rows = (rng.integers(low, high, n) for low, high in ((0, 4), (0, 3), (-6, 8), (1, 90)))
    data = cells(list(zip(unit, unit % 2, segment, week, rows, rows * rng.integers(0, 2, n), strict=True)))
    dense = arm_weeks(sample(data, proportion=proportion))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cube, "DENSEST", 0)
        patch.setattr(cube, "EMPTIEST", 0)
        sparse = arm_weeks(sample(data, proportion=proportion))
    assert (sparse.merged, sparse.dropped) == (dense.merged, dense.dropped)
    for name in ("week", "total", "size", "rate"):
        assert getattr(sparse, name) == pytest.approx(getattr(dense, name))


def test_a_shift_of_work_is_not_an_effect():
    """The pilot group gets only the long kind of work after the start; nothing else happens."""
    rng = np.random.default_rng(1)
    rows = [
        (unit, unit, segment, week, n, n * (10, 30)[segment] * rng.lognormal(0, 0.01))
        for unit in (0, 1)
        for segment in (0, 1)
        for week in (*BEFORE, *range(8))
        for n in ([90 if segment else 30] if unit and week >= 0 else [60])
    ]
    adjusted, raw = (log_series(sample(cells(rows), adjust=one), AGAINST_CONTROL)[0] for one in (True, False))
    assert adjusted.center == pytest.approx(0.0, abs=0.02)
    assert raw.center == pytest.approx(np.log(25 / 20), abs=0.02)


def test_the_level_before_is_weighted_by_the_work_of_the_judged_weeks():
    """20 rows of 10 min and 60 of 30 min: 25 min, whatever the mix was."""
    rows = [(0, 1, segment, week, n, n * level) for week in BEFORE for segment, n, level in ((0, 50, 10), (1, 50, 30))]
    rows += [(0, 1, segment, week, n, n * 7) for week in AFTER for segment, n in ((0, 20), (1, 60))]
    assert mixed_level(sample(cells(rows))) == pytest.approx(25.0)


def test_the_level_without_the_change_is_the_level_less_its_effect():
    """So that the effect and both levels tell one story."""
    found = log_series(sample(pair(12)), AGAINST_CONTROL)[1]
    data = only(pair(12), (pair(12).arm == 1) & np.isin(pair(12).week, AFTER))
    after = data.total.sum() / data.size.sum()
    assert level_without(sample(pair(12)), found) == pytest.approx(after / np.exp(found.center))


def test_no_effect_no_level_without_it():
    """A refusal has nothing to take away."""
    assert level_without(sample(pair()), Refusal("STA101", "too few")) is None
    assert (mixed_level(sample(cells([]))), level_without(sample(cells([])), Refusal("STA101", "x"))) == (None, None)


def test_a_level_without_a_baseline_of_the_work_done_now_is_none():
    """A kind of work that was never done before has no baseline level."""
    rows = [(0, 1, 0, week, 5, 50.0) for week in BEFORE] + [(0, 1, 0, week, 5, 50.0) for week in AFTER]
    assert mixed_level(sample(cells(rows))) == pytest.approx(10.0)
    assert mixed_level(sample(cells(rows[:4]))) is None


@settings(max_examples=20, deadline=None)
@given(SEEDS, st.sampled_from(PLANS), st.floats(1e-3, 1e3))
def test_the_unit_of_measurement_does_not_matter(seed, plan, factor):
    """Seconds or hours: the same change."""
    test, size = log_series(sample(pair(seed)), plan)
    again = log_series(sample(scaled(pair(seed), factor)), plan)
    assert (test.interval(), size.interval()) == tuple(pytest.approx(one.interval(), abs=1e-9) for one in again)


@settings(max_examples=20, deadline=None)
@given(SEEDS)
def test_swapping_the_arms_turns_the_sign(seed):
    """Test, size and levels, with their errors."""
    one, other = sample(pair(seed)), sample(swapped(pair(seed)))
    found = (*log_series(one, AGAINST_CONTROL), level_series(one, AGAINST_CONTROL))
    turned = (*log_series(other, AGAINST_CONTROL), level_series(other, AGAINST_CONTROL))
    for here, there in zip(found, turned, strict=True):
        assert (-there.center, there.se) == pytest.approx((here.center, here.se), abs=1e-9)


@settings(max_examples=20, deadline=None)
@given(SEEDS, st.sampled_from(PLANS))
def test_the_order_of_rows_and_their_parts_do_not_matter(seed, plan):
    """Cells cut in two and shuffled, units under other names."""
    data = random_cells(seed, units=(1, 2))
    whole = log_series(sample(data), plan)[0]
    for same in (split(data, seed), renamed(data, [7, 3, 5])):
        assert log_series(sample(same), plan)[0].interval() == pytest.approx(whole.interval(), abs=1e-9)


@settings(max_examples=20, deadline=None)
@given(SEEDS, st.floats(-0.5, 0.5), st.sampled_from(PLANS))
def test_a_change_from_the_first_day_moves_the_estimate_by_itself(seed, change, plan):
    """Multiplying the pilot group's totals from the start on by e^x adds x and leaves the error."""
    data = pair(seed)
    moved = replace(data, total=data.total * np.exp(change * ((data.arm == 1) & (data.week >= 0))))
    before, after = log_series(sample(data), plan)[0], log_series(sample(moved), plan)[0]
    assert (after.center - before.center, after.se) == pytest.approx((change, before.se), abs=1e-9)


@settings(max_examples=20, deadline=None)
@given(SEEDS, st.floats(-0.1, 0.1))
def test_a_straight_trend_is_not_an_effect(seed, slope):
    """Where a trend is fitted, any straight line may be added to the logs."""
    data = pair(seed)
    tilted = replace(data, total=data.total * np.exp(slope * data.week))
    same, other = (log_series(sample(one, adjust=False), WITH_TREND)[0] for one in (data, tilted))
    assert other.interval() == pytest.approx(same.interval(), abs=1e-8)


def test_weeks_that_leave_nothing_unexplained_are_refused():
    """Without variation chance cannot be measured: neither p = 0 nor an interval of no width."""
    rows = [(unit, unit, 0, week, 10, 100.0 * (1 + (unit and week >= 0))) for unit in (0, 1) for week in range(-4, 8)]
    found = (*log_series(sample(cells(rows)), AGAINST_CONTROL), level_series(sample(cells(rows)), AGAINST_CONTROL))
    assert {one.code for one in found} == {"STA101"}
    assert all(one.reason.startswith("no variation") for one in found)


def test_all_outcomes_zero_are_refused():
    """There is no log of nothing, and no variation of levels."""
    rows = [(unit, unit, 0, week, 10, 0.0) for unit in (0, 1) for week in range(-4, 8)]
    test, _ = log_series(sample(cells(rows)), AGAINST_CONTROL)
    assert (test.code, level_series(sample(cells(rows)), AGAINST_CONTROL).code) == ("STA101", "STA101")


def test_everything_gone_is_refused_as_a_ratio_and_shown_as_a_level():
    """A fall of 100 % has no log; as a difference of levels it can be judged."""
    data = pair(13)
    gone = replace(data, total=np.where((data.arm == 1) & (data.week >= 0), 0.0, data.total))
    test, size = log_series(sample(gone), AGAINST_CONTROL)
    assert "in 8 of 12 weeks a group has nothing to count" in test.reason
    assert test == size
    assert level_series(sample(gone, range(8)), AGAINST_CONTROL).interval()[1] < 0


def test_one_week_of_ten_without_anything_to_count_is_left_out():
    """It is a gap, and it is said."""
    data = pair(14, segments=1)
    quiet = replace(data, total=np.where((data.arm == 1) & (data.week == -2), 0.0, data.total))
    found = log_series(sample(quiet), AGAINST_CONTROL)[0]
    week, z = values(quiet, AGAINST_CONTROL)
    x = regressors(week, AGAINST_CONTROL, range(8))
    agree(found.mixture, oracle(week[week != -2], z[week != -2], x[week != -2]))
    (note,) = left_out(sample(quiet), AGAINST_CONTROL, on_log_scale=True)
    assert note.reason.startswith("1 of 12 weeks are left out")


def test_two_weeks_of_twelve_without_anything_to_count_are_too_many():
    """More than a tenth of the weeks have no log."""
    data = pair(14, segments=1)
    quiet = replace(data, total=np.where((data.arm == 1) & np.isin(data.week, (-2, 4)), 0.0, data.total))
    assert log_series(sample(quiet), AGAINST_CONTROL)[0].reason.startswith("in 2 of 12 weeks a group has nothing")


@pytest.mark.parametrize(
    ("plan", "lost", "words"),
    [
        (AGAINST_CONTROL, (-4, -3), "2 weeks before the start have data in both groups, 3 are needed"),
        (WITH_TREND, (-4,), "3 weeks before the start have data in the pilot group, 4 are needed"),
        (AGAINST_CONTROL, (3, 4, 5), "2 of 5 judged weeks have data in both groups"),
        (AGAINST_CONTROL, AFTER, "0 weeks before the start have data"),
    ],
)
def test_too_few_weeks_are_refused(plan, lost, words):
    """Before the start, and of the judged ones."""
    data = only(pair(), ~np.isin(pair().week, lost))
    size = log_series(sample(data), plan)[1]
    assert size.reason.startswith(words)


def test_weeks_that_one_group_lacks_are_left_out():
    """A week needs data on both sides to have a difference."""
    data = pair(15)
    half, none = only(data, (data.arm == 1) | (data.week != 6)), only(data, data.week != 6)
    assert log_series(sample(half), AGAINST_CONTROL)[0].center == pytest.approx(
        log_series(sample(none), AGAINST_CONTROL)[0].center, abs=0.05
    )
    assert log_series(sample(half), AGAINST_CONTROL)[0].df == 9.0
    assert [one.code for one in left_out(sample(half), AGAINST_CONTROL, on_log_scale=False)] == ["STA120"]
    assert list(left_out(sample(half), WITH_TREND, on_log_scale=True)) == []


def test_a_control_that_is_not_there_is_refused():
    """No week has a difference."""
    alone = only(pair(), pair().arm == 1)
    assert log_series(sample(alone), AGAINST_CONTROL)[0].code == "STA101"
    assert isinstance(log_series(sample(alone), WITH_TREND)[0], Estimate)


def test_no_more_weeks_than_columns_are_refused():
    """Three weeks for a constant, a step and a trend."""
    found = summed_out(np.array([-2, -1, 0]), np.array([0.1, 0.2, 0.0]), np.eye(3))
    assert found.reason.startswith("3 weeks with data are too few")


def test_columns_that_cannot_be_told_apart_are_refused():
    """A trend of one baseline week is its step."""
    week = np.array([-1, 0, 1, 2])
    twice = np.column_stack([np.ones(4), week >= 0, week >= 0]).astype(float)
    assert isinstance(summed_out(week, np.array([0.1, 0.3, 0.2, 0.5]), twice), Refusal)


def test_a_proportion_is_a_series_too():
    """Shares of successes, in logs and in points."""
    data = random_shares(1, units=(1, 1), rate=0.4, rows=400)
    test, _ = log_series(sample(data, proportion=True), AGAINST_CONTROL)
    level = level_series(sample(data, range(8), proportion=True), AGAINST_CONTROL)
    assert test.center == pytest.approx(0.0, abs=0.1)
    assert level.center == pytest.approx(0.3 * test.center, abs=0.01)


@settings(max_examples=30, deadline=None)
@given(SEEDS, st.integers(1, 3), st.sampled_from(PLANS))
def test_whatever_the_data_there_is_an_estimate_or_a_reason(seed, units, plan):
    """Holes, zeros, one row a week: never NaN, never an error of zero."""
    rng = np.random.default_rng(seed)
    n = int(rng.integers(1, 80))
    unit, segment, week = (rng.integers(low, high, n) for low, high in ((0, 2 * units), (0, 3), (-4, 8)))
    rows = rng.integers(1, 4, n)
    data = cells(list(zip(unit, unit % 2, segment, week, rows, rows * rng.integers(0, 3, n), strict=True)))
    for one in (*log_series(sample(data), plan), level_series(sample(data), plan)):
        assert one.reason if isinstance(one, Refusal) else all(np.isfinite(one.interval()))


def test_the_correlations_are_twenty_from_none_to_095():
    """By steps of 0.05."""
    np.testing.assert_allclose(CORRELATIONS, np.arange(20) / 20, atol=1e-15)

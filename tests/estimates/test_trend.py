"""The trend-robust interval: slopes before the pilot, believed as far as they are known."""

from dataclasses import replace

import numpy as np
import pytest
import statsmodels.api as sm

from pilotaudit.estimates import ladder
from pilotaudit.estimates.methods import two_windows
from pilotaudit.estimates.model import Estimate, Trend
from pilotaudit.estimates.sums import Sample, only, roll_up
from pilotaudit.estimates.trend import USUAL_DRIFT, arms_trend, drift_alone, units_trend
from pilotaudit.estimates.unit_log_change import log_changes
from tests.estimates.build import AFTER, BEFORE, measured, random_cells, random_shares, swapped

GAP = 7.5
"""From the middle of weeks -4 to -1 to the middle of weeks 3 to 7."""


def trend_of(data, before=BEFORE, team_variance=0.0):
    """The trend of the first rung."""
    sample = Sample(data, before, AFTER)
    units = roll_up(sample)
    return units_trend(sample, units, log_changes(units), team_variance)


def slope_by_hand(data, unit):
    """OLS of one unit's weekly log level, by statsmodels."""
    weeks, logs = [], []
    for week in BEFORE:
        here = (data.unit == unit) & (data.week == week)
        if data.total[here].sum() > 0:
            weeks.append(week)
            logs.append(np.log(data.total[here].sum() / data.size[here].sum()))
    return sm.OLS(logs, sm.add_constant(weeks)).fit().params[1]


def two_arms(values, arm):
    """Difference of means and HC2 error, by statsmodels."""
    fit = sm.OLS(values, sm.add_constant(arm.astype(float))).fit(cov_type="HC2")
    return fit.params[1], fit.bse[1]


@pytest.mark.parametrize("seed", range(5))
def test_slopes_and_effect_agree_with_statsmodels(seed):
    """OLS per unit, HC2 between the arms, for the slopes and for the changes less k b gap."""
    data = random_cells(seed)
    units = roll_up(Sample(data, BEFORE, AFTER))
    slopes = np.array([slope_by_hand(data, unit) for unit in units.unit])
    drift, error = two_arms(slopes, units.arm)
    weight = USUAL_DRIFT**2 / (USUAL_DRIFT**2 + error**2)
    center, se = two_arms(log_changes(units) - weight * slopes * GAP, units.arm)
    found = trend_of(data)
    assert (found.slope.center, found.slope.se) == pytest.approx((drift, error), abs=1e-12)
    assert (found.weight, found.gap) == pytest.approx((weight, GAP), abs=1e-12)
    assert found.adjusted.center == pytest.approx(center, abs=1e-12)
    assert found.adjusted.se == pytest.approx(np.hypot(se, (1 - weight) * USUAL_DRIFT * GAP), abs=1e-12)


def test_weeks_that_a_unit_has_not_are_left_out_of_its_slope():
    """Three of four weeks, again by statsmodels."""
    data = random_cells(3)
    gone = (data.unit == 2) & (data.week == -3)
    thinned = only(data, ~gone)
    slopes = np.array([slope_by_hand(thinned, unit) for unit in range(11)])
    expected, _ = two_arms(slopes, np.arange(11) < 6)
    assert trend_of(thinned).slope.center == pytest.approx(expected, abs=1e-12)


def test_a_unit_with_one_baseline_week_moves_with_its_arm():
    """It changes neither the arms' mean slope nor the effect's correction."""
    data = random_cells(4)
    kept = ~((data.unit == 1) & (data.week < -1))
    one = trend_of(only(data, kept))
    others = [slope_by_hand(data, unit) for unit in range(11) if unit != 1]
    expected, _ = two_arms(np.array(others), np.array([0, *range(2, 11)]) < 6)
    assert one.slope.center == pytest.approx(expected, abs=1e-12)


def drifting(data, drift):
    """The same cells, the treated moving by so many log points a week, before and after."""
    return replace(data, total=data.total * np.exp(drift * data.week * (data.arm == 1)))


def test_a_drift_that_goes_on_is_taken_off_as_far_as_it_is_believed():
    """Three percent a week is 22.5 points over the gap; k of it comes off."""
    data = random_cells(5, units=(40, 40), rows=400)
    before, after = trend_of(data), trend_of(drifting(data, -0.03))
    moved = (after.adjusted.center - before.adjusted.center) / GAP
    assert moved == pytest.approx(-0.03 * (1 - after.weight), abs=2e-3)
    assert after.slope.center - before.slope.center == pytest.approx(-0.03, abs=1e-12)


@pytest.mark.parametrize("weeks", [(-1,), (-2, -1)])
def test_a_short_baseline_believes_little(weeks):
    """One week shows no slope at all: the usual drift is allowed for as it is."""
    found = trend_of(random_cells(6), weeks)
    assert (found.slope is None) is (len(weeks) == 1)
    assert found.weight < 0.2


def test_without_slopes_the_effect_stays_and_its_error_grows():
    """By tau times the gap, squared."""
    sample, test = Sample(random_cells(6), BEFORE, AFTER), Estimate("log", -0.2, 0.03, 20.0, "test")
    found = drift_alone(sample, test)
    assert (found.adjusted.center, found.weight, found.slope, found.bias) == (-0.2, 0.0, None, None)
    assert found.adjusted.se == pytest.approx(np.hypot(0.03, 0.0075 * GAP), abs=1e-15)


def test_swapped_arms_change_the_sign():
    """Everything but the errors."""
    data = random_cells(7)
    one, other = trend_of(data), trend_of(swapped(data))
    assert (other.adjusted.center, other.slope.center) == pytest.approx(
        (-one.adjusted.center, -one.slope.center), abs=1e-12
    )
    assert (other.adjusted.se, other.weight) == pytest.approx((one.adjusted.se, one.weight), abs=1e-12)


def test_the_drift_of_teams_is_added():
    """2 tau^2, as to the test itself."""
    data = random_cells(8)
    plain, wider = trend_of(data), trend_of(data, team_variance=0.005)
    assert wider.adjusted.se == pytest.approx(np.sqrt(plain.adjusted.se**2 + 0.005), abs=1e-15)


def weekly_sums(data):
    """S and N of every unit in every baseline week, by loops."""
    shape = (1 + data.unit.max(), len(BEFORE))
    total, size = np.zeros(shape), np.zeros(shape)
    for unit, week, s, n in zip(data.unit, data.week, data.total, data.size, strict=True):
        if week in BEFORE:
            total[unit, BEFORE.index(week)] += s
            size[unit, BEFORE.index(week)] += n
    return total, size


def fitted(total, size):
    """Slope of a group's weekly log level by statsmodels."""
    return sm.OLS(np.log(total.sum(axis=0) / size.sum(axis=0)), sm.add_constant(np.array(BEFORE))).fit().params[1]


def test_sparse_data_use_the_slopes_of_the_groups():
    """Each group's variance by deleting one unit after the other."""
    data = random_shares(1)
    total, size = weekly_sums(data)
    centers, variances = [], []
    for arm in (range(6), range(6, 11)):
        units = list(arm)
        whole = fitted(total[units], size[units])
        left = [fitted(np.delete(total[units], one, 0), np.delete(size[units], one, 0)) for one in range(len(units))]
        centers.append(whole)
        variances.append((len(units) - 1) / len(units) * ((np.array(left) - whole) ** 2).sum())
    sample = Sample(data, BEFORE, AFTER, proportion=True)
    test = Estimate("log", -0.2, 0.05, 8.0, "test")
    found = arms_trend(sample, roll_up(sample), test)
    drift, error = centers[0] - centers[1], np.sqrt(sum(variances))
    weight = USUAL_DRIFT**2 / (USUAL_DRIFT**2 + error**2)
    parts = (0.05, weight * error * GAP, (1 - weight) * USUAL_DRIFT * GAP)
    assert (found.slope.center, found.slope.se) == pytest.approx((drift, error), abs=1e-12)
    assert found.adjusted.center == pytest.approx(-0.2 - weight * drift * GAP, abs=1e-12)
    assert found.adjusted.se == pytest.approx(np.sqrt(sum(part**2 for part in parts)), abs=1e-12)


def test_weeks_that_one_unit_carries_alone_are_no_part_of_a_group_slope():
    """Without it there would be no log."""
    data = random_shares(2)
    alone = (data.week == -4) & (data.arm == 1) & (data.unit > 0)
    thinned = replace(data, total=np.where(alone, 0.0, data.total))
    sample = Sample(thinned, BEFORE, AFTER, proportion=True)
    found = arms_trend(sample, roll_up(sample), Estimate("log", -0.2, 0.05, 8.0, "test"))
    assert np.isfinite(found.slope.center)


def test_the_first_rung_uses_units_and_the_sparse_one_groups():
    """As the test does."""
    methods = []
    for data, proportion in ((random_cells(9), False), (random_shares(9, units=(8, 8), rate=0.06, rows=20), True)):
        sample = Sample(data, BEFORE, AFTER, proportion)
        units = roll_up(sample)
        methods.append(two_windows().trend(sample, units, two_windows().compare(sample)[0]).adjusted.method)
    assert ["event-weighted" in method for method in methods] == [False, True]


def test_only_the_primary_has_a_trend_and_lots_have_none():
    """Assigned by lot, a drift is chance."""
    data = random_cells(10)
    matched, guard = measured(data), measured(data, role="secondary")
    drawn = measured(data, charter={"groups": {"assignment": "randomised"}})
    assert [one.trend is None for one in (matched, guard, drawn)] == [False, True, True]


def test_a_method_without_slopes_allows_for_a_usual_drift():
    """Such as a quantile of each unit's items."""
    sample, test = Sample(random_cells(6), BEFORE, AFTER), Estimate("log", -0.2, 0.03, 20.0, "test")
    without = replace(two_windows(), trend=None)
    assert ladder._trend(without, sample, roll_up(sample), test) == drift_alone(sample, test)


@pytest.mark.parametrize("groups", [{"no_control": "there was no comparable queue"}, {"assignment": "randomised"}])
def test_without_control_or_with_lots_there_is_no_drift_between_groups(groups):
    """A series without control has a trend of its own."""
    data = random_cells(10)
    treated = data if "assignment" in groups else only(data, data.arm == 1)
    assert measured(treated, charter={"groups": groups}).trend is None


def test_the_break_even_drift_takes_the_test_to_nothing():
    """A pilot group that fell faster by so much every week would show the same interval without any effect."""
    found = trend_of(random_cells(11, effect=-0.5))
    test = Estimate("log", -0.3, 0.05, 20.0, "test")
    drift = found.break_even(test, "lower")
    assert (drift < 0, test.interval()[1]) == (True, pytest.approx(drift * GAP, abs=1e-12))
    assert found.break_even(replace(test, center=0.3), "higher") == pytest.approx(-drift, abs=1e-12)


def test_nothing_explains_away_what_was_not_shown():
    """No gain, no break-even."""
    assert trend_of(random_cells(11)).break_even(Estimate("log", -0.05, 0.05, 20.0, "test"), "lower") is None


@pytest.mark.calibration
def test_a_usual_drift_is_covered():
    """Groups that drift by 0.75 % a week and no effect: the plain test is wrong far more often."""
    rng, wrong, plain = np.random.default_rng(20261203), 0, 0
    for run in range(400):
        drift = rng.normal(0, USUAL_DRIFT)
        data = drifting(random_cells(run, units=(20, 20), segments=1, rows=60), drift)
        sample = Sample(data, BEFORE, AFTER)
        units = roll_up(sample)
        low, high = units_trend(sample, units, log_changes(units)).adjusted.interval()
        wrong += not low <= 0 <= high
        low, high = two_windows().compare(sample)[0].interval()
        plain += not low <= 0 <= high
    assert wrong / 400 <= 0.08
    assert plain > 3 * wrong


@pytest.mark.parametrize(("se", "holds"), [(0.048, True), (0.05, False)])
def test_a_drift_is_survived_at_two_sided_95_percent(se, holds):
    """0.1 is 2.08 and 2.00 errors; with 22 df the end lies 2.07 away, the one-sided one 1.72."""
    assert Trend(Estimate("log", -0.1, se, 22.0, "made up"), None, 7.5, 0.0).holds("lower") == holds

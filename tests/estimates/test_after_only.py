"""After-only comparisons against statsmodels and brute force."""

import numpy as np
import pytest
import statsmodels.api as sm

from pilotaudit.estimates.after_only import after_only, after_only_level, control_level
from pilotaudit.estimates.model import Refusal
from pilotaudit.estimates.sums import Sample, roll_up
from tests.estimates.build import AFTER, cells, random_cells, random_shares, swapped


def after(data, **kind):
    """Sums of the judged weeks alone."""
    return roll_up(Sample(data, (), AFTER, **kind))


def unit_levels(data):
    """Level of every unit in the judged weeks."""
    mine = [(data.week >= 3) & (data.unit == unit) for unit in np.unique(data.unit)]
    return np.array([data.total[at].sum() / data.size[at].sum() for at in mine])


@pytest.mark.parametrize(("estimator", "scale"), [(after_only, np.log), (after_only_level, lambda level: level)])
def test_agrees_with_statsmodels(estimator, scale):
    """Centre and HC2 error of OLS of (log) unit levels on an arm dummy."""
    data = random_cells(1, units=(4, 9))
    arm = sm.add_constant(np.array([1.0] * 4 + [0.0] * 9))
    fit = sm.OLS(scale(unit_levels(data)), arm).fit(cov_type="HC2")
    found = estimator(after(data))
    assert (fit.params[1], fit.bse[1]) == pytest.approx((found.center, found.se), abs=1e-9)


def test_sparse_units_are_added_up_and_agree_with_deleting_them():
    """With units at zero the ratio of the arms' levels is taken, its error from leaving out one unit at a time."""
    data = random_shares(2, rate=0.02, rows=12)
    judged = data.week >= 3

    def log_level(arm, left_out=None):
        at = judged & (data.arm == arm) & (data.unit != left_out)
        return np.log(data.total[at].sum() / data.size[at].sum())

    variance = 0.0
    for arm in (0, 1):
        units = np.unique(data.unit[data.arm == arm])
        gaps = [(log_level(arm, unit) - log_level(arm)) ** 2 for unit in units]
        variance += (len(units) - 1) / len(units) * sum(gaps)
    found = after_only(after(data, proportion=True))
    assert (log_level(1) - log_level(0), variance**0.5) == pytest.approx((found.center, found.se), abs=1e-9)


def test_swapping_the_arms_turns_the_sign():
    """Treatment against control is the negative of control against treatment."""
    data = random_cells(3)
    one, other = after_only(after(data)), after_only(after(swapped(data)))
    assert (-one.center, one.se) == pytest.approx((other.center, other.se), abs=1e-12)


def test_one_unit_in_an_arm_is_refused():
    """One unit against several has no spread of its own."""
    assert isinstance(after_only(after(random_cells(1, units=(1, 5)))), Refusal)


def test_one_sparse_unit_in_an_arm_is_refused():
    """So is one unit with zeros about."""
    rows = [(u, int(u == 0), 0, 3, 20, float(u % 2)) for u in range(6)]
    assert isinstance(after_only(after(cells(rows), proportion=True)), Refusal)


def test_events_of_one_unit_are_refused():
    """Leaving out the only unit with an event leaves no level to take the log of."""
    rows = [(u, int(u < 3), 0, 3, 20, 5.0 * (u in (0, 3))) for u in range(6)]
    assert "one unit or none" in after_only(after(cells(rows), proportion=True)).reason


def test_the_control_level_is_event_weighted():
    """What the treated are held against: control's S/N."""
    assert control_level(after(cells([(0, 0, 0, 3, 10, 10.0), (1, 0, 0, 3, 30, 90.0), (2, 1, 0, 3, 5, 5.0)]))) == 2.5
    assert control_level(after(cells([(2, 1, 0, 3, 5, 5.0)]))) is None


@pytest.mark.parametrize(("few", "added_up"), [(1, False), (2, True)])
def test_more_than_a_tenth_of_small_units_are_added_up(few, added_up):
    """One of ten units under 10 rows keeps its log, two do not."""
    data = cells([(u, u % 2, 0, 3, 9 if u < few else 10, 50.0 + u) for u in range(10)])
    assert ("event-weighted" in after_only(after(data)).method) == added_up

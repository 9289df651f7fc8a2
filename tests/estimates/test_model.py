"""An estimate answers for its interval, its bounds and its p-value, and refuses to be what it is not."""

import math

import pytest
from scipy import stats

from pilotaudit.estimates.model import Estimate

FALL = Estimate("log", -0.2, 0.1, 12.0, "test")


def test_the_interval_is_that_of_the_t_distribution():
    """Two-sided, 95 % unless said."""
    assert FALL.interval() == pytest.approx(stats.t.interval(0.95, 12, -0.2, 0.1))
    assert FALL.interval(0.8) == pytest.approx(stats.t.interval(0.8, 12, -0.2, 0.1))


def test_the_p_value_is_two_sided():
    """A fall and a rise of one size are equally unlikely."""
    assert FALL.p_value() == pytest.approx(2 * stats.t.sf(2, 12))
    assert FALL.towards("lower").p_value() == FALL.p_value()


def test_towards_the_better_side_a_gain_is_positive():
    """A fall is a gain where lower is better, and stays a fall elsewhere."""
    assert (FALL.towards("lower").center, FALL.towards("higher").center) == (0.2, -0.2)


def test_no_p_value_is_zero():
    """A float that is too small for it is no proof."""
    assert 0 < Estimate("log", -2.0, 0.01, 1e5, "test").p_value() < 1e-200


def test_an_effect_of_nothing_has_a_p_value_just_below_one():
    """One itself would look as if nothing had been computed."""
    assert 1 - 1e-11 < Estimate("log", 0.0, 0.1, 5.0, "test").p_value() < 1


def test_no_probability_is_a_certainty():
    """Neither that the truth lies far below an effect, nor that it lies far above it."""
    sure = Estimate("log", -2.0, 0.01, 1e5, "test")
    assert 0 < sure.probability_below(-5.0) < 1e-11
    assert 1 - 1e-11 < sure.probability_below(5.0) < 1


@pytest.mark.parametrize("wrong", [{"center": math.nan}, {"se": 0.0}, {"se": math.inf}, {"df": 0.0}])
def test_what_could_not_be_computed_is_no_estimate(wrong):
    """Never NaN, never an error of zero."""
    with pytest.raises(ValueError, match="not an estimate"):
        Estimate(**{"scale": "log", "center": 0.0, "se": 1.0, "df": 1.0, "method": "m", **wrong})

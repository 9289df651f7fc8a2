"""Two arms, one sample, Holm and targets: small numbers against scipy and statsmodels."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.multitest import multipletests

from pilotaudit.estimates.inference import (
    bell_mccaffrey,
    between_arms,
    finish,
    holm,
    one_sample,
    p_worse,
    probability_of_reaching,
    reached,
    relative,
    widened,
)
from pilotaudit.estimates.model import Estimate, Refusal

FALL = Estimate("log", -0.2, 0.1, 12.0, "test")


def test_equal_arms_have_the_pooled_degrees_of_freedom():
    """Ten against ten is a t test with 18 df."""
    rng = np.random.default_rng(1)
    treated, control = rng.normal(size=10), rng.normal(size=10)
    found = between_arms("log", np.concatenate([treated, control]), np.repeat([1, 0], 10), "m")
    assert stats.ttest_ind(treated, control).pvalue == pytest.approx(found.p_value(), abs=1e-9)


def test_one_sample_agrees_with_scipy():
    """Mean against zero with n - 1 df."""
    values = np.random.default_rng(2).normal(size=7)
    assert stats.ttest_1samp(values, 0).pvalue == pytest.approx(one_sample("log", values, "m").p_value(), abs=1e-9)


def test_one_unit_is_refused():
    """One value has no spread."""
    assert one_sample("log", np.array([1.0]), "m").reason.startswith("1 unit has")
    assert one_sample("log", np.array([]), "m").reason.startswith("no unit has")


@pytest.mark.parametrize(("center", "variance"), [(math.nan, 1.0), (-math.inf, 1.0), (0.0, math.nan)])
def test_what_is_not_finite_is_refused(center, variance):
    """An effect of -100 % has no log: refused, with a reason."""
    assert isinstance(finish("log", center, variance, 5.0, "m"), Refusal)


def test_rounding_is_not_variation():
    """Sums in binary fractions differ in the last digit; that is no spread."""
    assert isinstance(finish("level", 5.0, (1e-13) ** 2, 5.0, "m", grain=20.0), Refusal)


def test_df_never_exceed_all_units_less_two():
    """Three against thirty leaves little more than the three."""
    assert 2 < bell_mccaffrey(3, 30) < 3


def test_a_variance_can_be_added_to_an_estimate_only():
    """Team drift widens an interval; a refusal stays what it is."""
    assert math.hypot(0.1, 0.05) == pytest.approx(widened(FALL, 0.0025).se)
    assert Refusal("STA101", "none") == widened(Refusal("STA101", "none"), 0.0025)


def test_harm_has_a_small_p_only_where_it_got_worse():
    """A fall is harm where higher is better."""
    assert stats.t.cdf(-2, 12) == pytest.approx(p_worse(FALL, "higher"))
    assert stats.t.sf(-2, 12) == pytest.approx(p_worse(FALL, "lower"))


def test_the_chance_of_reaching_a_target_follows_the_t_distribution():
    """A fall of 20 % +- 10 reaches -10 % with the chance that t(12) gives."""
    assert stats.t.cdf(1, 12) == pytest.approx(probability_of_reaching(FALL, -0.1, "lower"))
    assert stats.t.sf(1, 12) == pytest.approx(probability_of_reaching(FALL, -0.1, "higher"))


@pytest.mark.parametrize(
    ("before", "after", "ratio", "met"),
    [
        (18.4, 16.56, 0.9, True),
        (18.4, 16.57, 0.9, False),
        (1.0, 0.9, 0.9, True),
        (1000, 750, 0.75, True),
        (1000, 751, 0.75, False),
        (20, 18, 0.9, True),
        (40, 34, 0.85, True),
    ],
)
def test_exactly_on_target_is_reached(before, after, ratio, met):
    """Worked numbers: the last digit decides, and binary fractions do not."""
    assert met == reached(math.log(after / before), math.log(ratio), "lower")


@given(st.integers(1, 399))
def test_every_exact_tenth_less_is_reached(tenths):
    """From 0.1 to 39.9, one decimal: ten percent less is ten percent less."""
    assert reached(math.log((tenths / 10 * 9 / 10) / (tenths / 10)), math.log(1 + -10 / 100), "lower")


def test_higher_is_reached_from_below():
    """Three points more are reached at three, not before."""
    assert reached(math.log(0.73 / 0.70), math.log(0.73 / 0.70), "higher")
    assert not reached(math.log(0.7299 / 0.70), math.log(0.73 / 0.70), "higher")


def test_a_log_ratio_reads_as_a_relative_change():
    """From 90 to 20 minutes is -77.78 %."""
    assert pytest.approx(relative(math.log(20 / 90)), abs=1e-4) == -0.7778


@settings(max_examples=30, deadline=None)
@given(st.lists(st.floats(0, 1), max_size=8))
def test_holm_agrees_with_statsmodels(p_values):
    """Adjusted p-values in the order given."""
    expected = multipletests(p_values, method="holm")[1] if p_values else []
    assert list(expected) == pytest.approx(list(holm(p_values)))

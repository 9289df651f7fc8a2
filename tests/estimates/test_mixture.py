"""A mixture of t distributions answers from its own distribution function, found exactly."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import optimize, stats

from pilotaudit.estimates.inference import widened
from pilotaudit.estimates.mixture import Mixture
from pilotaudit.estimates.model import Estimate, mixed

TWO = Mixture((0.7, 0.3), (-0.2, 0.1), (0.1, 0.3), (7.0, 4.0))
ONE = Mixture((1.0,), (-0.2,), (0.1,), (12.0,))


def random_mixture(seed, parts=20):
    """Parts of all sizes, some of hardly any weight."""
    rng = np.random.default_rng(seed)
    columns = rng.dirichlet(np.full(parts, 0.3)), rng.normal(0, 1, parts), rng.lognormal(-1, 1, parts)
    return Mixture(*(tuple(one.tolist()) for one in columns), tuple(rng.uniform(1, 30, parts).tolist()))


def cdf(mixture, value):
    """The distribution function as scipy sees it."""
    parts = zip(mixture.weights, mixture.centers, mixture.ses, mixture.dfs, strict=True)
    return sum(weight * stats.t.cdf(value, df, center, se) for weight, center, se, df in parts)


@pytest.mark.parametrize("value", [-3.0, -0.2, 0.0, 0.4])
def test_the_probability_below_is_the_weighted_one(value):
    """Each part counts by its weight."""
    assert TWO.below(value) == pytest.approx(cdf(TWO, value), abs=1e-12)


@given(st.integers(0, 10_000), st.sampled_from([1e-6, 0.001, 0.025, 0.05, 0.5, 0.8, 0.975, 0.9999]))
def test_a_quantile_is_the_root_that_scipy_finds(seed, probability):
    """Also far out, where a part of small weight and few degrees of freedom decides."""
    mixture = random_mixture(seed)
    ends = [
        stats.t.ppf(probability, df, center, se)
        for center, se, df in zip(mixture.centers, mixture.ses, mixture.dfs, strict=True)
    ]
    found = optimize.brentq(lambda value: cdf(mixture, value) - probability, min(ends), max(ends), xtol=1e-14)
    assert mixture.quantile(probability) == pytest.approx(found, rel=1e-8, abs=1e-9)


@given(st.integers(0, 10_000), st.floats(0.001, 0.999))
def test_a_quantile_has_its_probability_below_it(seed, probability):
    """The two functions are each other's inverse."""
    mixture = random_mixture(seed)
    assert mixture.below(mixture.quantile(probability)) == pytest.approx(probability, abs=1e-10)


def test_parts_that_agree_are_one_distribution():
    """Where nothing is to be averaged, nothing changes."""
    same = Mixture((0.5, 0.5), (-0.2, -0.2), (0.1, 0.1), (12.0, 12.0))
    assert (same.quantile(0.025), same.se, same.df) == (ONE.quantile(0.025), 0.1, 12.0)


def test_certainty_lies_at_infinity():
    """As with one t distribution."""
    assert TWO.quantile(1.0) == math.inf


def test_the_spread_adds_what_the_parts_disagree_about():
    """Mean squared error of the parts and squared distances from the mean."""
    assert TWO.mean == pytest.approx(-0.11)
    assert TWO.se == pytest.approx(math.sqrt(0.7 * (0.01 + 0.09**2) + 0.3 * (0.09 + 0.21**2)))
    assert TWO.df == pytest.approx(0.7 * 7 + 0.3 * 4)


def test_turned_every_quantile_changes_its_side():
    """The low end of one is the high end of the other."""
    assert TWO.turned().quantile(0.975) == pytest.approx(-TWO.quantile(0.025), abs=1e-12)


def test_an_estimate_of_one_part_answers_as_a_plain_one():
    """Interval, bounds and p-value."""
    plain, other = Estimate("log", -0.2, 0.1, 12.0, "m"), mixed("log", ONE, "m")
    assert other.interval() == pytest.approx(plain.interval(), abs=1e-12)
    assert (other.p_value(), other.probability_below(-0.1)) == pytest.approx(
        (plain.p_value(), plain.probability_below(-0.1)), abs=1e-12
    )


def test_the_interval_of_an_estimate_comes_from_the_mixture():
    """Not from its centre and error, which are for print."""
    low, high = mixed("log", TWO, "m").interval()
    assert (TWO.below(low), TWO.below(high)) == pytest.approx((0.025, 0.975))
    assert (low + high) / 2 != pytest.approx(TWO.mean, abs=0.01)


def test_the_p_value_is_twice_the_smaller_tail():
    """A mixture need not be symmetric."""
    assert mixed("log", TWO, "m").p_value() == pytest.approx(2 * (1 - cdf(TWO, 0.0)))
    assert mixed("log", TWO.turned(), "m").p_value() == pytest.approx(2 * (1 - cdf(TWO, 0.0)))


def test_towards_the_better_side_the_mixture_turns_too():
    """A fall is a gain where lower is better, and stays as it is elsewhere."""
    fall = mixed("log", TWO, "m")
    assert fall.towards("lower") == mixed("log", TWO.turned(), "m")
    assert fall.towards("higher") is fall


def test_a_variance_is_added_to_every_part():
    """What the data cannot show widens whatever they show."""
    wide = widened(mixed("log", TWO, "m"), 0.04)
    assert wide.mixture.ses == pytest.approx((math.hypot(0.1, 0.2), math.hypot(0.3, 0.2)))
    assert wide.se == pytest.approx(math.sqrt(TWO.se**2 + 0.04))


@pytest.mark.parametrize(
    "wrong",
    [
        {"weights": (0.7, 0.4)},
        {"weights": (1.2, -0.2)},
        {"weights": (1.0,)},
        {"centers": (math.nan, 0.0)},
        {"ses": (0.0, 0.1)},
        {"dfs": (0.0, 1.0)},
        {"weights": (), "centers": (), "ses": (), "dfs": ()},
    ],
)
def test_what_is_no_distribution_is_refused(wrong):
    """Shares that add up to one, errors above zero, nothing undefined."""
    with pytest.raises(ValueError, match="mixture"):
        replace(TWO, **wrong)


def test_an_estimate_that_contradicts_its_mixture_is_refused():
    """Somebody who changes the centre alone is told."""
    with pytest.raises(ValueError, match="not those of its mixture"):
        replace(mixed("log", TWO, "m"), center=0.0)

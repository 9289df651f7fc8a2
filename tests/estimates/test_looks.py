"""Interim looks: published boundaries, and how often any of them is crossed without an effect."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.optimize import brentq
from scipy.special import ndtr, ndtri

from pilotaudit.estimates.looks import level_at, level_of, nominal_levels, spent
from pilotaudit.panel.timeline import Look

EQUAL = {
    1: (1.9600,),
    2: (2.9626, 1.9686),
    3: (3.7103, 2.5114, 1.9930),
    4: (4.3326, 2.9631, 2.3590, 2.0141),
    5: (4.8769, 3.3569, 2.6803, 2.2898, 2.0310),
}
"""z of equally spaced looks, one-sided 2.5 %, as tables of this spending function print them.

Their grids were coarser: the second of five is 3.35701 (see the bivariate normal below), not 3.3569.
"""

times = st.lists(st.integers(1, 52), min_size=1, max_size=8, unique=True).map(
    lambda weeks: tuple(week / max(weeks) for week in sorted(weeks))
)


def test_a_look_half_way_leaves_most_for_the_end():
    """Lan & DeMets (1983): 0.001525, then 0.0245."""
    first, last = nominal_levels((0.5, 1.0))
    assert (round(first, 6), round(last, 4)) == (0.001525, 0.0245)


@pytest.mark.parametrize("looks", EQUAL)
def test_equally_spaced_looks_agree_with_published_tables(looks):
    """One to five looks."""
    levels = nominal_levels(tuple(look / looks for look in range(1, looks + 1)))
    assert -ndtri(np.array(levels)) == pytest.approx(EQUAL[looks], abs=1.5e-4)


@pytest.mark.parametrize(("early", "late"), [(0.4, 1.0), (0.2, 0.4), (0.9, 1.0)])
def test_two_looks_agree_with_the_bivariate_normal(early, late):
    """The second level by an integral over one dimension, done another way."""
    first, second = nominal_levels((early, late))
    edge, rho = -ndtri(first), np.sqrt(early / late)

    def late_only(x, z):
        return np.exp(-x * x / 2) / np.sqrt(2 * np.pi) * ndtr((rho * x - z) / np.sqrt(1 - rho**2))

    def crossed_late(z):
        return quad(late_only, -10, edge, args=(z,), epsabs=1e-14, limit=200)[0]

    expected = brentq(lambda z: crossed_late(z) - (spent(late) - spent(early)), 1, 5, xtol=1e-12)
    assert second == pytest.approx(ndtr(-expected), abs=1e-11)


def test_all_is_spent_at_the_end():
    """And next to nothing after a fifth of the time."""
    assert (spent(1.0), spent(1.0, 0.05)) == pytest.approx((0.025, 0.05), abs=1e-12)
    assert spent(0.2) < 1e-6


@given(times)
@settings(max_examples=15, deadline=None)
def test_looks_are_crossed_as_often_as_planned(moments):
    """Increments of a Brownian motion, 40,000 paths: whatever the times, 2.5 % cross at some look."""
    rng = np.random.default_rng(sum(round(1000 * moment) for moment in moments))
    steps = np.sqrt(np.diff(moments, prepend=0.0))
    z = (rng.standard_normal((40_000, len(moments))) * steps).cumsum(axis=1) / np.sqrt(moments)
    crossed = (z > -ndtri(np.array(nominal_levels(moments)))).any(axis=1).mean()
    assert crossed == pytest.approx(0.025, abs=0.004)


@given(times)
@settings(max_examples=25, deadline=None)
def test_every_level_is_at_least_what_is_newly_spent_and_at_most_all(moments):
    """Paths that crossed before cannot cross again, so a level may be larger than its share, never smaller."""
    total = [spent(moment) for moment in moments]
    newly = np.diff(total, prepend=0.0)
    levels = np.array(nominal_levels(moments))
    assert ((levels >= newly - 1e-12) & (levels <= 0.025 + 1e-12)).all()


@pytest.mark.parametrize("moments", [(), (0.0, 1.0), (0.5, 0.5), (0.8, 0.4), (0.5, 1.2)])
def test_times_must_ascend_within_the_pilot(moments):
    """Anything else is a mistake of the caller."""
    with pytest.raises(ValueError, match="ascend"):
        nominal_levels(moments)


def test_without_registered_looks_the_decision_has_it_all():
    """Exactly, not but for rounding."""
    assert nominal_levels((1.0,)) == (0.025,)


def test_a_look_before_any_settled_week_has_no_level():
    """Nothing can be judged, so nothing is spent."""
    assert level_at(()) == 0.0


def test_an_interim_run_has_no_level_at_all():
    """It is no gate."""
    looks = (
        Look("interim", 0, 2, 2, 5, ()),
        Look("registered", 1, 2, 3, 6, (0.5,)),
        Look("decision", 1, 1, 5, 5, (1.0,)),
    )
    assert [level_of(look) for look in looks] == [None, pytest.approx(0.001525, abs=1e-6), 0.025]

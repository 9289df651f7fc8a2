"""The first rung without each unit: held against deleting unit by unit, and against statsmodels."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pilotaudit.estimates.leave_one_out import left_out
from pilotaudit.estimates.ratio_of_ratios import ratio_of_ratios
from pilotaudit.estimates.unit_log_change import unit_log_change
from tests.estimates.build import random_cells, random_shares, sums

FIELDS = ("unit", "arm", "total", "size", "rows", "events", "stays")


def without(units, place):
    """The sums of all units but one; segments and their rates stay as they were."""
    kept = np.arange(units.unit.size) != place
    return replace(units, **{name: getattr(units, name)[kept] for name in FIELDS})


def in_order(units):
    """Places of the stayers, control first."""
    places = np.arange(units.unit.size)
    return [int(place) for arm in (0, 1) for place in places[units.stays & (units.arm == arm)]]


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from([(3, 3), (4, 6), (9, 3)]))
def test_the_size_without_each_unit_agrees_with_deleting_it(seed, units):
    """One by one, with segments."""
    data = sums(random_cells(seed, units=units))
    expected = [ratio_of_ratios(without(data, place)).center for place in in_order(data)]
    assert left_out(data).size == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("seed", range(5))
def test_the_spread_without_each_unit_is_close_to_that_of_deleting_it(seed):
    """To first order: within 15 %, a delete-one jackknife of those who remain."""
    data = sums(random_cells(seed, units=(9, 7)))
    expected = [ratio_of_ratios(without(data, place)).se for place in in_order(data)]
    assert left_out(data).spread == pytest.approx(expected, rel=0.15)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from([(3, 3), (4, 6), (9, 3)]))
def test_the_test_without_each_unit_agrees_with_deleting_it(seed, units):
    """Centre, standard error and degrees of freedom."""
    data = sums(random_cells(seed, units=units))
    alone = [unit_log_change(without(data, place)) for place in in_order(data)]
    found = left_out(data).test
    assert found.center == pytest.approx([one.center for one in alone], abs=1e-9)
    assert np.sqrt(found.variance) == pytest.approx([one.se for one in alone], abs=1e-9)
    assert found.df == pytest.approx([one.df for one in alone], abs=1e-9)


def test_the_whole_variances_are_those_of_the_estimates():
    """What teams or drift add can be told from them; the jackknife is centred on its own mean here."""
    data = sums(random_cells(7))
    found, size = left_out(data), ratio_of_ratios(data)
    assert found.test.whole**0.5 == pytest.approx(unit_log_change(data).se, abs=1e-12)
    assert found.whole**0.5 == pytest.approx(size.se, rel=0.02)


def test_shares_add_up_to_one_per_arm():
    """Of the rows of both windows."""
    found = left_out(sums(random_cells(3)))
    assert [found.share[found.arm == arm].sum() for arm in (0, 1)] == pytest.approx([1, 1])


def test_units_without_logs_have_no_test():
    """Rare events: the size alone is left."""
    data = sums(random_shares(5, rate=0.002), proportion=True)
    assert (left_out(data).test, left_out(data).size.size) == (None, 11)


@pytest.mark.parametrize("units", [(2, 5), (5, 2)])
def test_two_units_leave_nothing_to_compare(units):
    """Three are needed, so that two remain."""
    assert left_out(sums(random_cells(1, units=units))) is None

"""How far a comparison will scatter: halves of a baseline, and stated numbers."""

import math
from dataclasses import replace

import numpy as np
import pytest

from pilotaudit.estimates.inference import bell_mccaffrey
from pilotaudit.estimates.methods import two_windows
from pilotaudit.estimates.model import Refusal
from pilotaudit.estimates.plan_model import Design
from pilotaudit.estimates.ratio_of_ratios import ratio_of_ratios
from pilotaudit.estimates.spread import UNIT_WEEK, WIDER, Halves, level_spread, log_spread, stated_spread
from pilotaudit.estimates.sums import Sample, roll_up
from pilotaudit.estimates.unit_log_change import unit_log_change
from tests.estimates.build import random_cells, random_shares

DESIGN = Design(4.0, 8, 5, 6, 5)


def halves(data, drift=0.0, **kind):
    """Four baseline weeks cut in the middle."""
    sample = Sample(data, (-4, -3), (-2, -1), **kind)
    return Halves(sample, roll_up(sample), (2.0, 2.0), drift)


def test_the_error_is_that_of_the_halves_carried_over_to_the_design():
    """Half against half x sqrt[(1/4 + 1/5) / (2/2)] x 1.25, same units."""
    one = halves(random_cells(1))
    expected = unit_log_change(one.units).se * math.sqrt(0.45) * WIDER
    assert expected == pytest.approx(log_spread(one, two_windows()).errors(DESIGN, 5, 3).test, rel=1e-12)


def test_the_size_has_its_own_error():
    """That of the jackknife."""
    one = halves(random_cells(2))
    expected = ratio_of_ratios(one.units).se * math.sqrt(0.45) * WIDER
    assert expected == pytest.approx(log_spread(one, two_windows()).errors(DESIGN, 5, 3).size, rel=1e-12)


def test_freedom_is_that_of_the_test_with_as_many_units():
    """Bell-McCaffrey."""
    errors = log_spread(halves(random_cells(3)), two_windows()).errors(DESIGN, 5, 3)
    assert errors.df == pytest.approx(bell_mccaffrey(6, 5), rel=1e-12)


def test_twice_the_units_have_an_error_smaller_by_the_root_of_two():
    """And more freedom."""
    spread = log_spread(halves(random_cells(3)), two_windows())
    one, two = (spread.errors(replace(DESIGN, treated=6 * times, control=5 * times), 5, 3) for times in (1, 2))
    assert one.test / two.test == pytest.approx(math.sqrt(2), rel=1e-12)
    assert two.df == pytest.approx(bell_mccaffrey(12, 10), rel=1e-12)


def test_the_late_half_has_the_error_of_its_weeks():
    """Three of five judged weeks."""
    errors = log_spread(halves(random_cells(3)), two_windows()).errors(DESIGN, 5, 3)
    assert errors.late == pytest.approx(math.sqrt((1 / 4 + 1 / 3) / (1 / 4 + 1 / 5)), rel=1e-12)


def test_uneven_halves_count_their_own_weeks():
    """Three weeks against two."""
    sample = Sample(random_cells(4), (-4, -3, -2), (-1,))
    one = Halves(sample, roll_up(sample), (3.0, 1.0))
    expected = unit_log_change(one.units).se / math.sqrt(1 / 3 + 1) * math.sqrt(0.45) * WIDER
    assert expected == pytest.approx(log_spread(one, two_windows()).errors(DESIGN, 5, 3).test, rel=1e-12)


def test_test_and_size_correlate_as_leaving_units_out_says():
    """Recomputed by deleting unit after unit by hand."""
    one = halves(random_cells(5, segments=1))
    pairs = []
    for arm in (1, 0):
        members = np.unique(one.sample.cells.unit[one.sample.cells.arm == arm])
        both = np.array([_without(one.sample, unit) for unit in members])
        moved = both - both.mean(axis=0)
        pairs.append((len(members) - 1) / len(members) * moved.T @ moved)
    covariance = sum(pairs)
    expected = covariance[0, 1] / math.sqrt(covariance[0, 0] * covariance[1, 1])
    assert expected == pytest.approx(log_spread(one, two_windows()).together, abs=1e-9)


def _without(sample, unit):
    """Test and size without one unit."""
    at = sample.cells.unit != unit
    kept = type(sample.cells)(*(getattr(sample.cells, name)[at] for name in
                                ("unit", "arm", "segment", "week", "rows", "total", "size")))  # fmt: skip
    units = roll_up(Sample(kept, sample.baseline, sample.judged))
    return unit_log_change(units).center, ratio_of_ratios(units).center


def test_a_drift_of_teams_is_kept_apart_from_what_units_scatter():
    """It is in the error that the rung reports, and no week or unit lowers it."""
    drift = 2 * 0.05**2
    plain = log_spread(halves(random_cells(6)), two_windows())
    team = log_spread(halves(random_cells(6), drift), two_windows(drift))
    assert (team.test, team.drift) == (pytest.approx(plain.test, rel=1e-9), drift)
    assert team.errors(DESIGN, 5, 3).whole == pytest.approx(math.hypot(plain.errors(DESIGN, 5, 3).test, drift**0.5))


def test_levels_scatter_in_their_own_unit():
    """Shares for a proportion."""
    one = halves(random_shares(1), proportion=True)
    found = level_spread(one, two_windows())
    expected = two_windows().level(one.sample).se * WIDER
    assert (found.scale, found.test) == ("level", pytest.approx(expected, rel=1e-12))


def test_sparse_units_have_one_error_for_test_and_size():
    """They are the same estimate there."""
    one = halves(random_shares(2, units=(12, 11), rate=0.03, rows=150), proportion=True)
    found = log_spread(one, two_windows())
    assert (found.test, found.together) == (found.size, 1.0)


def test_halves_that_cannot_be_compared_are_a_refusal():
    """One unit per group."""
    assert isinstance(log_spread(halves(random_cells(7, units=(1, 1))), two_windows()), Refusal)


def test_stated_numbers_give_the_error_that_they_say():
    """A week of 50 items that spread by 112 % of their mean, beside what weeks differ by themselves."""
    week = 1.12 / math.sqrt(50)
    errors = stated_spread(Design(4.0, 8, 5, 10, 10), week, None).errors(Design(4.0, 8, 5, 10, 10), 5, 3)
    assert errors.test == pytest.approx(WIDER * math.sqrt((week**2 + UNIT_WEEK**2) * 0.45 * 2 / 10), rel=1e-12)


def test_a_stated_level_puts_the_error_on_its_scale():
    """Five percent of one hundred percent are five points."""
    log, level = (stated_spread(DESIGN, 0.2, given) for given in (None, 0.05))
    assert (level.scale, level.test) == ("level", pytest.approx(0.05 * log.test, rel=1e-12))

"""The primary criterion through the ladder and the gates: what a promise of ten percent comes to."""

import pytest

from tests.calibration.reduced import at_least, at_most, drawn
from tests.calibration.sections.base import met
from tests.calibration.sections.novelty import NOVELTY, STOPS
from tests.calibration.trials import estimates
from tests.calibration.world import World
from tests.calibration.worlds import falls

pytestmark = pytest.mark.calibration

RUNS = 500


@pytest.mark.parametrize("size", [3, 10, 30])
def test_nothing_is_rarely_called_met(size):
    """Without any effect the target is MET in at most 2.5 % of the pilots."""
    assert met(drawn(estimates, World(size, size), RUNS)).mean() <= at_most(0.025, RUNS)


@pytest.mark.parametrize(("size", "expected"), [(10, 0.79), (30, 0.99)])
def test_twice_the_target_is_mostly_met(size, expected):
    """With 20 % less, about as many are MET as the design says."""
    assert met(drawn(estimates, falls(World(size, size), 0.2), RUNS)).mean() >= at_least(expected, RUNS)


@pytest.mark.parametrize(("size", "most"), [(10, 0.04), (30, 0.02)])
def test_a_gain_that_fades_is_rarely_called_met(size, most):
    """-20 % in the first week and a third less every week: settling in and the late half keep it out."""
    world = falls(World(size, size, fade=NOVELTY.fade), 0.2)
    assert met(drawn(estimates, world, RUNS)).mean() <= at_most(most, RUNS)


def test_without_settling_in_and_late_half_it_would_be_met():
    """The same pilots judged over all eight weeks: about one in five reaches the target."""
    assert drawn(estimates, NOVELTY, RUNS)["unprotected"].mean() >= at_least(0.17, RUNS)


def test_a_gain_that_stops_after_five_weeks_is_rarely_met():
    """Its late half is empty."""
    assert met(drawn(estimates, STOPS, RUNS)).mean() <= at_most(0.06, RUNS)

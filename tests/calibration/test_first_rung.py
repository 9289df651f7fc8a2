"""The first rung under no effect and under a known one, through the ladder: how often it errs."""

from math import log

import pytest

from tests.calibration.reduced import at_least, at_most, drawn, exact_size, limits
from tests.calibration.sections.base import better, covered, worse
from tests.calibration.trials import estimates
from tests.calibration.worlds import SHAPES, falls

pytestmark = pytest.mark.calibration

RUNS = 700
NULL = ("3 v 3", "10 v 10", "3 v 30", "heavy tails", "mix shift", "everything at once")
TWICE = ("3 v 3", "10 v 10")
EVENTS = ("5 % binary", "counts, 2 a week")


@pytest.mark.parametrize("name", NULL)
def test_false_alarms_are_as_frequent_as_the_formula_says(name):
    """Under no effect each side of the 95 % interval leaves zero out as often as the formula's own size: 2.5 %."""
    world = SHAPES[name]
    low, high = limits(exact_size(world.treated, world.control), RUNS)
    found = drawn(estimates, world, RUNS)
    assert [low <= side(found).mean() <= high for side in (better, worse)] == [True, True]


@pytest.mark.parametrize("name", EVENTS)
def test_rare_events_give_no_more_false_alarms(name):
    """Units too small for logs are judged by their events together, at 2.5 % or below."""
    found = drawn(estimates, SHAPES[name], RUNS)
    assert max(side(found).mean() for side in (better, worse)) <= at_most(0.025, RUNS)


@pytest.mark.parametrize("name", TWICE)
def test_the_intervals_cover_the_truth(name):
    """With 20 % less, test and size hold the true effect as often as their own size says, or more."""
    world = falls(SHAPES[name], 0.2)
    found = drawn(estimates, world, RUNS)
    fewest = at_least(1 - 2 * exact_size(world.treated, world.control), RUNS)
    assert min(covered(found, log(0.8), which).mean() for which in ("test", "size")) >= fewest


@pytest.mark.parametrize("shape", [(10, 10), (3, 3)])
def test_equal_arms_have_the_nominal_size(shape):
    """For equal arms the interval's own size is 2.5 % on each side."""
    assert exact_size(*shape) == pytest.approx(0.025, abs=2e-4)

"""The first rung under no effect and under a known one: how often it errs, in simulated pilots with fixed seeds.

The estimators are the ones that the command runs. Limits are binomial, 99.9 %, computed from the number of runs; the
seed is fixed in `world.py`. `python -m tests.calibration.test_first_rung` prints the figures.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
import pytest
from scipy.special import bdtr, chdtri, ndtr, stdtrit

from pilotaudit.estimates.inference import bell_mccaffrey
from pilotaudit.estimates.methods import two_windows
from tests.calibration.world import World, pilots

pytestmark = pytest.mark.calibration

RUNS = 2000
NULL = {
    "10 v 10": World(),
    "3 v 30": World(treated=3, control=30),
    "mix shift": World(shifted=0.75),
    "baseline imbalance with trend": World(imbalance=0.3, trend=-0.02),
}
EFFECT = {
    "10 v 10, 20 % less": World(effect=float(np.log(0.8))),
    "3 v 30, 20 % less": World(3, 30, effect=float(np.log(0.8))),
}


@dataclass(frozen=True, slots=True)
class Rates:
    """Shares of the runs: each is of `RUNS` pilots."""

    better: float
    worse: float
    covered: float
    size_covered: float


@cache
def rates(world: World) -> Rates:
    """Run the pilots of one world through the first rung."""
    method = two_windows()
    ends = []
    for sample in pilots(world, RUNS):
        test, size = method.compare(sample)
        ends.append((*test.interval(), *size.interval()))
    low, high, size_low, size_high = np.array(ends).T
    truth = world.effect
    return Rates(
        better=float((high < 0).mean()),
        worse=float((low > 0).mean()),
        covered=float(((low <= truth) & (truth <= high)).mean()),
        size_covered=float(((size_low <= truth) & (truth <= size_high)).mean()),
    )


def limits(share: float, runs: int = RUNS, confidence: float = 0.999) -> tuple[float, float]:
    """Shares between which `runs` trials with this chance lie with that confidence."""
    below = bdtr(np.arange(runs + 1), runs, share)
    low, high = np.searchsorted(below, [(1 - confidence) / 2, (1 + confidence) / 2])
    return low / runs, high / runs


def exact_size(treated: int, control: int, points: int = 400) -> float:
    """One-sided size of the 95 % interval for normal unit changes: P(Z > t sqrt(V)), V of two scaled chi-squares.

    It is 2.5 % for equal arms and less for very unequal ones, where Bell-McCaffrey df err on the side of caution.
    """
    df = bell_mccaffrey(treated, control)
    middle = (np.arange(points) + 0.5) / points
    spread = [chdtri(n - 1, 1 - middle) / (n - 1) / n for n in (treated, control)]
    ratio = (spread[0][:, None] + spread[1]) / (1 / treated + 1 / control)
    return float(ndtr(-stdtrit(df, 0.975) * np.sqrt(ratio)).mean())


@pytest.mark.parametrize("name", NULL)
@pytest.mark.parametrize("side", ["better", "worse"])
def test_false_alarms_are_not_above_two_and_a_half_percent(name, side):
    """Under no effect each side of the 95 % interval leaves zero out in 2.5 % of the pilots or less."""
    assert getattr(rates(NULL[name]), side) <= limits(0.025)[1]


@pytest.mark.parametrize("name", NULL)
@pytest.mark.parametrize("side", ["better", "worse"])
def test_false_alarms_are_as_frequent_as_the_formula_says(name, side):
    """They are no rarer either than the formula's own size: 2.5 %, and 1.6 % for 3 units against 30."""
    world = NULL[name]
    low, high = limits(exact_size(world.treated, world.control))
    assert low <= getattr(rates(world), side) <= high


@pytest.mark.parametrize("name", NULL)
@pytest.mark.parametrize("side", ["better", "worse"])
def test_false_alarms_lie_in_the_range_that_the_design_promises(name, side):
    """0.6 to 3.6 % in every shape with control."""
    assert 0.006 <= getattr(rates(NULL[name]), side) <= 0.036


@pytest.mark.parametrize("shape", [(10, 10), (3, 3)])
def test_equal_arms_have_the_nominal_size(shape):
    """For equal arms the interval's own size is 2.5 % on each side."""
    assert exact_size(*shape) == pytest.approx(0.025, abs=2e-4)


@pytest.mark.parametrize("world", [*NULL.values(), *EFFECT.values()], ids=[*NULL, *EFFECT])
def test_the_interval_covers_the_truth(world):
    """The test's 95 % interval holds the true effect as often as its own size says."""
    low, high = limits(1 - 2 * exact_size(world.treated, world.control))
    assert low <= rates(world).covered <= high


@pytest.mark.parametrize("world", [*NULL.values(), *EFFECT.values()], ids=[*NULL, *EFFECT])
def test_the_event_weighted_interval_covers_the_truth(world):
    """So does the interval of the size, within the range that the design promises: 93 to 98.5 %."""
    assert 0.93 <= rates(world).size_covered <= 0.985


if __name__ == "__main__":
    for title, world in {**NULL, **EFFECT}.items():
        print(f"{title:32}", rates(world))

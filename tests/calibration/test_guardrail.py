"""Stated guardrails: how often a harm as large as the margin is passed, in simulated pilots with fixed seeds."""

import numpy as np
import pytest

from pilotaudit.estimates.methods import two_windows
from tests.calibration.world import World, share_pilots

pytestmark = pytest.mark.calibration

RUNS = 1000
RATE = 0.05
WORLDS = {"10 v 10": World(), "30 v 30": World(30, 30), "mix shift": World(shifted=0.75)}


def passed(world, margin, added):
    """Share of pilots whose one-sided 95 % bound of harm lies inside the margin."""
    level = two_windows().level
    return np.mean([level(sample).quantile(0.95) <= margin for sample in share_pilots(world, RUNS, RATE, added)])


@pytest.mark.parametrize("name", WORLDS)
def test_a_harm_as_large_as_the_margin_is_passed_in_few_pilots(name):
    """The design promises at most 7 %, with and without a shift of the case mix."""
    assert passed(WORLDS[name], margin=0.01, added=0.01) <= 0.07


def test_a_margin_that_units_can_afford_is_shown_harmless():
    """Ten against ten at a rate of 5 %: 2.5 points are shown harmless in about 80 % of harmless pilots."""
    assert passed(WORLDS["10 v 10"], margin=0.025, added=0.0) == pytest.approx(0.80, abs=0.06)


if __name__ == "__main__":
    for title, world in WORLDS.items():
        print(f"{title:12}", passed(world, 0.01, 0.01), passed(world, 0.01, 0.0), passed(world, 0.025, 0.0))

"""The whole rule, from the panel to the verdict."""

from dataclasses import replace

import pytest

from tests.calibration.pilots import Promise
from tests.calibration.reduced import at_least, at_most, drawn
from tests.calibration.trials import VERDICTS, verdicts
from tests.calibration.world import World
from tests.calibration.worlds import falls

pytestmark = pytest.mark.calibration

RUNS = 150
MARGIN = 0.015
PROMISE = Promise("randomised", "-10%", "average_handling_time", (("error_rate", "no worse than 1.5pp"),))
MANY = World(30, 30)


def share(world: World, *names: str) -> float:
    """How often the verdict is one of these."""
    verdict = drawn(verdicts, world, RUNS, PROMISE)["verdict"]
    return sum((verdict == VERDICTS.index(name)).mean() for name in names)


def test_no_effect_is_hardly_ever_a_go():
    """At most 2.5 % of the pilots."""
    assert share(MANY, "GO", "CONDITIONAL GO") <= at_most(0.025, RUNS)


def test_twice_the_target_is_mostly_a_go():
    """Four in five: the gain is found nearly always, the guardrail shown harmless in about 80 %."""
    assert share(falls(MANY, 0.2), "GO") >= at_least(0.75, RUNS)


def test_a_guardrail_harmed_at_its_margin_stops_it():
    """Whatever the gain, at most 7 % are let through."""
    assert share(replace(falls(MANY, 0.2), harm=MARGIN), "GO", "CONDITIONAL GO") <= at_most(0.07, RUNS)

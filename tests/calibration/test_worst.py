"""Pilots chosen because they were bad: the improvement that comes by itself is named."""

import pytest

from tests.calibration.reduced import at_least, at_most, drawn
from tests.calibration.sections.base import better
from tests.calibration.trials import flagged
from tests.calibration.world import World

pytestmark = pytest.mark.calibration

RUNS = 200
WORST = World(worst=True)


def test_a_group_chosen_among_the_worst_is_flagged():
    """CMP107 speaks in about 94 % of the pilots that took the ten worst of twenty."""
    assert drawn(flagged, WORST, RUNS)["CMP107"].mean() >= at_least(0.92, RUNS)


def test_an_alarm_is_hardly_ever_without_a_flag():
    """An improvement that is shown where there is none comes with the condition."""
    found = drawn(flagged, WORST, RUNS)
    assert (better(found) & (found["CMP107"] == 0)).mean() <= at_most(0.01, RUNS)


def test_a_group_drawn_by_lot_is_rarely_flagged():
    """Chance puts the worse people into the pilot in about 2.5 %."""
    assert drawn(flagged, World(), RUNS)["CMP107"].mean() <= at_most(0.025, RUNS)

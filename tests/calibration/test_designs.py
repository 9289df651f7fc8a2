"""Designs without many units on both sides: no more false alarms than promised, and never a plain GO."""

import pytest

from tests.calibration.reduced import at_most, drawn
from tests.calibration.sections.base import better
from tests.calibration.sections.designs import DESIGNS
from tests.calibration.trials import estimates
from tests.calibration.worlds import falls

pytestmark = pytest.mark.calibration

RUNS = 400
PROMISED = [name for name, one in DESIGNS.items() if one.found is not None]
"""Those with a promise of power too."""


@pytest.mark.parametrize("name", PROMISED)
def test_false_alarms_keep_to_their_promise(name):
    """2.5 % for one unit per arm, 4.5 % without control, 3 % for one team per arm."""
    one = DESIGNS[name]
    found = better(drawn(estimates, one.world, RUNS, one.promise))
    assert found.mean() <= at_most(one.alarms.high, RUNS)


@pytest.mark.parametrize("name", PROMISED)
def test_none_of_them_can_be_a_plain_go(name):
    """Their strongest verdict is CONDITIONAL GO, whatever the effect."""
    one = DESIGNS[name]
    assert drawn(estimates, falls(one.world, 0.2), 50, one.promise)["plain"].max() == 0

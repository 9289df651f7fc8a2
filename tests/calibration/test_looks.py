"""Weekly registered looks: together they are significant no more often than one."""

import pytest

from tests.calibration.reduced import at_least, at_most, drawn
from tests.calibration.sections.looks import SCHEDULES
from tests.calibration.trials import looked
from tests.calibration.worlds import falls

pytestmark = pytest.mark.calibration

RUNS = 300
FIVE = SCHEDULES["10 v 10, 4 + 8 weeks, 5 looks"]


def test_looking_every_week_gives_no_more_false_alarms():
    """Any of five looks is significant at its level in at most 2.5 % of pilots without an effect."""
    found = drawn(looked, FIVE.world, RUNS, FIVE.promise)
    assert found["ever"].mean() <= at_most(0.025, RUNS)


def test_rows_looked_at_every_week_alarm_often():
    """Welch's test on rows calls a third of the same pilots an improvement at one look or another."""
    assert drawn(looked, FIVE.world, RUNS, FIVE.promise)["rows"].mean() >= at_least(0.3, RUNS)


def test_looks_cost_little_power():
    """What a single look finds, five looks find too, but for a twentieth."""
    found = drawn(looked, falls(FIVE.world, 0.2), RUNS, FIVE.promise)
    assert found["ever"].sum() >= 0.95 * at_least(found["single"].mean(), RUNS) * RUNS

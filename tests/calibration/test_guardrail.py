"""Stated guardrails: how often a harm as large as the margin is passed, and a harmless pilot shown harmless."""

import pytest

from tests.calibration.pilots import Promise
from tests.calibration.reduced import at_least, at_most, drawn
from tests.calibration.sections.guardrails import GROUPS
from tests.calibration.trials import guardrails
from tests.calibration.worlds import harmed

pytestmark = pytest.mark.calibration

RUNS = 600


def passed(group: str, margin: float, harm: float) -> float:
    """Share of pilots whose guardrail is MET."""
    promise = Promise(guardrails=(("error_rate", f"no worse than {100 * margin:g}pp"),))
    return drawn(guardrails, harmed(GROUPS[group], harm), RUNS, promise)["passed"].mean()


@pytest.mark.parametrize("group", ["10 v 10", "30 v 30", "10 v 10, mix shift"])
def test_a_harm_as_large_as_the_margin_is_passed_in_few_pilots(group):
    """At most 7 %, with and without a shift of the case mix."""
    assert passed(group, 0.01, 0.01) <= at_most(0.07, RUNS)


def test_a_margin_that_units_can_afford_is_shown_harmless():
    """Ten against ten at a rate of 5 %: 2.5 points are shown harmless in about 80 % of harmless pilots."""
    assert passed("10 v 10", 0.025, 0.0) >= at_least(0.80, RUNS)


def test_a_narrow_margin_is_not_affordable():
    """One point is shown harmless in about 27 % of harmless pilots: the rest is UNDERPOWERED, not passed."""
    assert passed("10 v 10", 0.01, 0.0) <= at_most(0.30, RUNS)

"""STA130: whether a change as large as the target would be seen."""

import pytest

from pilotaudit.estimates.plan_model import Remedy, Unplanned
from pilotaudit.findings import sta130_what_the_window_carries as check
from tests.builders import asks, case
from tests.findings.plans import RULES, primary, subject


def found(plan):
    """What the check says about a primary planned like this."""
    return list(check.check(subject(plan)))


@pytest.mark.parametrize(
    ("remedy", "words"),
    [
        (Remedy(11, 31, 31), "31 agents in each group, or a pilot of 11 weeks, would be enough."),
        (
            Remedy(None, 3, 4),
            "3 and 4 agents in pilot and control would be enough; a longer pilot, of up to 12 weeks, would not.",
        ),
        (Remedy(11, None, None), "A pilot of 11 weeks would be enough."),
        (Remedy(None, None, None), "Neither a pilot of up to 12 weeks nor 20 times the agents would be enough."),
    ],
)  # fmt: skip
def test_a_window_that_cannot_carry_its_target_is_warned_of(remedy, words):
    """With what it could show, and what would be enough."""
    (one,) = found(primary(remedy=remedy))
    assert (one.code, one.severity) == ("STA130", "warn")
    assert one.message == (
        "Average handling time: a true change of -10.0% is told from chance in about 31% of such pilots, in 80% only "
        f"-18.8% is. {words}"
    )


def test_a_window_that_carries_its_target_is_noted():
    """With the change that reaches it in most pilots."""
    (one,) = found(primary(told=0.93))
    assert (one.severity, one.message) == (
        "note",
        "Average handling time: a true change of -10.0% is told from chance in about 93% of such pilots; a true "
        "-20.1% reaches the target in 80%.",
    )


def test_what_cannot_be_planned_has_no_finding():
    """The plan itself says why."""
    assert found(Unplanned(asks(RULES), "there is no control")) == []


def test_an_evaluation_has_no_plan():
    """Its confidence is not lowered by what was likely beforehand."""
    assert list(check.check(case())) == []

"""STA131: how often a harmless pilot is shown harmless."""

import pytest

from pilotaudit.charter.model import Guard
from pilotaudit.estimates.plan_model import Remedy, Unplanned
from pilotaudit.findings import sta131_chance_of_harmless as check
from pilotaudit.phrases import parse_limit
from tests.builders import asks, case, charter
from tests.findings.plans import RULES, guardrail, primary, subject


def found(*plans):
    """What the check says about guardrails planned like this."""
    return list(check.check(subject(primary(), *plans)))


def test_a_limit_that_the_data_cannot_show_is_warned_of():
    """With the one that they could."""
    (one,) = found(guardrail(remedy=Remedy(None, 24, 24)))
    assert (one.code, one.severity, one.metric) == ("STA131", "warn", "error_rate")
    assert one.message == (
        "Error rate, no worse than 1pp: a harmless pilot is shown harmless in about 27% of cases; 2.5pp would be 80%. "
        "24 agents in each group would be enough; a longer pilot, of up to 12 weeks, would not."
    )


def test_a_limit_that_they_can_show_is_noted():
    """Its chance is always said."""
    (one,) = found(guardrail(0.995))
    assert (one.severity, one.message) == (
        "note",
        "Error rate, no worse than 1pp: a harmless pilot is shown harmless in over 99% of cases.",
    )


@pytest.mark.parametrize(
    ("limit", "changes", "words"),
    [
        ("no worse than 5%", {"scale": "log", "affordable": 0.0731}, "7.4% would be 80%"),
        ("at most 6%", {"affordable": 0.0243}, "at most 7.5% would be 80%"),
        ("no worse than 1pp", {"affordable": 0.000421}, "0.043pp would be 80%"),
    ],
)
def test_the_limit_that_would_do_is_worded_like_the_one_that_is_stated(limit, changes, words):
    """Rounded up: a limit just under it would not do."""
    one = guardrail(remedy=Remedy(9, 12, 12), **changes)
    asked = asks(charter(), "error_rate", "guardrail")
    stated = type(asked)(asked.metric, "guardrail", guard=Guard(limit=parse_limit(limit)), path=asked.path)
    (line,) = found(type(one)(**{**_fields(one), "asked": stated}))
    assert words in line.message


def _fields(plan):
    return {name: getattr(plan, name) for name in plan.__dataclass_fields__}


def test_each_guardrail_has_its_own():
    """Those that cannot be planned have none."""
    other = Unplanned(asks(RULES, "error_rate", "guardrail"), "nothing is stated about it")
    assert len(found(guardrail(), other, guardrail(0.9))) == 2


def test_an_evaluation_has_no_plan():
    """Nor has a charter whose data are not there yet."""
    assert list(check.check(case(panel=None))) == []

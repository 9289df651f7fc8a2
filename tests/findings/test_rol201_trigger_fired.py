"""ROL201: a rollback trigger that fired."""

from pilotaudit.findings import rol201_trigger_fired as subject
from tests.builders import case, charter, guardrail


def found(case):
    """What the check says about a case."""
    return list(subject.check(case))


RULES = charter(rollback={"error_rate": "above 5%", "how": "Switch drafts off"})


def test_a_fired_trigger_says_level_limit_and_remedy():
    """6.1 % where 5 % was the limit."""
    (one,) = found(case(RULES, guardrail(baseline=0.06)))
    assert (one.effect, one.metric) == ("no-go", "error_rate")
    assert one.message == "Error rate stands at 6.1% over the pilot (limit: above 5%). Switch drafts off"


def test_a_quiet_trigger_is_quiet():
    """3.2 %."""
    assert found(case(RULES, guardrail())) == []


def test_a_charter_alone_fires_nothing():
    """`check` reads no data."""
    assert found(case(RULES, panel=None)) == []

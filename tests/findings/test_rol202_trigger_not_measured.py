"""ROL202: a rollback trigger that could not be measured."""

from pilotaudit.findings import rol202_trigger_not_measured as subject
from tests.builders import case, charter, guardrail, use


def found(case):
    """What the check says about a case."""
    return list(subject.check(case))


def test_a_trigger_without_data_is_named():
    """No error column, no money."""
    rules = charter(rollback={"error_rate": "above 5%", "spend": "above expected savings"})
    assert [one.metric for one in found(case(rules))] == ["error_rate", "spend"]


def test_weekly_use_is_a_trigger_too():
    """Why it is missing is said."""
    (one,) = found(case(charter(rollback={"weekly_active": "below 30%"}), adoption=use(None)))
    assert (one.severity, "no usage table" in one.message) == ("warn", True)


def test_a_measured_trigger_is_quiet():
    """It stands at 3.2 %."""
    assert found(case(charter(rollback={"error_rate": "above 5%"}), guardrail())) == []

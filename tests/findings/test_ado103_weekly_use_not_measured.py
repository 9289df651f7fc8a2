"""ADO103: weekly use that cannot be measured."""

from pilotaudit.findings import ado103_weekly_use_not_measured as subject
from tests.builders import case, charter, use


def found(case):
    """What the check says about a case."""
    return list(subject.check(case))


def test_why_it_cannot_is_said():
    """In adoption's words."""
    (one,) = found(case(adoption=use(None)))
    assert (one.severity, "no usage table" in one.message) == ("note", True)


def test_measured_use_is_quiet():
    """71 %."""
    assert found(case()) == []


def test_use_that_is_not_required_is_quiet():
    """It was dropped with a reason."""
    rules = charter(adoption={"weekly_active": {"not required": "not logged"}})
    assert found(case(rules, adoption=use(None))) == []

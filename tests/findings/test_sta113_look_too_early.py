"""STA113: a look that can give no GO."""

from pilotaudit.findings import sta113_look_too_early as subject
from tests.findings.judging import found


def test_a_look_before_two_settled_weeks_is_noted():
    """Weeks 4 and 5 of the pilot are the first two that are judged."""
    notes = found(subject, {"window.looks": ["2026-03-01", "2026-03-07", "2026-03-08"]})
    assert [(one.severity, one.message[9:19]) for one in notes] == [("note", "2026-03-01"), ("note", "2026-03-07")]


def test_a_pilot_without_looks_is_quiet():
    """Nothing to count."""
    assert found(subject) == []

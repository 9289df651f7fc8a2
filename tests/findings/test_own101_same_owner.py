"""Two duties, two persons."""

from __future__ import annotations

from pilotaudit.findings import own101_same_owner as check
from tests.findings.judging import found


def test_one_person_in_both_roles_is_a_note():
    """Spaces and capitals make no second person."""
    [finding] = found(check, {"owners": {"business": "Head of Desk", "technical": "head of  desk"}})
    assert (finding.code, finding.severity, finding.line) == ("OWN101", "note", 2)


def test_two_persons_are_fine():
    """As in the minimal charter."""
    assert found(check) == []

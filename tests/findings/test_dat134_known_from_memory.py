"""DAT134: what was used and is known from memory only."""

from pilotaudit.findings import dat134_known_from_memory as subject
from pilotaudit.panel.model import Export
from tests.builders import case, charter, panel, primary


def found(export):
    """What the check says."""
    return list(subject.check(case(charter(), primary(), panel=panel(export=export))))


def test_what_is_unconfirmed_is_a_note():
    """With the column that it is about."""
    (one,) = found(Export("jira", "Jira issues", unconfirmed=('"Time Spent": that it is in seconds',)))
    assert (one.severity, one.message) == (
        "note",
        'of Jira issues it is known from memory only: "Time Spent": that it is in seconds. Check it, and say it in the '
        "charter.",
    )


def test_confirmed_facts_are_no_finding():
    """Nor is an export that nobody knows."""
    assert found(Export("jira", "Jira issues")) == found(None) == []

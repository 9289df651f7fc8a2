"""DAT132: the export is written otherwise than its system writes."""

from pilotaudit.findings import dat132_export_unlike_its_system as subject
from pilotaudit.panel.model import Export
from tests.builders import case, charter, panel, primary


def found(export):
    """What the check says."""
    return list(subject.check(case(charter(), primary(), panel=panel(export=export))))


def test_all_differences_are_said_in_one_note():
    """They have one cause."""
    (one,) = found(Export("gitlab-issues", "GitLab issues", differences=("a is b, not c", "d is e, not f")))
    assert (one.severity, one.message) == (
        "note",
        "unlike an export of GitLab issues: a is b, not c; d is e, not f. It was read as it is written. Ask whether it "
        "was saved again.",
    )


def test_an_export_as_it_is_known_is_no_finding():
    """Nor is one that nobody knows."""
    assert found(Export("gitlab-issues", "GitLab issues")) == found(None) == []

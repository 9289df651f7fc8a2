"""DAT131: the named preset is that of another system."""

from pilotaudit.findings import dat131_preset_does_not_fit as subject
from pilotaudit.panel.model import Export
from tests.builders import case, charter, panel, primary


def found(export):
    """What the check says."""
    return list(subject.check(case(charter(), primary(), panel=panel(export=export))))


def test_headers_of_another_system_are_named():
    """With the preset that they look like."""
    (one,) = found(Export("jira", "Jira issues", detected=False, fits=False, looks_like="zendesk"))
    assert one.message.startswith(
        'the headers are not those of Jira issues; they look like those of the preset "zendesk". Name the right preset'
    )


def test_headers_of_nobody_are_only_said_not_to_fit():
    """They may have been translated."""
    (one,) = found(Export("jira", "Jira issues", detected=False, fits=False))
    assert one.message == "the headers are not those of Jira issues. Name the right preset, or leave it out."


def test_a_preset_that_fits_is_no_finding():
    """Nor is none."""
    assert found(Export("jira", "Jira issues")) == found(None) == []

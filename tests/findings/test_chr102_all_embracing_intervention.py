"""The AI does one thing."""

from __future__ import annotations

import pytest

from pilotaudit.findings import chr102_all_embracing_intervention as check
from tests.findings.judging import found, kinds


@pytest.mark.parametrize(
    "does",
    ["AI assists agents with everything", "Helps with any task", "Supports all processes", "Runs the desk end to end"],
)
def test_all_embracing_words_are_a_warning(does):
    """A result could be traced to nothing."""
    assert kinds(found(check, {"intervention": does})) == [("CHR102", "warn")]


def test_four_activities_in_one_sentence_are_a_warning():
    """The number is said."""
    [finding] = found(check, {"intervention": "Summarises, classifies, routes and drafts tickets"})
    assert "4 things at once" in finding.message


@pytest.mark.parametrize(
    "does",
    [
        "Drafts a reply; the agent edits and sends it",
        "Recommends rightsizing, idle shutdown and schedules; engineers decide",
    ],
)
def test_one_thing_and_what_people_do_is_fine(does):
    """What people do after the semicolon is not the AI's."""
    assert found(check, {"intervention": does}) == []

"""What every format says about the data."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pilotaudit.assessment.model import CoverageOut, GroupCoverOut, MissingOut, RepeatsOut
from pilotaudit.outputs import OUTPUTS
from pilotaudit.outputs.quality import note_texts, quality_facts
from tests.outputs.fixtures import go

COVERED = CoverageOut(
    window="baseline",
    first="2026-01-05",
    last="2026-02-01",
    weeks=4,
    groups=(
        GroupCoverOut(group="treatment", rows=2113, weeks=4),
        GroupCoverOut(group="control", rows=1, weeks=1),
    ),
)


def told(**data):
    """An assessment with these facts about its data."""
    one = go()
    return replace(one, provenance=replace(one.provenance, data=replace(one.provenance.data, **data)))


def said(label, **data):
    """What is said under one label."""
    return [text for name, text in quality_facts(told(**data)) if name == label]


def test_coverage_is_told_by_window_and_group():
    """Rows, and the weeks that have any."""
    assert said("Coverage", coverage=(COVERED,)) == [
        "baseline, 2026-01-05 to 2026-02-01: pilot group 2,113 rows in 4 of 4 weeks, control 1 row in 1 of 4 weeks"
    ]


def test_blanks_are_told_by_metric_and_group():
    """Only where there are any; a group without rows has no share."""
    csat = MissingOut(metric="csat", label="Customer satisfaction", control=0.594, treatment=0.598)
    alone = MissingOut(metric="error_rate", label="Error rate", control=None, treatment=0.01)
    full = MissingOut(metric="reopen_rate", label="Re-open rate", control=0.0, treatment=0.0)
    assert said("Missing", missing=(csat, alone, full)) == [
        "Customer satisfaction in 59.8% of the pilot group's rows and 59.4% of control's; "
        "Error rate in 1.0% of the pilot group's rows"
    ]


def test_no_blank_is_said_too():
    """Silence would leave it open."""
    assert said("Missing", missing=()) == ["no metric has a blank value in a row that was used"]


@pytest.mark.parametrize(
    ("repeats", "text"),
    [
        (RepeatsOut(looked_for=True, same=0, same_id=0), "no row repeats another"),
        (RepeatsOut(looked_for=True, same=3, same_id=1), "3 rows like another, rejected; 1 row with the id of another, "
         "used"),
        (RepeatsOut(looked_for=False, same=0, same_id=0, why_not="no id"), "not looked for: no id"),
    ],
)  # fmt: skip
def test_repeats_are_told(repeats, text):
    """Also that nobody has looked."""
    assert said("Repeats", repeats=repeats) == [text]


def test_notes_are_told_once_and_eight_at_most():
    """What is left is counted."""
    notes = tuple(f"Note {number}." for number in range(11))
    assert note_texts(told(notes=notes)) == (*notes[:8], "3 more notes")


def test_without_rows_nothing_is_said():
    """The plan of a pilot may have none."""
    assert list(quality_facts(told(rows_read=0))) == []


@pytest.mark.parametrize("name", OUTPUTS)
def test_every_format_tells_the_rows(name):
    """Each in its own way."""
    text = OUTPUTS[name]([told(coverage=(COVERED,), rows_read=8412, rows_used=8312)])
    assert ("8,412" in text) or ("8412" in text)
    assert ("2026-01-05 to 2026-02-01: pilot group 2,113" in text) or name in ("json", "csv")

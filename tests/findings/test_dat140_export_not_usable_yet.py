"""DAT140: an export that is there and cannot be used."""

from dataclasses import replace

import pytest

from pilotaudit.errors import Problem
from pilotaudit.findings import dat140_export_not_usable_yet as check
from tests.builders import case
from tests.findings.plans import primary, subject


@pytest.mark.parametrize(
    ("code", "expected"), [("DAT004", ("block", "hold")), ("DAT003", ("block", "hold")), ("DAT008", ("warn", None))]
)
def test_what_a_later_export_cannot_end_stands_in_the_way(code, expected):
    """Who is in the pilot may still be said."""
    (one,) = check.check(replace(case(panel=None), unread=(Problem("tickets.csv", 6, 1, code, "no table."),)))
    assert (one.severity, one.effect) == expected
    assert one.message == "tickets.csv is there and cannot be used as it is: no table."


def test_a_problem_of_the_charter_keeps_its_place():
    """A problem of the file stands where the file is named."""
    blank = case(panel=None)
    (one,) = check.check(replace(blank, unread=(Problem(blank.file, 17, 3, "DAT004", "no column."),)))
    assert (one.file, one.line, one.column) == (blank.file, 17, 3)


def test_a_plan_from_halves_names_the_missing_group_column():
    """It may be a misspelling."""
    asked = subject(primary())
    (one,) = check.check(replace(asked, plan=replace(asked.plan, split="halves")))
    assert (one.code, one.severity) == ("DAT140", "warn")
    assert one.message.startswith("the export does not say who is in the pilot, as it has no ")


def test_an_export_that_can_be_used_is_no_doubt():
    """Nor is one that is not there."""
    assert list(check.check(subject(primary()))) + list(check.check(case(panel=None))) == []

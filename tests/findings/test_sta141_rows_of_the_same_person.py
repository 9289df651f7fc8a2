"""STA141: rows that are said to be units name the same people again."""

import pytest

from pilotaudit.findings import sta141_rows_of_the_same_person as subject
from pilotaudit.panel.model import Repeats
from tests.builders import case, charter, panel, primary


def found(repeats):
    """What the check says."""
    return list(subject.check(case(charter(), primary(), panel=panel(repeats=repeats))))


def test_names_that_come_again_make_the_verdict_conditional():
    """With the column to name."""
    (one,) = found(Repeats("agent", 8312, 24))
    assert (one.effect, one.message) == (
        "conditional",
        'unit: row says that rows do not resemble each other, and 8,312 used rows name 24 in "agent". Name the unit: '
        "groups.unit: agent.",
    )


@pytest.mark.parametrize(
    "repeats", [None, Repeats("user", 1000, 1000), Repeats("user", 1000, 950), Repeats("user", 0, 0)]
)
def test_a_row_per_person_is_what_it_says(repeats):
    """Or nobody is named, or only one in twenty comes again."""
    assert found(repeats) == []


def test_a_charter_alone_names_nobody():
    """There are no rows to look at."""
    assert list(subject.check(case(charter(), panel=None))) == []

"""A date that has passed without a decision."""

from __future__ import annotations

from datetime import date

import pytest

from pilotaudit.findings import win105_decision_overdue as check
from tests.findings.judging import found, kinds


@pytest.mark.parametrize(("day", "expected"), [(5, []), (6, [("WIN105", "note")])])
def test_the_day_itself_is_in_time(day, expected):
    """The decision is due on 5 April."""
    assert kinds(found(check, as_of=date(2026, 4, day))) == expected


def test_the_days_are_said():
    """At its place in the charter."""
    [finding] = found(check, as_of=date(2026, 4, 12))
    assert ("7 days ago" in finding.message, finding.line) == (True, 5)

"""Four to twelve weeks."""

from __future__ import annotations

import pytest

from pilotaudit.findings import win102_pilot_too_long as check
from tests.findings.judging import found, kinds


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ("2026-04-26", []),
        ("2026-04-27", [("WIN102", "note")]),
        ("2026-05-02", [("WIN102", "note")]),
        ("2026-05-03", [("WIN102", "conditional")]),
        ("2026-06-01", [("WIN102", "conditional")]),
    ],
)
def test_84_days_are_fine_90_a_note_more_a_condition(last, expected):
    """Both ends included: 2 February to 26 April are 84 days."""
    assert kinds(found(check, {"window.pilot": f"2026-02-02 to {last}"})) == expected


def test_the_days_are_said():
    """So that nobody has to count."""
    [finding] = found(check, {"window.pilot": "2026-02-02 to 2026-06-01"})
    assert "120 days" in finding.message


def test_an_undated_pilot_has_no_length():
    """Nothing can be said."""
    assert found(check, {"window.pilot": {"undated": "no dates"}}) == []

"""At least four weeks."""

from __future__ import annotations

import pytest

from pilotaudit.findings import win103_pilot_short as check
from tests.findings.judging import found, kinds


@pytest.mark.parametrize(("last", "expected"), [("2026-02-28", [("WIN103", "warn")]), ("2026-03-01", [])])
def test_27_days_are_short_and_28_are_not(last, expected):
    """Both ends included."""
    assert kinds(found(check, {"window.pilot": f"2026-02-02 to {last}"})) == expected


def test_an_undated_pilot_has_no_length():
    """Nothing can be said."""
    assert found(check, {"window.pilot": {"undated": "no dates"}}) == []

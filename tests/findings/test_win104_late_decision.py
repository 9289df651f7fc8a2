"""A decision within 90 days."""

from __future__ import annotations

import pytest

from pilotaudit.findings import win104_late_decision as check
from tests.findings.judging import found, kinds


@pytest.mark.parametrize(("decide_by", "expected"), [("2026-05-03", []), ("2026-05-04", [("WIN104", "warn")])])
def test_day_90_is_in_time_and_day_91_is_late(decide_by, expected):
    """Counted from the first pilot day, 2 February."""
    assert kinds(found(check, {"window.decide_by": decide_by})) == expected


def test_an_undated_pilot_has_no_first_day():
    """Nothing can be counted."""
    assert found(check, {"window.pilot": {"undated": "no dates"}, "window.decide_by": "2030-01-01"}) == []

"""Criteria come before results."""

from __future__ import annotations

import pytest

from pilotaudit.findings import win101_approved_too_late as check
from tests.findings.judging import found


@pytest.mark.parametrize("approved", ["2026-02-02", "2026-03-01"])
def test_on_or_after_the_first_day_nothing_can_be_decided(approved):
    """The same day is too late."""
    [finding] = found(check, {"approved": approved})
    assert (finding.code, finding.effect, finding.line) == ("WIN101", "hold", 1)
    assert approved in finding.message


def test_the_day_before_is_early_enough():
    """By a day."""
    assert found(check, {"approved": "2026-02-01"}) == []


def test_an_undated_pilot_cannot_be_checked():
    """There is no first day."""
    assert found(check, {"window.pilot": {"undated": "no dates"}, "approved": "2030-01-01"}) == []

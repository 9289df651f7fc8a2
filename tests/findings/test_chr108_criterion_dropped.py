"""Criteria that were dropped with a reason."""

from __future__ import annotations

import pytest

from pilotaudit.findings import chr108_criterion_dropped as check
from tests.findings.judging import found

DROPPED = {"not required": "usage is not logged per person"}


@pytest.mark.parametrize("path", ["adoption", "adoption.weekly_active", "guardrails.error_rate"])
def test_each_is_a_condition_with_its_reason(path):
    """The reader judges the reason."""
    [finding] = found(check, {path: DROPPED})
    assert (finding.code, finding.effect) == ("CHR108", "conditional")
    assert "usage is not logged per person" in finding.message


def test_what_is_silent_is_not_dropped():
    """The default is then applied."""
    assert found(check) == []

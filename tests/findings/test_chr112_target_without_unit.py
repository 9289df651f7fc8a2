"""Targets that may lack their percent sign."""

from __future__ import annotations

import pytest

from pilotaudit.findings import chr112_target_without_unit as check
from tests.findings.judging import found


def test_a_bare_number_of_minutes_is_named_with_how_it_is_read():
    """Whoever forgot a percent sign sees it."""
    [finding] = found(check, {"primary": {"average_handling_time": "-10"}})
    assert (finding.code, finding.severity, finding.line > 0) == ("CHR112", "warn", True)
    assert finding.message == (
        "the target -10 of average_handling_time is read as -10 min; write -10 min, or -10% for a share"
    )


def test_secondary_targets_are_looked_at_too():
    """They are promised as well."""
    [finding] = found(check, {"secondary": {"resolution_time": "-4"}})
    assert "-4 of resolution_time" in finding.message


@pytest.mark.parametrize(
    "primary",
    [
        {"average_handling_time": "-10%"},
        {"average_handling_time": "-2 min"},
        {"average_handling_time": "at most 16 min"},
        {"customer_satisfaction": "+0.2"},
        {"error_rate": "-2pp"},
    ],
)
def test_a_target_with_a_unit_or_of_a_score_is_not(primary):
    """Nothing to mistake."""
    assert found(check, {"primary": primary}) == []

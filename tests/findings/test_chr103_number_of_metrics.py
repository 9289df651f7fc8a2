"""Three to five metrics."""

from __future__ import annotations

import pytest

from pilotaudit.findings import chr103_number_of_metrics as check
from tests.findings.judging import found

OTHERS = [
    "first_contact_resolution",
    "ticket_deflection_rate",
    "resolution_accuracy",
    "compliance_rate",
    "completion_rate",
]


@pytest.mark.parametrize(("others", "count"), [(0, "2 metrics"), (4, "6 metrics")])
def test_outside_three_to_five_is_a_note_with_the_count(others, count):
    """A primary, one guardrail, and the others."""
    [finding] = found(check, {"secondary": dict.fromkeys(OTHERS[:others], "+3pp")})
    assert (finding.code, finding.severity) == ("CHR103", "note")
    assert finding.message.startswith(count)


@pytest.mark.parametrize("others", [1, 2, 3])
def test_three_to_five_are_fine(others):
    """Both ends belong to the range."""
    assert found(check, {"secondary": dict.fromkeys(OTHERS[:others], "+3pp")}) == []


def test_one_metric_alone_is_counted_as_one():
    """A guardrail that is not required is none."""
    [finding] = found(check, {"guardrails.error_rate": {"not required": "no data"}})
    assert finding.message.startswith("1 metric ")

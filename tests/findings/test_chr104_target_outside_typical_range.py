"""Targets against what is usual."""

from __future__ import annotations

import pytest

from pilotaudit.findings import chr104_target_outside_typical_range as check
from tests.findings.judging import found, kinds


@pytest.mark.parametrize(
    ("target", "severity", "words"), [("-40%", "warn", "above"), ("-15.5%", "warn", "above"), ("-4%", "note", "below")]
)
def test_outside_the_range_is_said_with_the_range(target, severity, words):
    """Handling time usually falls by 5% to 15%."""
    [finding] = found(check, {"primary.average_handling_time": target})
    assert (finding.code, finding.severity) == ("CHR104", severity)
    assert f"is {words} the usual improvement of 5% to 15%" in finding.message


@pytest.mark.parametrize("target", ["-5%", "-10%", "-15%", "-2 min", "at most 10 min"])
def test_the_ends_belong_to_the_range_and_other_forms_are_not_compared(target):
    """A level says nothing without the baseline."""
    assert found(check, {"primary.average_handling_time": target}) == []


def test_a_metric_without_a_range_is_not_compared():
    """Most have none."""
    assert found(check, {"primary": {"resolution_accuracy": "+90%"}}) == []


def test_secondary_metrics_are_compared_too():
    """They are promises as well."""
    assert kinds(found(check, {"secondary": {"deployment_lead_time": "-60%"}})) == [("CHR104", "warn")]

"""Guardrails that ask for less than the usual proof."""

from __future__ import annotations

import pytest

from pilotaudit.findings import chr107_weaker_guardrail as check
from tests.findings.judging import found


def test_not_contradicted_is_a_condition():
    """Most pilots are too small to contradict anything."""
    weak = {"limit": "no worse than 2pp", "evidence": "not contradicted"}
    [finding] = found(check, {"guardrails.error_rate": weak})
    assert (finding.effect, finding.metric) == ("conditional", "error_rate")


def test_less_confidence_is_a_warning():
    """The confidence is said."""
    [finding] = found(check, {"guardrails.error_rate": {"limit": "no worse than 2pp", "confidence": "80%"}})
    assert (finding.severity, "80% confidence" in finding.message) == ("warn", True)


@pytest.mark.parametrize(
    "guard", ["no worse than 2pp", {"limit": "no worse than 2pp", "confidence": "95%"}, {"not required": "x"}]
)
def test_the_usual_standard_is_no_finding(guard):
    """Nor is a guardrail that was dropped: that is another matter."""
    assert found(check, {"guardrails.error_rate": guard}) == []

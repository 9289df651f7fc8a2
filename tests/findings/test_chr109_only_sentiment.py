"""Opinions decide nothing alone."""

from __future__ import annotations

import pytest

from pilotaudit.findings import chr109_only_sentiment as check
from tests.findings.judging import found, kinds

FELT = {"kind": "mean", "column": "survey", "better": "higher", "evidence": "self-reported"}


@pytest.mark.parametrize("primary", ["employee_sentiment", "customer_satisfaction", "felt_speed"])
def test_only_opinions_are_never_a_go(primary):
    """Enthusiasm proves no outcome."""
    changes = {"metrics.felt_speed": FELT, "primary": {primary: "+10%"}, "guardrails": None}
    assert kinds(found(check, changes)) == [("CHR109", "no-go")]


def test_several_opinions_are_still_opinions():
    """Their number changes nothing."""
    changes = {"primary": {"employee_sentiment": "+10%"}, "guardrails": {"customer_satisfaction": "no worse than 0.2"}}
    [finding] = found(check, changes)
    assert "employee_sentiment and customer_satisfaction" in finding.message


def test_one_measured_metric_is_enough():
    """It need not be the primary."""
    assert found(check, {"primary": {"employee_sentiment": "+10%"}}) == []

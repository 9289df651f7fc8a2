"""Something must not get worse."""

from __future__ import annotations

from pilotaudit.findings import chr106_no_guardrail as check
from tests.findings.judging import found, kinds


def test_no_guardrail_is_a_condition_and_names_what_is_watched():
    """Watching is not proof."""
    [finding] = found(check, {"guardrails": None})
    assert (finding.code, finding.effect) == ("CHR106", "conditional")
    assert "error_rate, escalation_rate, reopen_rate and customer_satisfaction are watched instead" in finding.message


def test_a_metric_of_ones_own_has_nothing_watched():
    """The catalogue does not know its price."""
    own = {"metrics.drafts": {"kind": "mean", "better": "lower"}, "primary": {"drafts": "-10%"}, "guardrails": None}
    [finding] = found(check, own)
    assert "nothing is watched" in finding.message


def test_a_guardrail_that_is_not_required_is_none():
    """A reason is no limit."""
    assert kinds(found(check, {"guardrails.error_rate": {"not required": "no data"}})) == [("CHR106", "conditional")]


def test_a_stated_guardrail_is_enough():
    """The minimal charter has one."""
    assert found(check) == []

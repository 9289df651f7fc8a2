"""A problem is an operation, an amount, and what must not get worse."""

from __future__ import annotations

import pytest

from pilotaudit.findings import chr101_vague_problem as check
from tests.findings.judging import found, kinds


@pytest.mark.parametrize("problem", ["Improve efficiency", "Try AI in support", "Use AI to be more productive"])
def test_a_goal_without_an_amount_is_a_condition(problem):
    """Any result would fit it."""
    assert kinds(found(check, {"problem": problem})) == [("CHR101", "conditional")]


@pytest.mark.parametrize(
    "problem", ["Cut handling time by 10% with no rise in errors", "Halve lead time, failures unchanged"]
)
def test_an_amount_and_its_price_are_specific(problem):
    """Digits or words."""
    assert found(check, {"problem": problem, "guardrails": None}) == []


def test_a_price_may_stand_in_the_guardrails():
    """The minimal charter has one."""
    assert found(check, {"problem": "Cut handling time by 10%"}) == []


def test_no_price_anywhere_is_a_warning():
    """Faster is easy when quality may fall."""
    assert kinds(found(check, {"problem": "Cut handling time by 10%", "guardrails": None})) == [("CHR101", "warn")]

"""Something stops the pilot at once."""

from __future__ import annotations

import pytest

from pilotaudit.findings import rol101_no_trigger as check
from tests.findings.judging import found, kinds


@pytest.mark.parametrize(
    ("stage", "expected"),
    [
        ("discovery", []),
        ("controlled pilot", [("ROL101", "warn")]),
        ("partial rollout", [("ROL101", "conditional")]),
    ],
)
def test_no_trigger_matters_more_the_further_it_goes(stage, expected):
    """Advisable in the pilot, required beyond it."""
    assert kinds(found(check, {"stage": stage})) == expected


def test_words_alone_are_no_trigger():
    """`how` says how, not when."""
    assert kinds(found(check, {"rollback": {"how": "Switch it off"}})) == [("ROL101", "warn")]


def test_a_trigger_is_no_finding():
    """Any one of them."""
    assert found(check, {"rollback": {"weekly_active": "below 30%"}, "stage": "partial rollout"}) == []

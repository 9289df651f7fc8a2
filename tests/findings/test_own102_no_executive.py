"""Who answers for adoption."""

from __future__ import annotations

import pytest

from pilotaudit.findings import own102_no_executive as check
from tests.findings.judging import found, kinds


@pytest.mark.parametrize(
    ("stage", "expected"),
    [
        ("discovery", []),
        ("controlled pilot", [("OWN102", "warn")]),
        ("partial rollout", [("OWN102", "conditional")]),
        ("full production", [("OWN102", "conditional")]),
    ],
)
def test_nobody_matters_more_the_further_it_goes(stage, expected):
    """Advisable in the pilot, required beyond it."""
    assert kinds(found(check, {"stage": stage})) == expected


def test_a_sponsor_is_no_finding():
    """A role is enough."""
    assert found(check, {"owners.executive": "COO", "stage": "partial rollout"}) == []

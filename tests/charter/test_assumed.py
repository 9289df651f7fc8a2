"""Every default that a charter's silence brings in is said."""

from __future__ import annotations

import pytest

from pilotaudit.charter.assumed import assumed_in
from tests.charter.writing import COMPLETE, charter_of


def _assumed(changes=None, **kinds):
    return {one.key: one.value for one in assumed_in(charter_of(changes, **kinds))}


def test_the_minimal_charter_assumes_what_it_does_not_say():
    """Stage, settling in, looks, proof, watched guardrails and weekly use."""
    expected = {
        "stage": "controlled pilot",
        "window.settle_in": "3 weeks",
        "window.looks": "none",
        "guardrails.error_rate.confidence": "95%",
        "guardrails.escalation_rate": "no worse than 2pp",
        "guardrails.reopen_rate": "no worse than 2pp",
        "guardrails.customer_satisfaction": "no worse than 0.2",
        "adoption.weekly_active": "at least 60%",
    }
    assert expected == _assumed()


def test_what_the_complete_charter_says_is_not_assumed():
    """Only the usual proof and one watched guardrail are left."""
    expected = {
        "guardrails.error_rate.confidence",
        "guardrails.customer_satisfaction.confidence",
        "guardrails.reopen_rate",
    }
    assert expected == set(_assumed(text=COMPLETE))


@pytest.mark.parametrize(
    ("pilot", "settle"),
    [
        ("2026-02-02 to 2026-03-29", "3 weeks"),
        ("2026-02-02 to 2026-03-15", "3 weeks"),
        ("2026-02-02 to 2026-03-08", "2 weeks"),
        ("2026-02-02 to 2026-02-22", "1 week"),
        ("2026-02-02 to 2026-02-08", "0 weeks"),
    ],
)
def test_settling_in_follows_the_length_of_the_pilot(pilot, settle):
    """Three weeks from six on, else half, rounded down."""
    assert settle == _assumed({"window.pilot": pilot})["window.settle_in"]


def test_an_undated_pilot_has_no_weeks_to_settle_in():
    """There is nothing to count them by."""
    assert "window.settle_in" not in _assumed({"window.pilot": {"undated": "no dates"}})


def test_teams_are_assumed_to_drift():
    """Five percent, when nobody knows better."""
    assert _assumed({"groups.assignment": "by team"})["groups.team_drift"] == "5%"


@pytest.mark.parametrize(
    "changes",
    [
        {"adoption": {"not required": "no users"}},
        {"adoption.weekly_active": {"not required": "no log"}},
        {"adoption.weekly_active": "at least 50%"},
        {"gates": {"controlled pilot": {"weekly_active": "at least 70%"}}},
        {"stage": "discovery"},
    ],
)
def test_weekly_use_is_not_assumed_when_it_is_said_or_not_asked_for(changes):
    """A default beside a stated value would contradict it."""
    assert "adoption.weekly_active" not in _assumed(changes)


def test_every_default_has_its_reason():
    """A value without a reason could not be argued with."""
    assert all(one.why for one in assumed_in(charter_of()))

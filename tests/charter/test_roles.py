"""Which metrics are measured in which role."""

from __future__ import annotations

import pytest

from pilotaudit.charter.roles import asked, margin, metric_of, watched
from pilotaudit.metrics import UnknownMetric
from pilotaudit.phrases import parse_level, parse_limit
from tests.charter.writing import COMPLETE, charter_of


def _roles(charter):
    return [(one.role, one.metric.key) for one in asked(charter)]


def test_the_minimal_charter_is_watched_beside_its_one_guardrail():
    """The catalogue's guardrails of the primary that are not stated follow it."""
    expected = [
        ("primary", "average_handling_time"),
        ("guardrail", "error_rate"),
        ("watched", "escalation_rate"),
        ("watched", "reopen_rate"),
        ("watched", "customer_satisfaction"),
    ]
    assert expected == _roles(charter_of())


def test_roles_come_in_their_order():
    """Primary, secondary, guardrails, watched, rollback; weekly use and spend have no rows."""
    roles = [role for role, _ in _roles(charter_of(text=COMPLETE))]
    assert roles == ["primary", "secondary", "guardrail", "guardrail", "guardrail", "watched", "rollback"]


def test_each_role_carries_what_it_is_judged_by():
    """An aim, a guard or a limit, and its place in the charter."""
    by_role = {one.role: one for one in asked(charter_of(text=COMPLETE))}
    assert str(by_role["primary"].aim.target) == "-10%"
    assert parse_limit("no worse than 2pp") == by_role["watched"].guard.limit
    assert parse_level("above 5%") == by_role["rollback"].limit
    assert (
        by_role["primary"].path,
        by_role["rollback"].path,
    ) == ("primary.average_handling_time", "rollback.error_rate")


def test_only_watched_metrics_are_assumed():
    """The others are written in the charter."""
    assert {"watched"} == {one.role for one in asked(charter_of(text=COMPLETE)) if one.assumed}


def test_a_guardrail_that_is_not_required_is_neither_measured_nor_watched():
    """It was dropped with a reason, and the reason is printed."""
    charter = charter_of({"guardrails.error_rate": {"not required": "no column"}})
    assert "error_rate" not in [key for _, key in _roles(charter)]


def test_without_any_guardrail_all_of_the_catalogue_are_watched():
    """Silence is not permission."""
    charter = charter_of({"guardrails": None})
    assert "error_rate" in [metric.key for metric in watched(charter)]


def test_a_margin_that_the_catalogue_does_not_know_is_five_percent():
    """Relative to the metric's own baseline."""
    assert margin(metric_of("resolution_time", charter_of())) == "no worse than 5%"


def test_money_takes_the_currency_of_the_charter():
    """The catalogue cannot know it."""
    charter = charter_of({"budget.licence": "2400 CHF"})
    assert metric_of("cost_per_ticket", charter).unit == "CHF"


def test_a_name_defined_nowhere_is_an_error():
    """The loader has found it before; nobody else should pass it on."""
    with pytest.raises(UnknownMetric):
        asked(charter_of({"secondary": {"qqqq": "-1%"}}))

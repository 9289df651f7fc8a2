"""Levels held against their limits, strict where the words are."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilotaudit.estimates.model import Refusal
from pilotaudit.findings.triggers import reaches, triggers
from pilotaudit.phrases import parse_level
from tests.builders import asks, case, charter, guardrail, harmless, primary, use


@pytest.mark.parametrize(
    ("limit", "below", "on", "above"),
    [
        ("at least 60%", False, True, True),
        ("above 60%", False, False, True),
        ("at most 60%", True, True, False),
        ("below 60%", True, False, False),
    ],
)
def test_above_and_below_are_strict(limit, below, on, above):
    """At least and at most hold on the limit itself."""
    level = parse_level(limit)
    assert [reaches(value, level, 0.6) for value in (0.599, 0.6, 0.601)] == [below, on, above]


@given(st.integers(1, 10_000), st.integers(1, 10_000))
def test_a_share_exactly_on_the_limit_is_on_it(part, whole):
    """Whatever binary fractions make of it."""
    level = parse_level("at least 60%")
    assert reaches(part / whole, level, 0.6) == (10 * part >= 6 * whole)


def test_a_trigger_prefers_the_level_of_all_pilot_weeks():
    """The same metric as primary rests on the settled weeks only."""
    rules = charter(primary={"error_rate": "-10%"}, guardrails={}, rollback={"error_rate": "above 5%"})
    early = harmless(asks(rules, "error_rate", "rollback"), baseline=0.08)
    (one,) = triggers(case(rules, primary(rules, baseline=0.03), early))
    assert (one.fired, one.observed) == (True, "8.1%")


def test_a_level_in_its_own_unit_is_compared_in_it():
    """16 minutes where 15 was the limit."""
    rules = charter(rollback={"average_handling_time": "above 15 min"})
    (one,) = triggers(case(rules, primary(rules)))
    assert (one.fired, one.observed) == (True, "16.0 min")


@pytest.mark.parametrize(("limit", "fired"), [("above 0.25 h", True), ("above 0.3 h", False)])
def test_a_level_in_another_unit_of_time_is_converted(limit, fired):
    """16 minutes are more than a quarter of an hour."""
    rules = charter(rollback={"average_handling_time": limit})
    (one,) = triggers(case(rules, primary(rules)))
    assert one.fired is fired


def test_a_level_just_past_its_limit_does_not_look_like_it():
    """5.04 % where 5 % was the limit."""
    rules = charter(rollback={"error_rate": "above 5%"})
    (one,) = triggers(case(rules, guardrail(rules=rules, difference=0.0, baseline=0.0504)))
    assert (one.fired, one.observed) == (True, "5.040%")


@pytest.mark.parametrize(("share", "fired"), [(0.31, False), (0.29, True), (None, None)])
def test_weekly_use_stands_for_trust(share, fired):
    """Below 30 % the trust has gone."""
    (one,) = triggers(case(charter(rollback={"weekly_active": "below 30%"}), adoption=use(share)))
    assert one.fired is fired


def test_use_that_nobody_measured_fires_nothing():
    """There is no adoption at all."""
    (one,) = triggers(case(charter(rollback={"weekly_active": "below 30%"}), adoption=None))
    assert (one.fired, one.reason) == (None, "weekly use was not measured")


def test_a_column_without_rows_yet_is_no_missing_column():
    """The reason is the estimate's."""
    lost = replace(guardrail(), after=None, harm=Refusal("STA107", "no settled week has passed yet"))
    (one,) = triggers(case(charter(rollback={"error_rate": "above 5%"}), lost))
    assert (one.fired, one.reason) == (None, "no settled week has passed yet")


def test_a_metric_without_data_fires_nothing():
    """And says why."""
    (one,) = triggers(case(charter(rollback={"reopen_rate": "above 5%"}), guardrail()))
    assert (one.fired, one.label, one.reason) == (None, "Reopen rate", "no column for it was found in the data")

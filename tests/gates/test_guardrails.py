"""Guardrails: shown harmless, not merely not shown harmful."""

import math
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import stdtrit

from pilotaudit.estimates.model import Estimate
from pilotaudit.gates.guardrail import guardrail_criterion
from pilotaudit.panel.timeline import Look, timeline_of
from tests.builders import (
    absent,
    asks,
    charter,
    criterion,
    finding,
    full_case,
    guardrail,
    harmless,
    judged,
    level,
    log,
    panel,
)

NAME = "guardrail.error_rate"


def line(harm=0.001, se=0.006, limit="no worse than 2pp", **changes):
    """The criterion of a stated error rate guardrail that moved by so much."""
    rules = charter(guardrails={"error_rate": limit})
    one = guardrail(rules=rules, difference=harm, se=se)
    return criterion(judged(rules, error_rate=replace(one, **changes)), NAME)


def test_harm_shown_to_be_inside_the_margin_is_met():
    """The one-sided bound is +1.1pp, the margin 2pp."""
    found = line()
    assert (found.state, found.required, found.observed) == ("MET", "no worse than 2pp", "+0.1pp, at most +1.1pp")


def test_a_limit_of_nothing_says_that_it_asks_for_an_improvement():
    """Nobody reads that into a zero."""
    assert line(limit="no worse than 0").required == "no worse than 0, that is better"


@pytest.mark.parametrize(("limit", "seen"), [("at most 5%", "+0.1pp to 3.2%, at most 4.2%")])
def test_a_limit_on_the_level_is_held_against_a_level(limit, seen):
    """The change, where it led to, and its bound."""
    assert line(limit=limit).observed == seen


def test_no_significant_harm_is_not_a_pass():
    """The estimate is small, but 2pp cannot be ruled out."""
    assert line(harm=0.005, se=0.02).state == "UNDERPOWERED"


def test_harm_beyond_the_margin_is_missed():
    """The opposite bound lies beyond 2pp."""
    assert line(harm=0.05, se=0.01).state == "MISSED"


@pytest.mark.parametrize(("confidence", "state"), [("80%", "MET"), ("95%", "UNDERPOWERED")])
def test_the_charter_may_ask_for_less_certainty(confidence, state):
    """A one-sided 80 % bound is nearer than the 95 % one."""
    found = line(0.01, 0.01, {"limit": "no worse than 2pp", "confidence": confidence})
    assert (found.state, found.required) == (state, f"no worse than 2pp, {confidence} sure")


def test_not_contradicted_is_the_weaker_standard():
    """Only harm that is shown counts, and the verdict is conditional."""
    rules = charter(guardrails={"error_rate": {"limit": "no worse than 2pp", "evidence": "not contradicted"}})
    ruling = judged(rules, error_rate=guardrail(rules=rules, difference=0.005, se=0.02))
    assert (criterion(ruling, NAME).state, ruling.verdict) == ("MET", "CONDITIONAL GO")


@pytest.mark.parametrize(("after", "state"), [(0.031, "MET"), (0.032, "MISSED")])
def test_a_margin_of_nothing_asks_that_no_rise_is_shown(after, state):
    """3.1 % to 3.1 % is met at margin 0, 3.2 % is not (errors as small as can be)."""
    assert line(after - 0.031, 1e-12, "no worse than 0pp").state == state


def test_a_relative_margin_is_judged_on_the_log_scale():
    """A satisfaction score that may fall by 5 %: -2 % is inside, bound and all."""
    rules = charter(guardrails={"customer_satisfaction": "no worse than 5%"})
    one = harmless(asks(rules, "customer_satisfaction", "guardrail"), baseline=4.2)
    found = criterion(
        judged(rules, customer_satisfaction=replace(one, harm=log(-0.02, 0.01))), "guardrail.customer_satisfaction"
    )
    assert (found.state, found.observed) == ("MET", "-2.0%, at least -3.7%")


def test_a_higher_is_better_guardrail_is_harmed_by_a_fall():
    """Satisfaction may not fall by more than 0.2."""
    rules = charter(guardrails={"customer_satisfaction": "no worse than 0.2"})
    one = harmless(asks(rules, "customer_satisfaction", "guardrail"), baseline=4.2)
    found = criterion(
        judged(rules, customer_satisfaction=replace(one, harm=level(-0.5, 0.05))), "guardrail.customer_satisfaction"
    )
    assert (found.state, found.observed) == ("MISSED", "-0.50, at least -0.59")


@pytest.mark.parametrize(
    ("limit", "state"), [("at most 5%", "MET"), ("at most 4%", "UNDERPOWERED"), ("at most 2%", "MISSED")]
)
def test_a_limit_on_the_level_is_judged_on_the_level(limit, state):
    """The error rate stands at 3.6 % after a rise of half a point, give or take 0.3."""
    assert line(0.005, 0.003, limit).state == state


@pytest.mark.parametrize(("limit", "state"), [("no worse than 10%", "UNDERPOWERED"), ("no worse than 50%", "MET")])
def test_a_relative_margin_on_a_level_scale_is_a_share_of_what_was_expected(limit, state):
    """Half a point more where 3.1 % was expected, give or take 0.3."""
    assert line(0.005, 0.003, limit).state == state


def test_a_relative_rise_in_a_bad_metric_is_held_against_its_margin():
    """+2 % on the log scale, of 10 % accepted."""
    rules = charter(guardrails={"error_rate": "no worse than 10%"})
    found = criterion(judged(rules, error_rate=replace(guardrail(rules=rules), harm=log(0.02, 0.01))), NAME)
    assert (found.state, found.observed) == ("MET", "+2.0%, at most +3.8%")


@pytest.mark.parametrize("changes", [{"after": None}, {"counterfactual": None}])
def test_a_limit_with_nothing_to_hold_it_against_is_no_data(changes):
    """No level after the start, or none expected."""
    limit = "at most 5%" if "after" in changes else "no worse than 10%"
    assert line(limit=limit, **changes).state == "NO DATA"


def test_a_margin_of_everything_is_never_passed():
    """A good metric that may fall by 100 %."""
    rules = charter(guardrails={"customer_satisfaction": "no worse than 100%"})
    one = harmless(asks(rules, "customer_satisfaction", "guardrail"), baseline=4.2)
    found = criterion(
        judged(rules, customer_satisfaction=replace(one, harm=log(-0.9, 0.01))), "guardrail.customer_satisfaction"
    )
    assert found.state == "MET"


def test_a_guardrail_without_data_is_no_data():
    """A stated guardrail that was not measured holds the verdict."""
    rules = charter()
    ruling = judged(rules, error_rate=absent(asks(rules, "error_rate", "guardrail")))
    assert (criterion(ruling, NAME).state, ruling.verdict) == ("NO DATA", "HOLD")


def test_a_dropped_guardrail_is_waived_with_its_reason():
    """`{not required: reason}` is shown, and decides nothing."""
    rules = charter(
        guardrails={"error_rate": "no worse than 2pp", "reopen_rate": {"not required": "nothing is reopened"}}
    )
    found = criterion(judged(rules), "guardrail.reopen_rate")
    assert (found.state, found.deciding, found.reason) == ("WAIVED", False, "not required: nothing is reopened")


@pytest.mark.parametrize(("low", "state"), [(-0.0999, "MET"), (-0.1001, "UNDERPOWERED")])
def test_a_relative_limit_on_what_should_be_high_is_a_fall_of_that_share(low, state):
    """A bound at -9.99 % of a rate that may fall by 10 %; the log of 1.1 would be reached at -9.1 %."""
    rules = charter(guardrails={"first_contact_resolution": "no worse than 10%"})
    one = Estimate("log", math.log1p(low) + stdtrit(22, 0.95) * 0.01, 0.01, 22.0, "made up")
    ruling = judged(rules, first_contact_resolution=replace(guardrail("first_contact_resolution", rules), harm=one))
    assert criterion(ruling, "guardrail.first_contact_resolution").state == state


def test_a_watched_guardrail_is_watched_without_being_asked_for():
    """Assumed, shown, not deciding, and never a GO's ground."""
    rules = charter()
    found = criterion(
        judged(rules, escalation_rate=harmless(asks(rules, "escalation_rate", "watched"), 0.01, 0.02)),
        "watched.escalation_rate",
    )
    assert (found.state, found.deciding, found.required, found.observed) == ("WATCHED", False, "watched, 2pp", "+1.0pp")


@pytest.mark.parametrize(
    ("harm", "se", "state"),
    [(0.05, 0.01, "MISSED"), (0.04, 0.015, "MISSED"), (0.015, 0.001, "WATCHED"), (0.05, 0.05, "WATCHED")],
)
def test_a_watched_guardrail_is_missed_by_significant_harm_beyond_its_margin(harm, se, state):
    """Both are needed: significance and size."""
    rules = charter()
    found = criterion(
        judged(rules, escalation_rate=harmless(asks(rules, "escalation_rate", "watched"), harm, se)),
        "watched.escalation_rate",
    )
    assert found.state == state


def test_an_absent_watched_guardrail_is_no_criterion():
    """It is listed as not measured instead."""
    assert "watched.escalation_rate" not in {one.id for one in judged().criteria}


def test_a_hold_finding_about_its_data_makes_a_guardrail_untrusted():
    """Nothing is met on data that cannot be trusted."""
    assert criterion(judged(charter(), finding("DAT101", effect="hold")), NAME).state == "UNTRUSTED"


def test_a_hold_finding_about_another_metric_leaves_it_alone():
    """`Finding.metric` says what rests on it."""
    found = finding("STA101", effect="hold", metric="average_handling_time")
    assert criterion(judged(charter(), found), NAME).state == "MET"


@given(st.floats(-0.2, 0.2), st.floats(0.001, 0.1))
def test_swapping_the_better_side_swaps_nothing_but_the_sign(harm, se):
    """A rise in a bad rate and the same fall in a good one are the same harm."""
    bad = charter(guardrails={"error_rate": "no worse than 2pp"})
    good = charter(guardrails={"first_contact_resolution": "no worse than 2pp"})
    fall = replace(
        harmless(asks(good, "first_contact_resolution", "guardrail"), baseline=0.5),
        harm=Estimate("level", -harm, se, 22, ""),
    )
    rise = guardrail(rules=bad, difference=harm, se=se, baseline=0.5)
    states = (
        criterion(judged(bad, error_rate=rise), NAME).state,
        criterion(judged(good, first_contact_resolution=fall), "guardrail.first_contact_resolution").state,
    )
    assert states[0] == states[1]


def at(day, se, looks=("2026-03-15",), **limit):
    """The criterion of a harmless error rate on a day of a pilot with registered looks."""
    rules = charter(window={"looks": list(looks)}, guardrails={"error_rate": {"limit": "no worse than 2pp", **limit}})
    running = panel(timeline=timeline_of(rules, date.fromisoformat(day)))
    one = full_case(rules, error_rate=guardrail(rules=rules, difference=0.0, se=se))
    return criterion(judged(rules, subject=replace(one, panel=running)), NAME)


@pytest.mark.parametrize(
    ("day", "looks", "sure"),
    [
        ("2026-03-15", ("2026-03-15",), "98.86%, one-sided"),
        ("2026-03-29", ("2026-03-15",), "95.35%, one-sided"),
        ("2026-03-29", (), "95%, one-sided"),
        ("2026-03-16", ("2026-03-15",), "95%, one-sided"),
    ],
)
def test_a_guardrail_spends_its_own_error_over_the_looks(day, looks, sure):
    """Two chances to be shown harmless are not let through at 5 % each."""
    assert sure in at(day, 0.004, looks).reason


def test_a_margin_that_five_percent_would_show_is_open_at_a_look():
    """Its bound is 1.7pp with 95 %, 2.4pp with 98.9 %."""
    assert [at(day, 0.01).state for day in ("2026-03-15", "2026-03-29")] == ["UNDERPOWERED", "MET"]


def test_a_chartered_confidence_is_spent_too():
    """80 % of it."""
    assert "90.20%" in at("2026-03-15", 0.01, confidence="80%").reason


def test_harm_stops_at_every_look_at_its_full_level():
    """What stops a pilot is not paid for with a chance of GO."""
    rules = charter(window={"looks": ["2026-03-15"]})
    running = panel(timeline=timeline_of(rules, date(2026, 3, 15)))
    one = replace(full_case(rules, error_rate=guardrail(rules=rules, difference=0.04, se=0.01)), panel=running)
    ruling = judged(rules, subject=one)
    assert (ruling.verdict, criterion(ruling, NAME).state) == ("NO-GO", "MISSED")


def test_a_bound_without_meaning_is_not_printed_to_the_last_digit():
    """Two units in a group at a very early look."""
    rules = charter(guardrails={"error_rate": "no worse than 10%"})
    wide = Estimate("log", 0.0, 1.0, 1.0, "test")
    look = Look("registered", 1, 2, 1, 20, (0.05,))
    one = replace(guardrail(rules=rules), harm=wide)
    found = guardrail_criterion(one, rules.guardrails["error_rate"], "", look)
    assert (found.state, found.observed) == ("UNDERPOWERED", "0.0%, at most over +1000%")

"""A plan without data: what is stated, and what is still missing."""

import math
from decimal import Decimal

import pytest

from pilotaudit.errors import UsageError
from pilotaudit.estimates.plan_model import PrimaryPlan, Stated, Unplanned
from pilotaudit.estimates.spread import UNIT_WEEK, WIDER
from pilotaudit.estimates.stated_plan import plan_from
from pilotaudit.phrases import parse_quantity
from tests.estimates.plans import framed, rules, wanted

SPREAD = {"handling_time": parse_quantity("112%")}


def stated(levels=(), spreads=SPREAD, text=None, **changes):
    """A plan for ten units in each group with fifty rows a week; levels: (key, amount) pairs."""
    text = text or rules()
    given = {key: parse_quantity(amount) for key, amount in levels}
    return plan_from(
        framed(text),
        Stated(**{"units": 10, "rows": 50.0, "levels": given, "spreads": spreads, **changes}),
        wanted(text),
    )


def test_a_stated_spread_gives_the_error_of_so_many_rows():
    """Items, weeks by themselves, drift."""
    week = math.hypot(1.12 / math.sqrt(50), UNIT_WEEK)
    assert stated().primary.error == pytest.approx(WIDER * week * math.sqrt(0.45 * 2 / 10), rel=1e-12)


def test_ten_against_ten_come_near_the_pilots_they_describe():
    """About 24, 51 and 79 % are MET at the target, 1.5 and 2 times the target."""
    met = [truth.met for truth in stated().primary.truths[1:]]
    assert met == pytest.approx([0.24, 0.51, 0.79], abs=0.04)


def test_a_spread_in_the_metrics_unit_needs_its_level():
    """22.4 of 20 minutes are 112 %; the level may stand in the charter."""
    text = rules(primary={"handling_time": {"target": "-10%", "baseline": "20 min"}})
    found = stated(text=text, spreads={"handling_time": parse_quantity("22.4 min")})
    assert found.primary.error == pytest.approx(stated().primary.error, rel=1e-12)


def test_a_share_scatters_as_its_level_says():
    """Five percent of fifty rows; nobody has to state a spread."""
    found = stated([("error_rate", "5%")]).guardrails[0]
    week = math.hypot(math.sqrt(0.95 / (0.05 * 50)), UNIT_WEEK)
    expected = 0.05 * WIDER * week * math.sqrt((1 / 4 + 1 / 8) * 2 / 10)
    assert (found.level, found.error) == (0.05, pytest.approx(expected, rel=1e-12))


def test_counts_scatter_by_themselves():
    """Fifty events a week: one seventh."""
    counts = {"incidents": {"kind": "count", "per": "unit-week", "better": "lower"}}
    found = stated(text=rules(metrics=counts, primary={"incidents": "-10%"}, guardrails={}), spreads={})
    week = math.hypot(1 / math.sqrt(50), UNIT_WEEK)
    assert found.primary.error == pytest.approx(WIDER * week * math.sqrt(0.45 * 2 / 10), rel=1e-12)


def test_a_guardrail_about_which_nothing_is_stated_is_left_out():
    """With the option that would tell."""
    found = stated().guardrails[0]
    assert (isinstance(found, Unplanned), "--level error_rate=5%" in found.reason) == (True, True)


@pytest.mark.parametrize(
    ("text", "spreads", "option"),
    [
        ({}, {}, "--spread handling_time=90%"),
        ({"primary": {"handling_time": "-2 min"}}, SPREAD, "--level handling_time"),
        ({}, {"handling_time": parse_quantity("22 min")}, "--level handling_time"),
        ({"primary": {"error_rate": "-10%"}, "guardrails": {}}, {}, "--level error_rate=5%"),
    ],
)
def test_a_primary_about_which_too_little_is_stated_is_refused(text, spreads, option):
    """With the option that is missing."""
    with pytest.raises(UsageError, match=option):
        stated(text=rules(**text), spreads=spreads)


def test_a_pilot_without_control_cannot_be_stated():
    """How weeks follow one another is not a number that people know."""
    found = stated(text=rules(groups={"no_control": "everybody got it"}))
    assert isinstance(found.primary, Unplanned)


def test_one_team_per_arm_carries_its_drift():
    """Two group names, by team."""
    text = rules(groups={"assignment": "by team", "treatment": "EMEA", "control": "AMER", "team_drift": "3%"})
    found = stated(text=text).primary
    assert (found.rung.strongest, found.error) == (
        "CONDITIONAL GO",
        pytest.approx(math.hypot(stated().primary.error, math.sqrt(2) * 0.03), rel=1e-9),
    )


def test_a_level_target_is_held_against_the_stated_level():
    """18 of 20 minutes are ten percent less."""
    text = rules(primary={"handling_time": "at most 18 min"})
    found = stated([("handling_time", "20 min")], text=text).primary
    assert (isinstance(found, PrimaryPlan), round(Decimal(found.target), 9)) == (True, Decimal("-0.1"))

"""From a baseline to what the pilot can show."""

import math

import numpy as np
import pytest

from pilotaudit.estimates.baseline_plan import in_two_groups
from pilotaudit.estimates.methods import two_windows
from pilotaudit.estimates.plan_model import GuardrailPlan, PrimaryPlan, Unplanned
from pilotaudit.estimates.planning import frame_of
from pilotaudit.estimates.power import told_from_chance
from pilotaudit.estimates.sums import Sample, roll_up
from tests.estimates.build import random_cells, random_shares
from tests.estimates.plans import METRICS, baseline, charter, planned, read, rules

TIMES, ERRORS = random_cells(1), random_shares(1)


def test_the_primary_is_planned_with_the_error_of_its_halves():
    """Settled weeks: five of eight."""
    plan = planned(TIMES, ERRORS).primary
    halves = two_windows().compare(Sample(baseline(TIMES), (-2, -1), (0, 1)))[0]
    expected = halves.se * math.sqrt(0.45) * 1.25
    assert (plan.error, plan.design.judged) == (pytest.approx(expected, rel=1e-12), 5)


def test_a_guardrail_is_planned_over_all_pilot_weeks():
    """Harm counts from the first day."""
    plan = planned(TIMES, ERRORS).guardrails[0]
    halves = two_windows().level(Sample(baseline(ERRORS), (-2, -1), (0, 1), proportion=True))
    assert plan.error == pytest.approx(halves.se * math.sqrt(1 / 4 + 1 / 8) * 1.25, rel=1e-12)


def test_effects_have_the_sign_of_what_is_measured():
    """A fall is negative; the change for an 80 % chance of MET lies beyond the target and the detectable one."""
    plan = planned(TIMES, ERRORS).primary
    assert plan.target == pytest.approx(-0.1)
    assert plan.enough < min(plan.target, plan.detectable)
    assert [truth.effect for truth in plan.truths] == pytest.approx([0.0, -0.1, -0.15, -0.2])


def test_a_metric_that_should_rise_is_planned_as_its_mirror():
    """Same data, other direction: same chances on the log scale."""
    higher = {**METRICS, "handling_time": {"kind": "mean", "unit": "min", "better": "higher"}}
    rises = rules(metrics=higher, primary={"handling_time": "+11.1111111%"})
    one, two = (planned(TIMES, ERRORS, text).primary for text in (rules(), rises))
    assert two.target == pytest.approx(1 / 0.9 - 1)
    assert two.at_target.told == pytest.approx(one.at_target.told, abs=1e-6)
    assert two.enough == pytest.approx(1 / (1 + one.enough) - 1, abs=1e-6)


def test_the_chance_at_the_target_is_the_formula_on_the_planned_error():
    """Noncentral t with Bell-McCaffrey df."""
    plan = planned(TIMES, ERRORS).primary
    assert plan.at_target.told == pytest.approx(told_from_chance(-math.log(0.9), plan.error, plan.df), rel=1e-12)


def test_the_table_holds_the_planned_design_with_the_same_chance():
    """One cell of it."""
    plan = planned(TIMES, ERRORS).primary
    assert [cell.chance for cell in plan.grid if cell.design == plan.design] == [plan.at_target.told]


def test_chances_grow_with_weeks_and_with_units():
    """Row by row and column by column, primary and guardrail."""
    found = planned(TIMES, ERRORS)
    for plan in (found.primary, *found.guardrails):
        weeks = sorted({cell.design.weeks for cell in plan.grid})
        table = np.array([[c.chance for c in plan.grid if c.design.weeks == week] for week in weeks])
        assert (np.diff(table, axis=0) >= 0).all()
        assert (np.diff(table, axis=1) >= 0).all()


def test_more_units_can_be_planned_than_the_data_have():
    """Control in proportion."""
    design = planned(TIMES, ERRORS, treated=12).primary.design
    assert (design.treated, design.control) == (12, 10)


def test_a_target_out_of_reach_of_the_window_has_a_remedy_that_reaches_it():
    """The same plan with so many units carries the target."""
    noisy = random_cells(3, rows=3)
    plan = planned(noisy, ERRORS).primary
    assert plan.at_target.told < 0.8
    assert planned(noisy, ERRORS, treated=plan.remedy.treated).primary.remedy is None


def test_a_wide_limit_is_nearly_always_shown_and_a_narrow_one_hardly():
    """80 % at the margin that is called affordable."""
    wide, narrow = (
        planned(TIMES, ERRORS, rules(guardrails={"error_rate": limit})).guardrails[0]
        for limit in ("no worse than 20pp", "no worse than 0.5pp")
    )
    assert (wide.remedy, wide.chance > 0.99, narrow.chance < 0.3) == (None, True, True)
    at_margin = rules(guardrails={"error_rate": f"no worse than {100 * narrow.affordable:.7f}pp"})
    assert planned(TIMES, ERRORS, at_margin).guardrails[0].chance == pytest.approx(0.8, abs=1e-4)


def test_a_limit_in_percent_is_planned_on_the_log_scale():
    """As it will be judged."""
    text = rules(guardrails={"handling_time": "no worse than 5%"}, primary={"error_rate": "-10%"})
    plan = planned(TIMES, ERRORS, text).guardrails[0]
    assert (plan.scale, plan.margin) == ("log", pytest.approx(0.05))


def test_a_limit_on_a_level_leaves_what_lies_between_it_and_the_baseline():
    """The pilot group's level over all of the baseline."""
    plan = planned(TIMES, ERRORS, rules(guardrails={"error_rate": "at most 20%"})).guardrails[0]
    assert plan.margin == pytest.approx(0.2 - plan.level)


def test_a_lower_confidence_shows_more_harmless_pilots_harmless():
    """And the weaker standard nearly all."""
    guards = ["no worse than 2pp", {"limit": "no worse than 2pp", "confidence": "80%"}]
    guards.append({"limit": "no worse than 2pp", "evidence": "not contradicted"})
    found = [planned(TIMES, ERRORS, rules(guardrails={"error_rate": one})).guardrails[0].chance for one in guards]
    assert found == sorted(found)
    assert found[2] > 0.94


def test_registered_looks_leave_less_to_the_decision():
    """The power of the decision alone is a little lower."""
    text = rules(window={"looks": ["2026-03-15"]})
    one, two = (planned(TIMES, ERRORS, each).primary.at_target.told for each in (rules(), text))
    assert 0 < one - two < 0.03


def test_the_rung_is_the_one_that_will_judge():
    """Not the one that two half baselines would get."""
    plan = planned(TIMES, ERRORS).primary
    assert (plan.rung.name, plan.rung.strongest) == ("unit log change", "GO")


def test_one_team_per_arm_carries_the_drift_of_teams():
    """Its error is never smaller than that."""
    text = rules(groups={"assignment": "by team"})
    plan = planned(TIMES, ERRORS, text, group_values=(("AMER",), ("EMEA",))).primary
    plain = planned(TIMES, ERRORS).primary
    assert plan.rung.name == "one team per arm"
    assert plan.error == pytest.approx(math.hypot(plain.error, math.sqrt(2) * 0.05), rel=1e-9)


@pytest.mark.parametrize(
    ("changes", "text", "words"),
    [
        ({}, {"groups": {"no_control": "everybody got it"}}, "follow one another"),
        ({"has_units": False}, {}, "follow one another"),
        ({}, {"groups": {"unit": "row"}}, ""),
        ({"absent": {"handling_time": ("handle_minutes",)}}, {}, "no column"),
    ],
)
def test_shapes_that_cannot_be_planned_say_so(changes, text, words):
    """With what can be said instead."""
    found = planned(TIMES, ERRORS, rules(**text), **changes)
    assert isinstance(found.primary, Unplanned)
    assert words in found.primary.reason


def test_halves_without_any_difference_are_no_plan():
    """Chance cannot be measured where nothing varies."""
    flat = random_cells(1)
    flat = type(flat)(flat.unit, flat.arm, flat.segment, flat.week, flat.rows, flat.rows * 7.0, flat.size)
    found = planned(flat, ERRORS).primary
    assert (isinstance(found, Unplanned), "no variation" in found.reason) == (True, True)


@pytest.mark.parametrize(
    ("window", "words"),
    [
        ({"pilot": {"undated": "a trial export"}}, "no dates"),
        ({"baseline": {"none": "lost in the migration"}}, "no baseline"),
    ],
)
def test_a_pilot_without_dates_or_baseline_has_nothing_to_plan(window, words):
    """Said as a clause."""
    assert words in frame_of(charter(window=window, groups={"assignment": "randomised"}))


def test_nobody_is_assigned_yet_and_units_go_by_turns():
    """Pilot, control, control, pilot, by their rows; both groups get large and small ones."""
    cells = random_cells(1, units=(8, 0))
    split = in_two_groups(read(cells), rules())
    found = split.metrics["handling_time"]
    sizes = np.bincount(found.unit, found.rows)
    order = np.argsort(-sizes, kind="stable")
    arms = np.array([found.arm[found.unit == unit][0] for unit in order])
    assert arms.tolist() == [1, 0, 0, 1, 1, 0, 0, 1]
    assert roll_up(Sample(found, (-2, -1), (0, 1))).stayers(1) == 4


def test_both_kinds_of_plan_are_told_apart():
    """By their records."""
    found = planned(TIMES, ERRORS)
    assert [type(one) for one in (found.primary, *found.guardrails)] == [PrimaryPlan, GuardrailPlan]

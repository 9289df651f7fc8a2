"""Which rung is picked, what it can carry and what it says."""

import math
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pilotaudit.charter.model import Guard
from pilotaudit.estimates.model import Estimate
from pilotaudit.estimates.ratio_of_ratios import ratio_of_ratios
from pilotaudit.estimates.unit_log_change import unit_log_change
from pilotaudit.moments import Exposure, Need, Rows
from pilotaudit.phrases import DateRange, parse_limit
from tests.estimates.build import (
    BASELINE,
    DAY,
    ERRORS,
    MINUTES,
    SOLVED,
    cells,
    charter,
    columns,
    measured,
    panel,
    random_cells,
    random_shares,
    sums,
    timeline,
)

RANDOMISED = {"charter": {"groups": {"assignment": "randomised"}}}
NO_BASELINE = {"window": {"baseline": {"none": "lost in the migration"}}}
AFTER_ONLY = {"panel": {"timeline": timeline(baseline=None)}}


def only_after(data):
    """The cells of the pilot weeks."""
    at = data.week >= 0
    return type(data)(*(column[at] for column in columns(data)))


def alone(data):
    """The cells of the pilot arm."""
    at = data.arm == 1
    return type(data)(*(column[at] for column in columns(data)))


def crossed(seed=1, units=6, logs=True):
    """Every unit has items in both arms, after the start only."""
    data = only_after(random_cells(seed, units=(units, units), segments=1))
    log_total = data.rows * np.log(data.total / data.rows) if logs else None
    return replace(data, unit=data.unit % units, log_total=log_total)


def test_the_first_rung_tests_by_unit_and_sizes_by_event():
    """Both windows, three or more stayers per arm: unit log change for the test, ratio of ratios for the size."""
    data = random_cells(1, effect=-0.2)
    found = measured(data)
    assert (
        found.rung.name, found.rung.strongest, found.rung.decides, found.rung.evidence_class,
    ) == ("unit log change", "GO", True, "high")  # fmt: skip
    assert (unit_log_change(sums(data)), ratio_of_ratios(sums(data))) == (found.test, found.size)


def test_the_reason_names_units_and_weeks():
    """The ladder says in a sentence why this rung was picked."""
    assert (
        measured(random_cells(1)).rung.why
    ) == "6 treated and 5 control units have data in both windows, and the baseline has 4 weeks"


def test_the_late_half_rests_on_its_own_weeks():
    """Five settled weeks: the last three, by the same estimators."""
    data = random_cells(2)
    found = measured(data)
    assert unit_log_change(sums(data, (5, 6, 7))) == found.late_test
    assert ratio_of_ratios(sums(data, (5, 6, 7))) == found.late_size


def test_guardrails_rest_on_all_pilot_weeks():
    """Harm counts from the first day."""
    data = random_cells(2)
    assert unit_log_change(sums(data, range(8))) == measured(data, role="guardrail").test


def test_raw_is_not_adjusted():
    """Raw and adjusted stand side by side."""
    data = random_cells(3)
    assert unit_log_change(sums(data, adjust=False)) == measured(data).raw


def test_counts_per_day_are_not_adjusted_for_case_mix():
    """More tickets of one kind are more tickets: the mix is part of the outcome."""
    metric = replace(MINUTES, kind="count", needs=(Need("handling_time", Rows(), Exposure("unit-day")),))
    assert measured(random_cells(3), metric).test == unit_log_change(sums(random_cells(3), adjust=False))


def test_levels_are_sums_over_sums():
    """What people can recompute: all rows of an arm in the window."""
    data = random_cells(4)
    at = (data.arm == 1) & (data.week < 0)
    assert data.total[at].sum() / data.size[at].sum() == pytest.approx(measured(data).baseline)


def test_worked_numbers_of_control_and_season():
    """Treated 20 to 17 while control goes 20 to 22: -5 as a difference, -15 % before/after, -22.7 % of 22 expected."""
    rows = []
    for unit in range(8):
        for week in (-2, -1, 3, 4, 5, 6, 7):
            level = 20 if week < 0 else 17 if unit < 4 else 22
            rows.append((unit, int(unit < 4), 0, week, 100, 100 * level * (1 + 0.01 * (-1) ** unit * (week > 3))))
    found = measured(cells(rows))
    assert pytest.approx((found.mixed_baseline, found.counterfactual), rel=1e-3) == (20.0, 22.0)
    assert (math.log(0.85), math.log(17 / 22)) == pytest.approx((found.pre_post.center, found.test.center), abs=2e-3)
    assert found.harm.center == pytest.approx(-5, abs=0.05)


def test_needed_uses_the_baseline_at_the_pilot_mix():
    """B of a target in minutes is the treated baseline re-weighted to the judged mix."""
    found = measured(random_cells(5), target="-1 min")
    assert math.log(1 - 1 / found.mixed_baseline) == pytest.approx(found.needed, abs=1e-12)


def test_sparse_units_take_the_ratio_for_both():
    """Units without an error in a window have no log; events are added up first, and that is noted."""
    found = measured(random_shares(1, rate=0.03), ERRORS)
    assert found.rung.name == "ratio of ratios"
    assert found.test == found.size
    assert "STA108" in [note.code for note in found.notes]


def test_sparse_units_go_unsaid_where_levels_are_judged():
    """A limit in points never took a log, so there is nothing to explain."""
    found = measured(
        random_shares(1, rate=0.03), ERRORS, role="guardrail", guard=Guard(limit=parse_limit("no worse than 2pp"))
    )
    assert "STA108" not in [note.code for note in found.notes]


def test_too_few_events_are_refused():
    """Under 30 successes per arm and window nothing is said about rare events."""
    found = measured(random_shares(1, rate=0.002), ERRORS)
    assert found.test.code == "STA101"


def test_merged_segments_are_named():
    """A segment that was taken together with others is named in a note."""
    data = random_cells(1, segments=2)
    small = cells([(unit, int(unit < 6), 2, -1, 1, 20.0) for unit in range(11)])
    joined = type(data)(*(np.concatenate(pair) for pair in zip(columns(data), columns(small), strict=True)))
    note = next(one for one in measured(joined).notes if one.code == "STA104")
    assert note.reason.endswith("(c)")


def test_two_stayers_hold_unless_zero_is_excluded():
    """Two units in an arm have almost no power; only an interval that excludes 0 lifts the HOLD."""
    quiet, loud = (measured(random_cells(1, units=(2, 8), rows=400, effect=effect)) for effect in (0.0, -9.0))
    assert (quiet.rung.strongest, loud.rung.strongest) == ("HOLD", "GO")
    assert loud.rung.evidence_class == "medium"


def test_a_short_baseline_is_shown_and_does_not_decide():
    """Under 14 days of baseline: the first rung, shown."""
    data = random_cells(1)
    at = data.week >= -1
    week = DateRange(date(2026, 1, 26), date(2026, 2, 1))
    short = measured(
        type(data)(*(column[at] for column in columns(data))),
        panel={"timeline": timeline(baseline=week)},
        charter={"window": {"baseline": "2026-01-26 to 2026-02-01"}},
    )
    assert (short.rung.name, short.rung.strongest, short.rung.decides) == ("short baseline", "HOLD", False)
    assert isinstance(short.test, Estimate)


@pytest.mark.parametrize(("first", "name"), [(19, "unit log change"), (20, "short baseline")])
def test_fourteen_days_of_baseline_are_the_least(first, name):
    """With rows in two weeks either way."""
    data, day = random_cells(1), date(2026, 1, first)
    at = data.week >= -2
    found = measured(
        type(data)(*(column[at] for column in columns(data))),
        panel={"timeline": timeline(baseline=DateRange(day, date(2026, 2, 1)))},
        charter={"window": {"baseline": f"{day} to 2026-02-01"}},
    )
    assert found.rung.name == name


def test_one_team_per_arm_adds_its_drift_to_the_error():
    """By team with one group value per arm: 2 tau squared on top, and a CONDITIONAL GO at most."""
    data = random_cells(1)
    teams = {"panel": {"group_values": (("AMER",), ("EMEA",))}, "charter": {"groups": {"assignment": "by team"}}}
    found = measured(data, **teams)
    assert (found.rung.name, found.rung.strongest) == ("one team per arm", "CONDITIONAL GO")
    assert math.hypot(unit_log_change(sums(data)).se, 0.05 * 2**0.5) == pytest.approx(found.test.se)


def test_the_charter_says_how_far_teams_drift():
    """`team_drift` replaces the 5 %; levels drift by that share of the baseline."""
    groups = {"assignment": "by team", "team_drift": "10%"}
    changes = {"panel": {"group_values": (("A",), ("B",))}, "charter": {"groups": groups}}
    data = random_cells(1, segments=1)
    plain, found = measured(data), measured(data, **changes)
    assert found.test.se**2 - plain.test.se**2 == pytest.approx(2 * 0.1**2)
    assert (found.harm.se**2 - plain.harm.se**2) ** 0.5 == pytest.approx(0.1 * 2**0.5 * found.mixed_baseline)


def test_several_teams_per_arm_are_compared_as_they_are():
    """By team with several teams on both sides needs no added drift."""
    assert measured(random_cells(1), charter={"groups": {"assignment": "by team"}}).rung.name == "unit log change"


def test_volunteers_reach_a_conditional_go_at_most():
    """People who chose themselves cap every rung."""
    found = measured(random_cells(1), charter={"groups": {"assignment": "volunteers"}})
    assert (found.rung.strongest, found.rung.evidence_class) == ("CONDITIONAL GO", "medium")
    assert found.rung.condition.startswith("volunteers")


def test_self_reported_outcomes_are_low_evidence():
    """What people say of themselves is the weakest class."""
    assert measured(random_cells(1), replace(MINUTES, evidence="self-reported")).rung.evidence_class == "low"


def test_without_control_and_few_weeks_the_own_past_is_shown():
    """Shown, never deciding, and never called adverse."""
    data = alone(random_cells(1))
    at = (data.week < 0) | (data.week >= 5)
    groups = {"assignment": "matched", "no_control": "no comparable queue"}
    found = measured(type(data)(*(column[at] for column in columns(data))), charter={"groups": groups})
    assert (found.rung.name, found.rung.strongest, found.rung.decides) == ("own past", "HOLD", False)
    assert found.pre_post == found.test
    assert not any(one.adverse for one in found.segments)


def test_one_unit_and_few_weeks_are_too_few():
    """Nothing can be had from one unit and a short series."""
    data = random_cells(1, units=(1, 6))
    at = (data.week < -2) | (data.week >= 5)
    found = measured(type(data)(*(column[at] for column in columns(data))))
    assert found.test.code == "STA101"
    assert found.test.reason.startswith("1 treated and 6 control units")


def test_randomised_without_baseline_compares_unit_means():
    """Declared by lot: arms after the start, a full rung."""
    changes = {**AFTER_ONLY, "charter": {**NO_BASELINE, **RANDOMISED["charter"]}}
    found = measured(only_after(random_cells(1, units=(12, 12))), **changes)
    assert (found.rung.name, found.rung.strongest, found.rung.evidence_class) == ("after only", "GO", "high")
    assert found.control_after == pytest.approx(found.counterfactual)


@pytest.mark.parametrize(("units", "evidence"), [((9, 12), "medium"), ((10, 12), "high")])
def test_few_randomised_units_without_baseline_are_medium_evidence(units, evidence):
    """Under ten per arm chance alone makes groups differ."""
    changes = {**AFTER_ONLY, "charter": {**NO_BASELINE, **RANDOMISED["charter"]}}
    assert measured(only_after(random_cells(1, units=units)), **changes).rung.evidence_class == evidence


def test_without_baseline_and_without_lots_nothing_is_decided():
    """Two groups that may always have differed: shown."""
    found = measured(only_after(random_cells(1)), **AFTER_ONLY, charter=NO_BASELINE)
    assert (found.rung.name, found.rung.strongest, found.rung.decides) == ("after only, shown", "HOLD", False)


def test_a_stated_baseline_is_shown_and_does_not_decide():
    """A number in the charter instead of data."""
    rules = {**NO_BASELINE, "groups": {"assignment": "matched", "no_control": "none"}}
    target = {"target": "-2 min", "baseline": "10 min"}
    found = measured(alone(only_after(random_cells(1))), target=target, **AFTER_ONLY, charter=rules)
    assert (found.rung.name, found.rung.strongest, found.rung.decides) == ("stated baseline", "HOLD", False)
    assert math.log(0.8) == pytest.approx(found.needed)


def test_neither_baseline_nor_control_is_refused():
    """There is nothing to compare with."""
    found = measured(alone(only_after(random_cells(1))), **AFTER_ONLY, charter=NO_BASELINE)
    assert (found.test.code, found.counterfactual) == ("STA101", None)


def test_one_unit_and_no_baseline_is_refused():
    """Two in each group are needed for a comparison after the start."""
    found = measured(only_after(random_cells(1, units=(1, 6))), **AFTER_ONLY, charter=NO_BASELINE)
    assert found.test.reason.startswith("there is no baseline, and 1 treated and 6 control units")


def test_options_for_randomised_pilots_are_set_aside_elsewhere():
    """ANCOVA in a matched pilot is a finding; the first rung still judges."""
    assert measured(random_cells(1), charter={"analysis": {"ancova": "true"}}).rung.name == "unit log change"


def test_undated_randomised_data_are_compared_after_only():
    """An export without dates is one judged week."""
    data = only_after(random_cells(1))
    data = replace(data, week=np.zeros_like(data.week))
    line = timeline(baseline=None, pilot=None, settle=0)
    window = {"pilot": {"undated": "trial export"}, "baseline": {"none": "none"}}
    found = measured(data, panel={"timeline": line}, charter={"window": window, **RANDOMISED["charter"]})
    assert found.rung.name == "after only"
    assert found.weekly == ()


@pytest.mark.parametrize(("logs", "scale"), [(True, "log"), (False, "level")])
def test_randomised_within_units_compares_each_unit_with_itself(logs, scale):
    """Items of one unit in both arms: unit fixed effects, on logs where all values are positive."""
    found = measured(crossed(logs=logs), **AFTER_ONLY, charter={**NO_BASELINE, **RANDOMISED["charter"]})
    assert ("within units", "GO", scale, "log") == (
        found.rung.name, found.rung.strongest, found.test.scale, found.size.scale,
    )  # fmt: skip
    assert (found.treatment.units, found.control.units) == (6, 6)


def test_one_or_two_units_in_both_arms_are_refused():
    """Neither a comparison within units nor between them."""
    found = measured(crossed(units=2), **AFTER_ONLY, charter={**NO_BASELINE, **RANDOMISED["charter"]})
    assert found.test.code == "STA101"


def test_shapes_without_a_rung_end_in_hold_and_say_so():
    """A refusal names the shape; nothing looks trustworthy."""
    found = measured(random_cells(1), replace(MINUTES, kind="quantile"))
    assert (found.test.code, found.rung.strongest, found.rung.decides) == ("STA102", "HOLD", False)
    assert "quantile" in found.test.reason
    assert (found.weekly, found.segments) == ((), ())


def test_a_metric_whose_columns_are_missing_is_not_measured():
    """The refusal says how to name the column."""
    found = measured(cells([]), panel={"absent": {"handling_time": ("handle_minutes", "aht")}})
    words = "such as `data.items.columns: {handle_minutes: your column}`"
    assert (found.test.code, found.test.reason[-len(words) :]) == ("DAT004", words)
    assert (found.baseline, found.after, found.counterfactual) == (None, None, None)


def test_a_metric_without_usable_rows_is_not_measured():
    """A column of blanks holds nothing."""
    assert measured(cells([])).test.code == "DAT010"


def test_before_the_first_settled_week_nothing_is_judged():
    """Two weeks into the pilot with three weeks of settling in."""
    found = measured(random_cells(1), panel={"timeline": timeline(as_of=date(2026, 2, 16))})
    assert found.test.code == "STA107"


@pytest.mark.parametrize(
    ("limit", "scale"), [("no worse than 5%", "log"), ("no worse than 1 min", "level"), ("at most 30 min", "level")]
)
def test_relative_limits_are_judged_on_the_log_scale(limit, scale):
    """Limits in units on differences of levels, relative ones as log ratios."""
    found = measured(random_cells(1), role="guardrail", guard=Guard(limit=parse_limit(limit)))
    assert scale == found.harm.scale


def test_secondary_metrics_get_adjusted_p_values():
    """Two secondary claims: the smaller p doubles, the primary is left alone."""
    from pilotaudit.charter.roles import Asked
    from pilotaudit.estimates.ladder import measure

    rules = charter(secondary={"handling_time": "-5%", "solved": "+3pp"})
    data = panel({"handling_time": random_cells(1), "solved": random_shares(2, rate=0.6)})
    asked = [
        Asked(MINUTES, "primary", aim=rules.primary["handling_time"]),
        Asked(MINUTES, "secondary", aim=rules.secondary["handling_time"]),
        Asked(SOLVED, "secondary", aim=rules.secondary["solved"]),
    ]
    primary, *others = measure(rules, data, asked)
    smallest = min(one.test.p_value() for one in others)
    assert primary.holm_p is None
    assert min(1.0, 2 * smallest) == pytest.approx(min(one.holm_p for one in others))


def test_a_target_below_zero_is_noted():
    """Thirty minutes less than twenty cannot be had."""
    found = measured(random_cells(1), target="-3000 min")
    assert found.needed is None
    assert "STA101" in [note.code for note in found.notes]


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 1000))
def test_swapping_the_arms_turns_every_sign(seed):
    """Through the whole ladder: the test, the difference of levels and the comparison after the start."""
    data = random_cells(seed, segments=1)
    one, other = measured(data), measured(replace(data, arm=1 - data.arm))
    for name in ("test", "size", "harm", "raw", "against_control"):
        assert -getattr(one, name).center == pytest.approx(getattr(other, name).center, abs=1e-9)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 1000), st.integers(1, 12), st.integers(1, 4))
def test_whatever_the_data_there_is_an_estimate_or_a_reason(seed, units, step):
    """Sparse, lopsided, constant: never NaN, never an error, always a rung and a reason."""
    rng = np.random.default_rng(seed)
    n = int(rng.integers(1, 60))
    unit, segment, week, rows = (rng.integers(low, high, n) for low, high in ((0, units), (0, 3), (-4, 8), (1, 30)))
    data = cells(list(zip(unit, np.zeros(n), segment, week, rows, rows * rng.integers(0, step, n), strict=True)))
    found = measured(replace(data, arm=data.unit % 2))
    outcomes = (found.test, found.size, found.late_test, found.harm, found.raw, found.pre_post, found.against_control)
    assert all(isinstance(one, Estimate) or one.reason for one in outcomes)
    assert found.rung.why


def test_the_baseline_window_is_the_one_built_by_hand():
    """The calendar of these tests: four baseline weeks before the first pilot day."""
    assert timeline(baseline=BASELINE, as_of=DAY).baseline_weeks == (-4, -3, -2, -1)

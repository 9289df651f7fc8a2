"""The rungs of weekly series: which shapes they judge, what they can carry and what they say."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pilotaudit.charter.model import Guard
from pilotaudit.estimates.methods import by_weeks, own_weeks
from pilotaudit.estimates.model import Estimate, Refusal
from pilotaudit.estimates.series import Plan, level_series, log_series, mixed_level
from pilotaudit.estimates.sums import Sample, only
from pilotaudit.phrases import DateRange, parse_limit
from tests.estimates.build import (
    AFTER,
    BEFORE,
    ERRORS,
    MINUTES,
    PILOT,
    cells,
    measured,
    random_cells,
    random_shares,
    timeline,
)

NO_CONTROL = {"charter": {"groups": {"no_control": "there was no comparable queue"}}}
NO_UNIT = {"panel": {"has_units": False, "units": ("",)}}
AGAINST_CONTROL = Plan(control=True, trend=False, fewest=3)
WITH_TREND = Plan(control=False, trend=True, fewest=4)
SETTLING = (0, 1, 2)
DRIFT = 2 * 0.05**2


def alone(data):
    """The cells of the pilot arm."""
    return only(data, data.arm == 1)


def without(data, weeks):
    """The cells without some weeks."""
    return only(data, ~np.isin(data.week, weeks))


def nameless(data):
    """The same cells where no unit is known: an empty name on both sides."""
    return replace(data, unit=np.zeros_like(data.unit))


def sample(data):
    """The windows of the tests' calendar."""
    return Sample(data, BEFORE, AFTER, joined=SETTLING)


@pytest.mark.parametrize("units", [(1, 1), (1, 5), (5, 1)])
def test_one_unit_in_an_arm_is_judged_by_its_weeks(units):
    """Against one or several, either way round."""
    found = measured(random_cells(1, units=units, effect=-0.5))
    assert (
        found.rung.name, found.rung.strongest, found.rung.decides, found.rung.evidence_class,
    ) == ("weekly series", "CONDITIONAL GO", True, "medium")  # fmt: skip
    assert (found.treatment.units, found.control.units) == units


def test_its_test_size_and_late_half_are_those_of_the_series():
    """With the drift of groups on top; the late half starts from the same baseline."""
    data = random_cells(2, units=(1, 4))
    found, method = measured(data), by_weeks(AGAINST_CONTROL, DRIFT)
    assert method.compare(sample(data)) == (found.test, found.size)
    late = method.compare(Sample(data, BEFORE, (5, 6, 7)))
    assert late == (found.late_test, found.late_size)
    assert method.test(Sample(data, BEFORE, AFTER, joined=SETTLING, adjust=False)) == found.raw


def test_the_drift_of_groups_widens_every_part():
    """5 % unless the charter says otherwise, twice squared."""
    data = random_cells(3, units=(1, 1))
    plain = log_series(sample(data), AGAINST_CONTROL)[0]
    found = [measured(data, charter={"groups": groups}) for groups in ({}, {"team_drift": "10%"})]
    assert [one.test.se**2 - plain.se**2 for one in found] == pytest.approx([0.005, 0.02])


def test_levels_drift_by_that_share_of_the_baseline():
    """What a guardrail in points is judged by."""
    data = random_cells(4, units=(1, 1))
    found = measured(data, role="guardrail", guard=Guard(limit=parse_limit("no worse than 1 min")))
    plain = level_series(Sample(data, BEFORE, tuple(range(8))), AGAINST_CONTROL)
    assert found.harm.se**2 - plain.se**2 == pytest.approx(0.005 * mixed_level(Sample(data, BEFORE, range(8))) ** 2)


def test_relative_guardrails_are_judged_on_the_log_scale():
    """Over all pilot weeks: harm counts from the first day."""
    data = random_cells(5, units=(1, 3))
    found = measured(data, role="guardrail", guard=Guard(limit=parse_limit("no worse than 5%")))
    weeks = Sample(data, BEFORE, tuple(range(8)))
    assert found.harm == found.test == by_weeks(AGAINST_CONTROL, DRIFT).compare(weeks)[0]


def test_what_one_unit_leaves_open_is_said():
    """The reason, the condition and what the design cannot show."""
    found = measured(random_cells(6, units=(1, 5)))
    assert found.rung.why.startswith("1 treated and 5 control units have data in both windows, and a group is one unit")
    assert "4 + 8 weeks" in found.rung.why
    assert "no more than about 5%" in found.rung.condition
    assert len(found.rung.cannot_show) == 2


def test_before_and_after_stand_beside_the_series():
    """One unit has no spread over units, so its own past is a series too; there is no comparison between units."""
    data = random_cells(7, units=(1, 5))
    found = measured(data)
    assert own_weeks(sample(data)) == found.pre_post
    assert isinstance(found.against_control, Refusal)


def test_levels_and_effect_tell_one_story():
    """The level expected without the change, times the change, is the level there is."""
    data = random_cells(8, units=(1, 2), effect=-0.3)
    found = measured(data)
    assert found.counterfactual * np.exp(found.size.center) == pytest.approx(found.after)
    assert mixed_level(sample(data)) == found.mixed_baseline


def test_every_pilot_week_has_an_effect_and_segments_have_theirs():
    """Settling in is shown; a segment is a series of its own."""
    found = measured(random_cells(9, units=(1, 3), segments=2, rows=80))
    assert [one.week for one in found.weekly if isinstance(one.effect, Estimate)] == list(range(8))
    assert [isinstance(one.effect, Estimate) for one in found.segments] == [True, True]


def test_a_segment_that_got_worse_is_found():
    """The shift is far outside what the weeks vary by."""
    data = random_cells(10, units=(1, 1), segments=2, rows=400)
    harmed = (data.arm == 1) & (data.week >= 0) & (data.segment == 1)
    found = measured(replace(data, total=data.total * np.where(harmed, 9.0, 1.0)))
    assert [one.adverse for one in found.segments] == [False, True]


@pytest.mark.parametrize(
    ("lost", "name"), [((-4,), "weekly series"), ((-4, -3), "too few units"), ((5, 6, 7), "too few units")]
)
def test_three_weeks_before_and_six_of_pilot_are_the_least(lost, name):
    """Under that the refusal says how many there are."""
    found = measured(without(random_cells(11, units=(1, 3)), lost))
    assert found.rung.name == name


def test_the_refusal_says_what_would_do():
    """A narrower unit, or more weeks."""
    found = measured(without(random_cells(11, units=(1, 3)), (-4, -3)))
    assert found.test == Refusal(
        "STA101",
        "1 treated and 3 control units with data in both windows, 2 in each group are needed; name a narrower unit, or "
        "bring 3 + 6 weeks for a weekly series (2 + 8 weeks hold data)",
    )


def test_one_treated_unit_alone_and_few_weeks_are_too_few():
    """Without control four and four."""
    found = measured(without(alone(random_cells(12, units=(1, 1))), (-4,)), **NO_CONTROL)
    assert found.test.reason.startswith("1 treated unit with data in both windows, 2 are needed")
    assert "4 + 4 weeks for a weekly series (3 + 8 weeks hold data)" in found.test.reason


@pytest.mark.parametrize("units", [1, 6])
def test_no_control_is_a_step_and_a_trend(units):
    """Four weeks and four: never a plain GO, and low evidence."""
    data = alone(random_cells(13, units=(units, 1), effect=-0.3))
    found = measured(data, **NO_CONTROL)
    assert (
        found.rung.name, found.rung.strongest, found.rung.decides, found.rung.evidence_class,
    ) == ("weekly series, no control", "CONDITIONAL GO", True, "low")  # fmt: skip
    assert by_weeks(WITH_TREND).compare(sample(data)) == (found.test, found.size)
    assert (found.treatment.units, found.control.units) == (units, 0)


def test_no_control_adds_no_drift_and_names_its_condition():
    """There is no other group to drift from."""
    found = measured(alone(random_cells(14)), **NO_CONTROL)
    assert found.test == log_series(sample(alone(random_cells(14))), WITH_TREND)[0]
    assert found.rung.condition.startswith("no control: holds only if nothing else changed")
    assert found.rung.cannot_show == ("whether season, workload or another change moved the figures",)


def test_no_control_and_several_units_show_their_own_past_too():
    """Before and after, per unit: what people look at first."""
    found = measured(alone(random_cells(14)), **NO_CONTROL)
    assert found.pre_post.method.startswith("log change per unit against its own past")


def test_a_trend_before_the_pilot_is_not_an_effect():
    """Everybody gets 3 % faster every week: the series does not see it, before and after calls it a gain."""
    data = alone(random_cells(15, segments=1))
    steady = measured(data, **NO_CONTROL)
    found = measured(replace(data, total=data.total * np.exp(-0.03 * data.week)), **NO_CONTROL)
    assert found.test.interval() == pytest.approx(steady.test.interval(), abs=1e-8)
    assert found.pre_post.center < steady.pre_post.center - 0.2


@pytest.mark.parametrize(("lost", "decides"), [((3, 4, 5, 6), True), ((0, 3, 4, 5, 6), False), ((-4,), False)])
def test_four_weeks_and_four_are_the_least_without_control(lost, decides):
    """Under that several units are shown against their own past."""
    found = measured(without(alone(random_cells(16)), lost), **NO_CONTROL)
    assert (found.rung.name, found.rung.decides) == ("weekly series, no control" if decides else "own past", decides)


def test_so_many_units_that_weeks_were_added_up_have_no_series():
    """Their weeks are gone; the own past is shown."""
    found = measured(alone(random_cells(17)), **NO_CONTROL, panel={"weekly": False})
    assert (found.rung.name, found.rung.strongest) == ("own past", "HOLD")
    assert "units are so many" in found.rung.why


def test_weeks_of_groups_stand_in_for_those_of_so_many_units():
    """The engine keeps them: the same series as from the units' own weeks, segments included."""
    data = alone(random_cells(17))
    periods = replace(data, week=np.where(data.week < 0, -4, np.where(data.week < 3, 0, np.where(data.week < 5, 3, 5))))
    changes = {"weekly": False, "group_weeks": {"handling_time": nameless(data)}}
    found, weekly = measured(periods, **NO_CONTROL, panel=changes), measured(data, **NO_CONTROL)
    assert found.rung == weekly.rung
    assert (found.test.interval(), found.size.interval()) == tuple(
        pytest.approx(one.interval()) for one in (weekly.test, weekly.size)
    )
    assert [one.effect.center for one in found.segments] == pytest.approx(
        [one.effect.center for one in weekly.segments]
    )


def test_one_unit_against_so_many_says_nothing_of_weeks():
    """No number of weeks would help where weeks were added up."""
    found = measured(random_cells(17, units=(1, 4)), panel={"weekly": False})
    assert (found.test.code, "weeks" in found.test.reason) == ("STA101", False)


def test_two_treated_units_without_control_are_a_series_too():
    """The power of a series does not come from the number of units."""
    found = measured(alone(random_cells(18, units=(2, 1))), **NO_CONTROL)
    assert found.rung.strongest == "CONDITIONAL GO"


def test_where_no_unit_is_known_each_arm_is_one():
    """One queue per arm, and nobody says whose work a row is."""
    data = nameless(random_cells(19))
    found = measured(data, **NO_UNIT)
    assert (found.rung.name, found.rung.strongest) == ("weekly series", "CONDITIONAL GO")
    assert found.rung.why.startswith("no unit is known, so each group counts as one")
    assert (found.treatment.units, found.control.units) == (1, 1)
    assert by_weeks(AGAINST_CONTROL, DRIFT).compare(sample(data)) == (found.test, found.size)


def test_where_no_unit_is_known_before_and_after_is_a_series():
    """Not the test itself under another name."""
    data = nameless(random_cells(19))
    found = measured(data, **NO_UNIT)
    assert own_weeks(sample(data)) == found.pre_post
    assert isinstance(found.against_control, Refusal)


def test_no_unit_and_no_control_is_a_step_and_a_trend():
    """As with units."""
    found = measured(nameless(alone(random_cells(20))), **NO_UNIT, **NO_CONTROL)
    assert (found.rung.name, found.rung.evidence_class) == ("weekly series, no control", "low")
    assert isinstance(found.pre_post, Estimate)


@pytest.mark.parametrize("changes", [{}, NO_CONTROL])
def test_no_unit_and_few_weeks_are_shown_and_decide_nothing(changes):
    """Two weeks before the start: figures, and the way to a judgement."""
    data = without(nameless(random_cells(21)), (-4, -3))
    found = measured(alone(data) if changes else data, **NO_UNIT, **changes)
    assert (found.rung.name, found.rung.strongest, found.rung.decides) == ("groups as units, shown", "HOLD", False)
    assert isinstance(found.test, Estimate)
    assert found.rung.why.endswith("name the column that says whose work a row is")
    assert not any(one.adverse for one in found.segments)


def test_no_unit_and_no_baseline_are_refused():
    """Rows after the start, and nothing to hold them against."""
    data = only(nameless(random_cells(22)), nameless(random_cells(22)).week >= 0)
    changes = {
        "charter": {"window": {"baseline": {"none": "lost"}}},
        "panel": {**NO_UNIT["panel"], "timeline": timeline(baseline=None)},
    }
    found = measured(data, **changes)
    assert (found.test.code, found.rung.decides) == ("STA101", False)
    assert "no unit is known" in found.test.reason


@pytest.mark.parametrize("changes", [{}, NO_UNIT])
def test_a_control_that_vanished_is_refused(changes):
    """Its baseline is there, its judged weeks are not: no quiet change to a design without control."""
    data = random_cells(23, units=(4, 4))
    data = only(data, (data.arm == 1) | (data.week < 3))
    found = measured(nameless(data) if changes else data, **changes)
    assert (found.test.code, found.rung.strongest) == ("STA101", "HOLD")
    assert found.test.reason.startswith("the control group has no data in the judged weeks")


def test_a_control_that_vanishes_late_leaves_its_weeks_out():
    """Two of the judged weeks have no difference; they are counted in a note."""
    data = random_cells(24, units=(1, 2))
    found = measured(only(data, (data.arm == 1) | (data.week < 6)))
    assert isinstance(found.size, Estimate)
    assert isinstance(found.late_size, Refusal)
    assert Refusal("STA120", "2 of 12 weeks are left out of the series: a group has no data in them") in found.notes


def test_weeks_without_rows_are_gaps():
    """Nobody worked for two weeks: left out, and said."""
    found = measured(without(random_cells(25, units=(1, 2)), (-2, 4)))
    assert "2 of 12 weeks" in next(one.reason for one in found.notes if one.code == "STA120")
    assert found.test.df == 8.0


def test_segments_are_merged_by_weeks_and_named():
    """Not by units: there is only one."""
    data = random_cells(26, units=(1, 1), segments=2)
    rare = cells([(unit, int(unit < 1), 2, -1, 1, 20.0) for unit in (0, 1)])
    joined = type(data)(*(np.concatenate([getattr(data, name), getattr(rare, name)]) for name in (
        "unit", "arm", "segment", "week", "rows", "total", "size")))  # fmt: skip
    assert [one.code for one in measured(data).notes] == []
    assert next(one for one in measured(joined).notes if one.code == "STA104").reason.endswith("(c)")


def test_sparse_weeks_of_a_guardrail_are_judged_as_levels():
    """A week without an error has a level; nothing is left out, and no log of a unit was taken."""
    data = random_shares(27, units=(1, 2), rate=0.05, rows=30)
    found = measured(data, ERRORS, role="guardrail", guard=Guard(limit=parse_limit("no worse than 3pp")))
    assert isinstance(found.harm, Estimate)
    assert {one.code for one in found.notes} <= {"STA104"}


def test_volunteers_and_self_reports_cap_a_series_too():
    """What lowers any rung lowers this one."""
    data = random_cells(28, units=(1, 3))
    found = measured(data, replace(MINUTES, evidence="self-reported"), charter={"groups": {"assignment": "volunteers"}})
    assert (found.rung.strongest, found.rung.evidence_class) == ("CONDITIONAL GO", "low")
    assert "volunteers" in found.rung.condition


def test_an_early_run_judges_the_weeks_that_have_passed():
    """Six weeks in: three settled ones, and the week that still runs is nobody's step."""
    data = only(random_cells(29, units=(1, 3)), random_cells(29, units=(1, 3)).week < 7)
    found = measured(data, panel={"timeline": timeline(as_of=date(2026, 3, 18))})
    assert log_series(Sample(data, BEFORE, (3, 4, 5), joined=SETTLING), AGAINST_CONTROL)[0].df == found.test.df == 8.0


def test_a_short_pilot_without_settling_in_has_one_answer():
    """All its weeks are judged, so test and size are the same."""
    line = timeline(settle=0, pilot=PILOT)
    found = measured(random_cells(30, units=(1, 1)), panel={"timeline": line})
    assert found.test == found.size


def test_a_baseline_far_away_keeps_its_distance():
    """Half a year of nothing between baseline and pilot: the weeks before say little about the error at the start."""
    data = random_cells(31, units=(1, 1))
    moved = replace(data, week=np.where(data.week < 0, data.week - 26, data.week))
    span = DateRange(date(2025, 7, 7), date(2025, 8, 3))
    near, far = measured(data), measured(moved, panel={"timeline": timeline(baseline=span)},
                                         charter={"window": {"baseline": "2025-07-07 to 2025-08-03"}})  # fmt: skip
    assert (near.rung.name, far.rung.name) == ("weekly series", "weekly series")
    assert near.test.center != far.test.center


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 1000), st.booleans())
def test_whatever_the_data_there_is_an_estimate_or_a_reason(seed, known):
    """Holes, zeros, one unit or none known: never NaN, never an error."""
    rng = np.random.default_rng(seed)
    n = int(rng.integers(1, 90))
    unit, segment, week, rows = (rng.integers(low, high, n) for low, high in ((0, 3), (0, 2), (-4, 8), (1, 30)))
    data = cells(list(zip(unit, unit == 0, segment, week, rows, rows * rng.integers(0, 3, n), strict=True)))
    found = measured(data if known else nameless(data), **({} if known else NO_UNIT))
    outcomes = (found.test, found.size, found.late_test, found.harm, found.raw, found.pre_post, found.against_control)
    assert all(one.reason if isinstance(one, Refusal) else np.isfinite(one.interval()).all() for one in outcomes)

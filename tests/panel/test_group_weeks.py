"""Weeks of groups from the engine are those of the units' weeks that stay in it."""

import numpy as np
import pytest

from pilotaudit.estimates.arm_weeks import arm_weeks
from pilotaudit.estimates.series import Plan, level_series, log_series
from pilotaudit.estimates.sums import Sample, with_cube
from tests.panel.test_slopes import KEY, both, csv

BEFORE, AFTER = (-4, -3, -2, -1), (3, 4, 5, 6, 7)
COUNTED = {"metrics": {"mine": {"kind": "count", "per": "unit-day", "better": "lower"}}, "primary": {"mine": "-10%"}}


def one_control(leave_out=lambda line: False):
    """Six treated agents and one in control, without some of their tickets."""
    lines = [line for line in csv().splitlines() if ",control," not in line or ",a1," in line]
    return "\n".join(line for line in lines if not leave_out(line)) + "\n"


def sample(panel):
    """The windows of the panel's calendar, as the ladder asks about them."""
    cells, weeks = panel.metrics[KEY], panel.group_weeks.get(KEY)
    return with_cube(Sample(cells, BEFORE, AFTER, joined=(0, 1, 2), weeks=weeks))


def same(one, other):
    """Whether two sets of weekly sums agree."""
    for name in ("week", "total", "size", "rate"):
        assert getattr(other, name) == pytest.approx(getattr(one, name), rel=1e-12)


def test_weeks_that_stay_in_the_engine_leave_the_groups_weeks(tmp_path, monkeypatch):
    """Sums and levels of segments, from dense arrays and from cells."""
    weekly, periods = both(tmp_path, monkeypatch, one_control())
    assert (weekly.weekly, periods.weekly, weekly.group_weeks) == (True, False, {})
    one, other = sample(weekly), sample(periods)
    same(arm_weeks(one), arm_weeks(other))
    same(arm_weeks(one), arm_weeks(Sample(other.cells, BEFORE, AFTER, weeks=other.weeks)))


@pytest.mark.parametrize("plan", [Plan(True, False, 3), Plan(False, True, 4)])
def test_a_series_is_the_same_from_the_groups_weeks(tmp_path, monkeypatch, plan):
    """Against control and alone."""
    one, other = (sample(panel) for panel in both(tmp_path, monkeypatch, one_control()))
    found, again = log_series(one, plan), log_series(other, plan)
    assert [each.interval() for each in again] == [pytest.approx(each.interval(), rel=1e-9) for each in found]
    assert level_series(other, plan).interval() == pytest.approx(level_series(one, plan).interval(), rel=1e-9)


def test_units_in_one_window_only_are_left_out_of_the_groups_weeks(tmp_path, monkeypatch):
    """One who left and one who came; the rates of segments rest on everybody's baseline still."""
    gone = one_control(lambda line: (",a0," in line and line >= "2026-02") or (",a2," in line and line < "2026-02"))
    one, other = (arm_weeks(sample(panel)) for panel in both(tmp_path, monkeypatch, gone))
    same(one, other)


def test_every_arm_is_one_unit(tmp_path, monkeypatch):
    """Twelve weeks of two arms in two segments."""
    found = both(tmp_path, monkeypatch, one_control())[1].group_weeks[KEY]
    assert (np.unique(found.unit).tolist(), np.unique(found.week).tolist()) == ([0], list(range(-4, 8)))


def test_several_units_in_both_arms_need_no_weeks_of_groups(tmp_path, monkeypatch):
    """They are compared by themselves."""
    assert both(tmp_path, monkeypatch)[1].group_weeks == {}


def test_what_is_counted_per_day_has_no_weeks_of_groups(tmp_path, monkeypatch):
    """Its exposure is that of units, which were added up."""
    panel = both(tmp_path, monkeypatch, one_control(), COUNTED)[1]
    assert (panel.weekly, "mine" in panel.group_weeks) == (False, False)


def test_without_a_baseline_there_is_nothing_to_follow(tmp_path, monkeypatch):
    """A series begins before the pilot."""
    window = {"baseline": {"none": "lost"}, "pilot": "2026-02-02 to 2026-03-29", "decide_by": "2026-04-05"}
    assert both(tmp_path, monkeypatch, one_control(), {"window": window})[1].group_weeks == {}

"""Weeks of groups from the engine are those of the units' weeks that stay in it."""

import numpy as np
import pytest

from pilotaudit.estimates.arm_weeks import arm_weeks
from pilotaudit.estimates.series import Plan, level_series, log_series
from pilotaudit.estimates.sums import Sample
from tests.panel.test_slopes import KEY, both, csv

BEFORE, AFTER = (-4, -3, -2, -1), (3, 4, 5, 6, 7)
COUNTED = {"metrics": {"mine": {"kind": "count", "per": "unit-day", "better": "lower"}}, "primary": {"mine": "-10%"}}


def sample(panel):
    """The windows of the panel's calendar."""
    cells = panel.metrics[KEY]
    return Sample(cells, BEFORE, AFTER, joined=(0, 1, 2), weeks=panel.group_weeks.get(KEY))


def test_weeks_that_stay_in_the_engine_leave_the_groups_weeks(tmp_path, monkeypatch):
    """Sums, levels of segments and the series that rests on them are the same."""
    weekly, periods = both(tmp_path, monkeypatch)
    assert (weekly.weekly, periods.weekly, weekly.group_weeks) == (True, False, {})
    one, other = arm_weeks(sample(weekly)), arm_weeks(sample(periods))
    for name in ("week", "total", "size", "rate"):
        assert getattr(other, name) == pytest.approx(getattr(one, name), rel=1e-12)


@pytest.mark.parametrize("plan", [Plan(True, False, 3), Plan(False, True, 4)])
def test_a_series_is_the_same_from_the_groups_weeks(tmp_path, monkeypatch, plan):
    """With control and without."""
    one, other = (sample(panel) for panel in both(tmp_path, monkeypatch))
    found, again = (
        (*log_series(one, plan), level_series(one, plan)),
        (*log_series(other, plan), level_series(other, plan)),
    )
    assert [each.interval() for each in again] == [pytest.approx(each.interval(), rel=1e-9) for each in found]


def test_units_in_one_window_only_are_left_out_of_the_groups_weeks(tmp_path, monkeypatch):
    """Somebody who came with the pilot; the rates of segments rest on everybody's baseline still."""
    late = [line for line in csv().splitlines() if not (line[:7] == "2026-01" and ",a1," in line)]
    early = [line for line in late if not (line[:7] > "2026-01" and ",a2," in line)]
    one, other = (arm_weeks(sample(panel)) for panel in both(tmp_path, monkeypatch, "\n".join(early) + "\n"))
    assert other.total == pytest.approx(one.total)
    assert other.rate == pytest.approx(one.rate)


def test_every_arm_is_one_unit(tmp_path, monkeypatch):
    """Twelve weeks of two arms in two segments."""
    found = both(tmp_path, monkeypatch)[1].group_weeks[KEY]
    assert (np.unique(found.unit).tolist(), found.unit.size) == ([0], 48)


def test_what_is_counted_per_day_has_no_weeks_of_groups(tmp_path, monkeypatch):
    """Its exposure is that of units, which were added up."""
    panel = both(tmp_path, monkeypatch, changes=COUNTED)[1]
    assert "mine" not in panel.group_weeks


def test_without_a_baseline_there_is_nothing_to_follow(tmp_path, monkeypatch):
    """A series begins before the pilot."""
    window = {"baseline": {"none": "lost"}, "pilot": "2026-02-02 to 2026-03-29", "decide_by": "2026-04-05"}
    assert both(tmp_path, monkeypatch, changes={"window": window})[1].group_weeks == {}

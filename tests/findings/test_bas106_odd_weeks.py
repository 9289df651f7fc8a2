"""BAS106: weeks of the baseline with an unusual amount of work."""

from dataclasses import replace

import pytest

from pilotaudit.findings import bas106_odd_weeks as subject
from pilotaudit.panel.model import Extract
from pilotaudit.phrases import DateRange
from tests.builders import TIMELINE, case
from tests.findings.work import WEEKS, WHOLE, seen, weekly

USUAL = [100] * 8


def weeks(*before, pilot=USUAL):
    """Baseline weeks, then eight of a hundred."""
    return [*before, *pilot]


@pytest.mark.parametrize(("rows", "count"), [(50, 0), (49, 1), (150, 0), (151, 1)])
def test_half_and_one_and_a_half_times_the_median_are_the_ends(rows, count):
    """Of a hundred rows a week, in both groups."""
    assert len(seen(subject, weekly(*[weeks(100, rows, 100, 100)] * 2))) == count


def test_the_week_is_named_by_its_first_day_with_both_groups():
    """The third week of the baseline, twice as much as usual."""
    (one,) = seen(subject, weekly(*[weeks(100, 100, 200, 100)] * 2))
    assert "an odd week: that of 2026-01-19 had 400 rows in both groups, where 200 are usual (+100.0%)" in one.message


def test_a_storm_in_one_group_is_named_as_that_groups():
    """Control had an ordinary week."""
    (one,) = seen(subject, weekly(weeks(100, 100, 200, 100)))
    assert ("in the pilot group" in one.message, one.severity) == (True, "warn")


def test_small_counts_differ_by_chance():
    """Nine rows a week have a standard deviation of three."""
    assert seen(subject, weekly(weeks(9, 9, 2, 9), weeks(9, 9, 16, 9))) == []


def test_work_that_is_done_every_other_week_is_not_odd():
    """Two weeks of four."""
    assert seen(subject, weekly(weeks(200, 2, 200, 2))) == []


def test_two_weeks_have_no_usual_one():
    """Neither is the odd one."""
    two = replace(TIMELINE, baseline=DateRange(TIMELINE.starts(-2), TIMELINE.baseline.last))
    assert seen(subject, weekly(weeks(0, 0, 900, 100)), timeline=two) == []


def test_an_excluded_week_is_no_odd_one():
    """Its days are not read."""
    line = replace(TIMELINE, excluded=(DateRange(TIMELINE.starts(-2), TIMELINE.starts(-1)),))
    assert seen(subject, weekly(*[weeks(100, 100, 0, 85)] * 2), timeline=line) == []


def test_a_week_without_rows_in_both_groups_is_odd():
    """A holiday."""
    assert "2026-01-12 had 0 rows in both groups" in seen(subject, weekly(*[weeks(100, 0, 100, 100)] * 2))[0].message


def test_a_week_that_one_group_lacks_is_another_finding():
    """CMP113 names it."""
    assert seen(subject, weekly(weeks(100, 0, 100, 100))) == []


def test_weeks_before_the_first_row_of_the_export_are_another_finding():
    """DAT108 says that the export begins late."""
    late = Extract(TIMELINE.starts(-3), WHOLE.last)
    assert seen(subject, weekly(*[weeks(0, 100, 100, 100)] * 2), extract=late) == []


def test_odd_weeks_of_the_pilot_are_not_judged():
    """Fewer tickets may be the tool's doing."""
    assert seen(subject, weekly([100] * 6 + [10] * 6, [100] * 12)) == []


def test_without_weeks_nothing_is_known():
    """Weeks were added up, or there is no panel at all."""
    assert seen(subject, weekly([100, 900, *[100] * (len(WEEKS) - 2)]), weekly=False) == []
    assert list(subject.check(case(panel=None))) == []

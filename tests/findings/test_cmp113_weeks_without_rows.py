"""CMP113: weeks without rows."""

from dataclasses import replace

from pilotaudit.findings import cmp113_weeks_without_rows as subject
from pilotaudit.phrases import DateRange
from tests.builders import TIMELINE, case
from tests.findings.work import seen, weekly


def without(*weeks):
    """A hundred rows in every week but these, counted from the first baseline week."""
    return [0 if place in weeks else 100 for place in range(12)]


def test_a_week_that_one_group_lacks_is_a_warning():
    """The sixth week of the pilot."""
    (one,) = seen(subject, weekly(control=without(9)))
    assert (one.severity, "that of 2026-03-09 in control. " in one.message) == ("warn", True)


def test_a_baseline_week_that_the_pilot_group_lacks_is_named():
    """It has nothing to be held against."""
    assert "that of 2026-01-12 in the pilot group" in seen(subject, weekly(without(1)))[0].message


def test_a_pilot_week_that_both_lack_is_a_note():
    """A holiday, as it seems."""
    (one,) = seen(subject, weekly(without(8), without(8)))
    assert (one.severity, "that of 2026-03-02. " in one.message) == ("note", True)


def test_a_baseline_week_that_both_lack_is_another_finding():
    """BAS106 calls it odd."""
    assert seen(subject, weekly(without(1), without(1))) == []


def test_many_weeks_are_counted():
    """Four are named."""
    (one,) = seen(subject, weekly(control=without(4, 5, 6, 7, 8, 9)))
    assert " and 2 more" in one.message


def test_the_last_weeks_of_a_group_that_ended_are_another_finding():
    """CMP112 holds the verdict."""
    assert seen(subject, weekly(control=without(10, 11))) == []


def test_excluded_days_are_not_missed():
    """The charter says why."""
    line = replace(TIMELINE, excluded=(DateRange(TIMELINE.starts(5), TIMELINE.starts(6)),))
    assert seen(subject, weekly(control=without(9)), timeline=line) == []


def test_without_gaps_or_data_nothing_is_said():
    """Every week has its rows."""
    assert (seen(subject, weekly()), list(subject.check(case(panel=None)))) == ([], [])

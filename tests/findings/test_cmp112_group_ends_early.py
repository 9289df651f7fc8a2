"""CMP112: a group that stops before the end of the pilot."""

from dataclasses import replace

import pytest

from pilotaudit.findings import cmp112_group_ends_early as subject
from tests.builders import TIMELINE, case
from tests.findings.work import KEY, seen, weekly


def ends(*last, usual=100):
    """Twelve weeks, the last ones with these rows."""
    return [usual] * (12 - len(last)) + list(last)


def test_a_control_that_vanishes_holds_the_verdict():
    """The last two weeks have three rows and none."""
    (one,) = seen(subject, weekly(control=ends(3, 0)))
    text = "control stops before the end: it has 3 rows in the week of 2026-03-16 and 0 rows in the week of 2026-03-23"
    assert (one.effect, one.metric, text in one.message) == ("hold", KEY, True)


@pytest.mark.parametrize(("rows", "count"), [(10, 0), (9, 1)])
def test_a_tenth_of_the_usual_rows_is_the_least(rows, count):
    """Late closures remain when a queue is closed."""
    assert len(seen(subject, weekly(control=ends(rows, rows)))) == count


def test_one_week_may_be_a_holiday():
    """CMP113 names it."""
    assert seen(subject, weekly(control=ends(0))) == []


def test_a_pilot_group_that_ends_is_named_too():
    """It works both ways."""
    assert "the pilot group stops" in seen(subject, weekly(ends(0, 0, 0)))[0].message


def test_both_groups_closing_together_is_no_lost_comparison():
    """A holiday of all."""
    assert seen(subject, weekly(ends(0, 0), ends(0, 0))) == []


def test_a_gap_before_the_end_is_another_finding():
    """The group comes back."""
    assert seen(subject, weekly(control=ends(0, 0, 100))) == []


def test_weeks_that_have_not_been_judged_do_not_count():
    """At an interim look only the settled weeks that have passed are held against each other."""
    early = replace(TIMELINE, as_of=TIMELINE.starts(6))
    assert seen(subject, weekly(control=ends(0, 0)), timeline=early) == []


def test_nothing_measured_nothing_said():
    """No panel, no settled week."""
    early = replace(TIMELINE, as_of=TIMELINE.starts(1))
    assert list(subject.check(case(panel=None))) == []
    assert seen(subject, weekly(control=ends(0, 0)), timeline=early) == []

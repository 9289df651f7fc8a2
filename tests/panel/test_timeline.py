"""The calendar of a pilot: both ends included, weeks from the first pilot day, what is settled and what is judged."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilotaudit.panel.timeline import Timeline, default_settle, timeline_of
from pilotaudit.phrases import DateRange, parse_date_range
from tests.charter.writing import charter_of

END = date(2026, 3, 29)
AFTER = date(2026, 4, 5)


def _timeline(pilot="2026-02-02 to 2026-03-29", as_of=AFTER, **changes):
    return timeline_of(charter_of({"window.pilot": pilot, "window.decide_by": "2026-12-31", **changes}), as_of)


def test_both_ends_belong_to_a_window():
    """Four and eight weeks to the day; the decision is due 62 days after the first pilot day."""
    window = charter_of().window
    assert (window.baseline.days, window.pilot.days) == (28, 56)
    assert (window.decide_by - window.pilot.first).days == 62


def test_the_minimal_charter_has_four_weeks_before_and_five_judged_of_eight():
    """Three weeks settle in."""
    timeline = timeline_of(charter_of(), AFTER)
    assert timeline.baseline_weeks == (-4, -3, -2, -1)
    assert (timeline.pilot_weeks, timeline.settled) == (tuple(range(8)), (3, 4, 5, 6, 7))


@pytest.mark.parametrize(
    ("day", "week"),
    [
        (date(2026, 2, 2), 0),
        (date(2026, 2, 8), 0),
        (date(2026, 2, 9), 1),
        (date(2026, 3, 29), 7),
        (date(2026, 2, 1), -1),
        (date(2026, 1, 26), -1),
        (date(2026, 1, 25), -2),
        (date(2026, 1, 5), -4),
    ],
)
def test_weeks_are_counted_from_the_first_pilot_day_and_backwards(day, week):
    """Week 0 starts on the first pilot day, whatever day of the week that is."""
    assert timeline_of(charter_of(), AFTER).week(day) == week


def test_days_beyond_the_whole_weeks_join_the_last_week():
    """Sixty days are eight weeks and four days: the last week has eleven."""
    timeline = _timeline("2026-02-02 to 2026-04-02", as_of=date(2026, 5, 1))
    assert (timeline.planned_weeks, timeline.week(date(2026, 4, 2)), timeline.days(7)) == (8, 7, 11)


def test_a_pilot_of_some_days_is_one_week():
    """It has no whole week, and all its days are in week 0."""
    timeline = _timeline("2026-02-02 to 2026-02-05")
    assert (timeline.planned_weeks, timeline.settled, timeline.days(0)) == (1, (0,), 4)


@pytest.mark.parametrize(("weeks", "settle"), [(1, 0), (2, 1), (3, 1), (4, 2), (5, 2), (6, 3), (7, 3), (8, 3), (12, 3)])
def test_three_weeks_settle_in_from_six_on_and_half_before(weeks, settle):
    """Half is rounded down."""
    assert default_settle(weeks) == settle


@pytest.mark.parametrize(
    ("said", "settle"), [("2 weeks", 2), ("10 days", 2), ("14 days", 2), ("1 day", 1), ("0 weeks", 0), ("20 weeks", 7)]
)
def test_settling_in_as_the_charter_says_leaves_one_week_to_judge(said, settle):
    """Days are rounded up to weeks."""
    assert _timeline(**{"window.settle_in": said}).settle == settle


@pytest.mark.parametrize(
    ("settle", "late"),
    [("7 weeks", (7,)), ("6 weeks", (7,)), ("5 weeks", (6, 7)), ("3 weeks", (5, 6, 7)), ("0 weeks", (4, 5, 6, 7))],
)
def test_the_late_half_of_the_settled_weeks_is_rounded_up(settle, late):
    """Of five settled weeks the last three are late."""
    assert _timeline(**{"window.settle_in": settle}).late == late


@pytest.mark.parametrize(
    ("as_of", "elapsed", "begun"),
    [
        (date(2026, 2, 1), 0, 0),
        (date(2026, 2, 2), 0, 1),
        (date(2026, 2, 7), 0, 1),
        (date(2026, 2, 8), 1, 1),
        (date(2026, 2, 9), 1, 2),
        (date(2026, 3, 15), 6, 6),
        (date(2026, 3, 28), 7, 8),
        (date(2026, 3, 29), 8, 8),
        (date(2027, 1, 1), 8, 8),
    ],
)
def test_inside_the_pilot_whole_weeks_have_elapsed_and_more_have_begun(as_of, elapsed, begun):
    """A week has elapsed when its last day has come."""
    timeline = timeline_of(charter_of(), as_of)
    assert (timeline.elapsed_weeks, len(timeline.pilot_weeks)) == (elapsed, begun)


@pytest.mark.parametrize(("as_of", "decisive"), [(END - timedelta(days=1), False), (END, True), (AFTER, True)])
def test_the_decision_look_is_on_or_after_the_last_pilot_day(as_of, decisive):
    """Before it a look is an interim one."""
    assert timeline_of(charter_of(), as_of).decisive is decisive


def test_the_last_week_has_not_elapsed_before_the_window_ends():
    """It holds the days beyond the whole weeks."""
    timeline = _timeline("2026-02-02 to 2026-02-12", as_of=date(2026, 2, 10))
    assert (timeline.elapsed_weeks, timeline.settled) == (0, ())


def test_the_last_day_that_is_read_is_not_in_the_future():
    """Rows after the judgement date are counted, not read."""
    early = timeline_of(charter_of(), date(2026, 3, 1))
    assert (early.last_day, early.is_read(date(2026, 3, 2))) == (date(2026, 3, 1), False)
    assert timeline_of(charter_of(), AFTER).last_day == END


def test_days_of_a_running_week_end_with_the_judgement_date():
    """Time at risk is what has passed."""
    timeline = timeline_of(charter_of(), date(2026, 2, 11))
    assert (timeline.days(0), timeline.days(1), timeline.days(2)) == (7, 3, 0)


def test_excluded_days_are_not_read_and_not_counted():
    """A storage outage of two days in the last baseline week."""
    timeline = _timeline(exclude=[{"dates": "2026-01-26 to 2026-01-27", "why": "Storage outage"}])
    assert (timeline.is_excluded(date(2026, 1, 26)), timeline.is_read(date(2026, 1, 26))) == (True, False)
    assert (timeline.days(-1), timeline.days(-2)) == (5, 7)


def test_days_between_the_windows_are_in_no_window():
    """A gap of a week is counted as no time at risk."""
    timeline = _timeline(**{"window.baseline": "2025-12-29 to 2026-01-25"})
    assert timeline.baseline_weeks == (-5, -4, -3, -2)
    assert (timeline.is_read(date(2026, 1, 26)), timeline.days(-1)) == (False, 0)


def test_a_baseline_that_starts_inside_a_week_has_a_short_first_week():
    """Its weeks are counted from the pilot's start."""
    timeline = _timeline(**{"window.baseline": "2026-01-08 to 2026-02-01"})
    assert (timeline.baseline_weeks[0], timeline.days(-4)) == (-4, 4)


def test_without_a_baseline_there_are_no_weeks_before():
    """It was said with a reason."""
    timeline = _timeline(**{"window.baseline": {"none": "lost"}})
    assert (timeline.baseline, timeline.baseline_weeks) == (None, ())


def test_an_undated_pilot_is_one_week_that_has_passed():
    """There are no dates to cut it by."""
    timeline = _timeline({"undated": "no dates"}, as_of=date(2020, 1, 1))
    assert (timeline.pilot, timeline.planned_weeks, timeline.settled, timeline.decisive) == (None, 1, (0,), True)
    assert (timeline.week(END), timeline.days(0), timeline.starts(0), timeline.last_day) == (0, 7, None, None)


def test_a_week_starts_seven_days_after_the_one_before():
    """Negative weeks too."""
    timeline = timeline_of(charter_of(), AFTER)
    assert (timeline.starts(-1), timeline.starts(0), timeline.starts(7)) == (
        date(2026, 1, 26),
        date(2026, 2, 2),
        date(2026, 3, 23),
    )


@given(first=st.dates(date(2020, 1, 1), date(2030, 1, 1)), length=st.integers(1, 120), before=st.integers(1, 60))
def test_every_day_that_is_read_is_counted_in_exactly_one_week(first, length, before):
    """The days of all weeks are the days of both windows."""
    pilot = DateRange(first, first + timedelta(days=length - 1))
    baseline = DateRange(first - timedelta(days=before), first - timedelta(days=1))
    timeline = Timeline(baseline, pilot, 0, pilot.last)
    weeks = timeline.baseline_weeks + timeline.pilot_weeks
    assert sum(timeline.days(week) for week in weeks) == length + before


def test_a_range_holds_its_ends():
    """Both of them, and nothing but days."""
    days = parse_date_range("2026-01-05 to 2026-02-01")
    assert [day in days for day in (days.first, days.last, days.last + timedelta(days=1), "2026-01-05")] == [
        True,
        True,
        False,
        False,
    ]


LOOKS = {"window.looks": ["2026-03-15", "2026-03-08"]}
"""After six and after five of eight weeks, three of them settling in; written in any order."""


@pytest.mark.parametrize(
    ("day", "kind", "number", "times"),
    [
        ("2026-03-07", "interim", 0, ()),
        ("2026-03-08", "registered", 1, (2 / 5,)),
        ("2026-03-09", "interim", 0, ()),
        ("2026-03-15", "registered", 2, (2 / 5, 3 / 5)),
        ("2026-03-28", "interim", 0, ()),
        ("2026-03-29", "decision", 3, (2 / 5, 3 / 5, 1.0)),
        ("2026-04-05", "decision", 3, (2 / 5, 3 / 5, 1.0)),
    ],
)
def test_the_judgement_date_decides_which_look_it_is(day, kind, number, times):
    """To the day; looks that were registered count whether anybody ran them or not."""
    look = _timeline(as_of=date.fromisoformat(day), **LOOKS).look
    assert (look.kind, look.number, look.of, look.times) == (kind, number, 3, times)


def test_without_registered_looks_the_decision_is_the_only_one():
    """All of the time at once."""
    look = _timeline().look
    assert (look.kind, look.number, look.of, look.weeks, look.planned, look.times) == ("decision", 1, 1, 5, 5, (1.0,))


def test_two_looks_in_one_week_are_one():
    """They judge the same settled weeks."""
    look = _timeline(as_of=date(2026, 3, 12), **{"window.looks": ["2026-03-09", "2026-03-12"]}).look
    assert (look.number, look.times) == (2, (2 / 5,))


def test_a_look_before_the_first_settled_week_judges_nothing():
    """It is registered all the same."""
    look = _timeline(as_of=date(2026, 2, 15), **{"window.looks": ["2026-02-15"]}).look
    assert (look.kind, look.weeks, look.times, look.is_gate) == ("registered", 0, (), False)


@pytest.mark.parametrize(("day", "gate"), [("2026-03-01", False), ("2026-03-08", True)])
def test_a_registered_look_needs_two_settled_weeks(day, gate):
    """One week is no late half."""
    assert _timeline(as_of=date.fromisoformat(day), **{"window.looks": [day]}).look.is_gate is gate

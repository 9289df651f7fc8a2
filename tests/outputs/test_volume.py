"""Rows by week as bars."""

from datetime import date, timedelta

import pytest

from pilotaudit.outputs.volume import volume_lines, weeks_in_a_bar


def weeks(*rows, start=date(2026, 1, 5)):
    """Weeks in a row."""
    return [((start + timedelta(days=7 * place)).isoformat(), n) for place, n in enumerate(rows)]


def test_the_fullest_week_is_the_tallest_and_none_is_a_dot():
    """One row is a bar all the same."""
    assert list(volume_lines(weeks(800, 400, 1, 0, 100))) == [("2026-01-05", "█▄▁·▁")]


def test_a_line_holds_a_year():
    """The second begins where the first ends."""
    lines = list(volume_lines(weeks(*[5] * 60)))
    assert [(first, len(bars)) for first, bars in lines] == [("2026-01-05", 52), ("2027-01-04", 8)]


@pytest.mark.parametrize(("n", "each"), [(1, 1), (104, 1), (105, 2), (520, 5)])
def test_longer_times_are_added_up(n, each):
    """A hundred bars or so at most."""
    assert weeks_in_a_bar(weeks(*[1] * n)) == each


def test_several_weeks_in_a_bar_are_added():
    """So the tallest is the fullest pair."""
    assert next(volume_lines(weeks(*[1] * 104, 3)))[1][:3] == "▆▆▆"


def test_weeks_that_do_not_follow_each_other_are_not_drawn():
    """Their gaps could not be seen."""
    assert list(volume_lines([("1970-01-05", 1), ("2026-01-05", 9)])) == []


def test_nothing_is_no_line():
    """A column without dates."""
    assert list(volume_lines([])) == []

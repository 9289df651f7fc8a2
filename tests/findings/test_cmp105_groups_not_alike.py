"""CMP105: groups not alike before the pilot."""

from dataclasses import replace

import pytest

from pilotaudit.findings import cmp105_groups_not_alike as subject
from tests.builders import case, charter, panel, primary
from tests.estimates.build import cells

KEY = "average_handling_time"


def found(case):
    """What the check says about a case."""
    return list(subject.check(case))


def said(rows, segments=("",)):
    """The findings for these cells."""
    return found(case(charter(), primary(), panel=panel(metrics={KEY: cells(rows)}, segments=segments)))


def units(levels, arm, start=0):
    """One baseline cell of ten rows per unit, at these levels."""
    return [(start + place, arm, 0, -1, 10, 10 * level) for place, level in enumerate(levels)]


def test_levels_far_apart_are_named():
    """About 20 minutes against about 10."""
    (one,) = said(units([20, 21, 19, 20], 1) + units([10, 11, 9, 10], 0, 4))
    assert "20.0 min in the treatment group and 10.0 min in control" in one.message


def test_levels_as_far_apart_as_chance_puts_them_are_quiet():
    """A third of a standard deviation between four and four."""
    assert said(units([18, 20, 22, 24], 1) + units([17, 19, 21, 23], 0, 4)) == []


def test_another_mix_of_work_is_named():
    """30 % complex against 10 %."""
    rows = [(0, 1, 0, -1, 70, 7.0), (0, 1, 1, -1, 30, 3.0), (1, 0, 0, -1, 90, 9.0), (1, 0, 1, -1, 10, 1.0)]
    (one,) = said(rows, ("easy", "complex"))
    assert "easy is 70.0% of the treatment group's work and 90.0% of control's" in one.message


@pytest.mark.parametrize(("share", "count"), [(20, 0), (21, 1)])
def test_ten_points_are_the_most(share, count):
    """Against 10 % in control."""
    rows = [(0, 1, 0, -1, 100 - share, 7.0), (0, 1, 1, -1, share, 3.0), (1, 0, 0, -1, 90, 9.0), (1, 0, 1, -1, 10, 1.0)]
    assert len(said(rows, ("easy", "complex"))) == count


def test_the_pilot_weeks_do_not_count():
    """Only the baseline is compared."""
    assert said([(0, 1, 0, 3, 70, 7.0), (1, 0, 0, 3, 90, 900.0)]) == []


def test_a_missing_control_group_is_another_finding():
    """CMP101 speaks of it."""
    assert said([(0, 1, 0, -1, 70, 7.0), (0, 1, 1, -1, 30, 3.0)], ("easy", "complex")) == []


def test_no_rows_no_comparison():
    """The primary's column is absent."""
    assert found(case(charter(), primary())) == []


def busy(rows, arm, start=0):
    """One baseline cell per unit with so many rows, all at ten minutes."""
    return [(start + place, arm, 0, -1, n, 10 * n) for place, n in enumerate(rows)]


def test_units_with_twice_the_work_are_named():
    """About 100 rows against about 50."""
    (one,) = said(busy([100, 110, 95, 104, 99], 1) + busy([50, 55, 48, 52, 47], 0, 5))
    assert "a unit had 102 rows in the treatment group and 50.4 in control" in one.message


def test_work_as_uneven_as_chance_makes_it_is_quiet():
    """Some units are busier than others, in both groups."""
    assert said(busy([20, 40, 80, 160], 1) + busy([15, 35, 70, 170], 0, 4)) == []


def test_a_count_per_unit_is_its_own_volume():
    """It is named once, as a level."""
    one = primary(metric=replace(primary().metric, kind="count"))
    rows = {KEY: cells(busy([100, 110, 95, 104, 99], 1) + busy([50, 55, 48, 52, 47], 0, 5))}
    assert found(case(charter(), one, panel=panel(metrics=rows))) == []

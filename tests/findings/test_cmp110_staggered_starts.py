"""CMP110: units of the pilot group that started in different weeks."""

import numpy as np
import pytest

from pilotaudit.findings import cmp110_staggered_starts as subject
from pilotaudit.panel.model import Used
from tests.builders import case, panel


def started(*weeks, arm=1):
    """Units that use the tool in every week from these on; a None never does."""
    rows = [(unit, arm, week, 10, 5 if start is not None and week >= start else 0)
            for unit, start in enumerate(weeks) for week in range(-4, 8)]  # fmt: skip
    unit, arms, week, every, used = (np.array(column) for column in zip(*rows, strict=True))
    return Used(unit, arms, week, every.astype(float), used.astype(float))


def found(used, **changes):
    """What the check says."""
    return list(subject.check(case(panel=panel(used=used, **changes))))


@pytest.mark.parametrize(("late", "count"), [(2, 0), (3, 1)])
def test_a_fifth_may_be_late(late, count):
    """Of ten units."""
    assert len(found(started(*[2] * late, *[0] * (10 - late)))) == count


def test_those_who_start_in_judged_weeks_are_counted():
    """Settling in takes three weeks; who starts in the fourth or later is judged while starting."""
    (one,) = found(started(0, 0, 0, 2, 4, 6))
    assert "3 of 6 units of the pilot group first used the tool two weeks or more" in one.message
    assert (", 2 of them in weeks that are judged" in one.message, one.severity) == (True, "warn")


def test_late_is_two_weeks_after_the_first():
    """A week apart is no wave."""
    assert found(started(0, 0, 1, 1, 1)) == []


def test_a_late_common_start_is_not_staggered():
    """All of them waited."""
    assert found(started(3, 3, 3, 3)) == []


def test_who_never_used_it_is_not_late():
    """Weekly use counts them."""
    assert found(started(0, 0, 0, None, None, None)) == []


def test_control_does_not_count():
    """CMP106 does."""
    assert found(started(0, 4, 4, 4, arm=0)) == []


def test_without_the_column_nothing_is_known():
    """Nor without weeks or units."""
    late = started(0, 4, 4, 4)
    assert [found(None), found(late, weekly=False), found(late, has_units=False)] == [[], [], []]

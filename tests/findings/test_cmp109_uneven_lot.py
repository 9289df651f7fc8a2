"""CMP109: groups of sizes that a fair lot does not give."""

from dataclasses import replace

import pytest
from scipy.stats import binomtest

from pilotaudit.findings import cmp109_uneven_lot as subject
from tests.builders import charter
from tests.findings.work import by_unit, seen

LOT = {"assignment": "randomised"}


def lots(treated, control, **changes):
    """What is said of so many units by lot; 100 people were meant to use it, unless said otherwise."""
    rules = charter(groups=LOT, adoption={"intended_users": "100"}) if not changes else charter(**changes)
    return seen(subject, by_unit([10.0] * treated, [10.0] * control), rules)


def test_groups_that_a_fair_lot_hardly_gives_hold_the_verdict():
    """61 against 19."""
    (one,) = lots(61, 19)
    assert (one.effect, "61 units in the pilot group and 19 in control" in one.message) == ("hold", True)


@pytest.mark.parametrize(("treated", "control", "count"), [(31, 10, 0), (32, 9, 1), (9, 32, 1), (12, 12, 0)])
def test_one_in_a_thousand_is_the_level(treated, control, count):
    """Of 41 units, 10 on one side come once in 690 lots, 9 once in 2,300."""
    assert (len(lots(treated, control)), subject.fair(treated, control) < 0.001) == (count, bool(count))


@pytest.mark.parametrize(("one", "other"), [(3, 17), (10, 10), (40, 41), (0, 12)])
def test_the_chance_agrees_with_scipy(one, other):
    """Exact, two-sided."""
    assert subject.fair(one, other) == pytest.approx(binomtest(one, one + other).pvalue, abs=1e-12)


def test_groups_that_no_lot_made_are_not_asked():
    """Matched one by one, or by team."""
    assert lots(61, 19, groups={"assignment": "matched"}, adoption={"intended_users": "100"}) == []


@pytest.mark.parametrize(("intended", "count"), [("11", 0), ("10", 0), ("13", 1)])
def test_a_pilot_group_as_large_as_planned_is_no_accident(intended, count):
    """Ten treated units against forty, where ten users were intended, or eleven."""
    assert len(lots(10, 40, groups=LOT, adoption={"intended_users": intended})) == count


def test_items_of_one_unit_in_both_groups_are_not_counted():
    """Units were not what the lot decided about."""
    data = by_unit([10.0] * 61, [10.0] * 19)
    assert (
        seen(subject, replace(data, unit=data.unit % 61), charter(groups=LOT, adoption={"intended_users": "100"})) == []
    )


def test_without_units_nothing_is_counted():
    """Rows are no units."""
    rules = charter(groups=LOT, adoption={"intended_users": "100"})
    assert seen(subject, by_unit([10.0] * 61, [10.0] * 19), rules, has_units=False) == []


def test_rows_that_are_units_are_counted_after_the_start():
    """800 weekly rows against 200: before the start nobody had drawn a lot."""
    rules = charter(groups={**LOT, "unit": "row"}, adoption={"intended_users": "24"})
    (one,) = seen(subject, by_unit([10.0] * 4, [10.0]), rules, has_units=False)
    assert "1,600 units in the pilot group and 400 in control" in one.message

"""DAT106: an export that was selected by one end of the items."""

import pytest

from pilotaudit.findings import dat106_cut_by_date as subject
from tests.builders import case, charter, panel
from tests.findings.work import edges

ALONE = charter(groups={"no_control": "there was no comparable queue"})


def found(extract, rules=None):
    """What the check says."""
    return list(subject.check(case(rules, panel=panel(extract=extract))))


def test_slow_items_that_the_baseline_lacks_are_a_warning_beside_a_control():
    """Everything opened since the first baseline day: nothing older was finished in it."""
    (one,) = found(edges((100, 0), (100, 30)))
    text = "30.0% of the items finished in the pilot's first weeks were opened before it, and 0.0% of those finished in"
    assert (one.severity, text in one.message) == ("warn", True)


def test_without_a_control_they_hold_the_verdict():
    """Nothing takes the trend away."""
    (one,) = found(edges((100, 0), (100, 30)), ALONE)
    assert (one.severity, one.effect) == ("block", "hold")


def test_slow_items_that_the_pilot_lacks_are_named():
    """Everything that was closed by the last pilot day, placed by when it was opened: durations shrink toward it."""
    (one,) = found(edges((100, 30), (100, 0), placed="opened"))
    assert "30.0% of the items opened at the end of the baseline were finished after it, and 0.0%" in one.message


@pytest.mark.parametrize(("missing", "count"), [(8, 1), (9, 0), (20, 0)])
def test_more_than_a_third_as_many_are_a_backlog_that_moved(missing, count):
    """Of 25 % in the pilot."""
    assert len(found(edges((100, missing), (100, 25)))) == count


@pytest.mark.parametrize(("there", "count"), [(50, 0), (51, 1)])
def test_five_points_are_the_most(there, count):
    """None of a thousand in the baseline."""
    assert len(found(edges((1000, 0), (1000, there)))) == count


def test_small_numbers_differ_by_chance():
    """None of forty against six of forty."""
    assert found(edges((10, 0), (10, 1.5))) == []


def test_few_items_say_nothing():
    """Five a week are twenty in four weeks."""
    assert found(edges((5, 0), (5, 3))) == []


def test_more_old_items_before_the_pilot_than_in_it_are_no_cut():
    """A backlog was worked off."""
    assert found(edges((100, 40), (100, 5))) == []


def test_a_baseline_with_next_to_nothing_holds_the_verdict():
    """Nearly all items end in the pilot, though most were opened before it."""
    (one,) = found(edges((1, 0), (900, 600)))
    assert (one.effect, "the baseline has 4 items of 7,204" in one.message) == ("hold", True)


def test_a_young_queue_is_no_cut():
    """Little was done before, and little was opened before."""
    assert found(edges((1, 0), (900, 60))) == []


def test_without_both_dates_nothing_is_known():
    """Nor without a panel."""
    assert (list(subject.check(case())), list(subject.check(case(panel=None)))) == ([], [])

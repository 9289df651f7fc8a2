"""Many charters at once."""

from __future__ import annotations

import os

from pilotaudit.batch import run_all


def _square(number: int) -> int:
    """The work of a healthy item; item 13 kills its process."""
    if number == 13:
        os._exit(7)
    return number * number


def _lost(number: int) -> int:
    return -number


def test_one_item_is_worked_on_here():
    """A result that cannot travel between processes comes back, so none was started."""
    here = []
    assert run_all(here.append, ["x"], crashed=lambda item: None) == (None,)
    assert here == ["x"]


def test_results_come_in_the_order_of_the_items():
    """Whatever the order in which the processes finish."""
    assert run_all(_square, [3, 1, 2], crashed=_lost, processes=2) == (9, 1, 4)


def test_a_process_that_dies_takes_nobody_along():
    """The others are worked on again; the lost one gets the result for lost ones."""
    assert run_all(_square, [3, 13, 2], crashed=_lost, processes=2) == (9, -13, 4)


def test_progress_is_told_after_each_item():
    """It ends with the number of items."""
    told: list[int] = []
    run_all(_square, [1, 2, 3], crashed=_lost, processes=1, done=told.append)
    assert told == [1, 2, 3]

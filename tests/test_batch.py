"""Many charters at once."""

from __future__ import annotations

import os
from datetime import date

import pytest

from pilotaudit.batch import Task, check_task, evaluate_task, lost, run_all


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


def test_a_bug_in_one_charter_is_its_own_line(tmp_path, monkeypatch):
    """With the kind of the error, and no verdict."""

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("two\nlines")

    monkeypatch.setattr("pilotaudit.evaluate.evaluate", broken)
    failed = evaluate_task(Task(tmp_path / "x.yaml", date(2026, 4, 5)))
    assert (failed.exit_code, len(failed.problems)) == (1, 1)
    assert failed.problems[0].message.endswith("not a verdict: ZeroDivisionError: two lines")


def test_a_bug_raises_for_whoever_debugs(tmp_path, monkeypatch):
    """With the whole trace."""

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("pilotaudit.check.check", broken)
    with pytest.raises(ZeroDivisionError):
        check_task(Task(tmp_path / "x.yaml", date(2026, 4, 5), debug=True))


def test_a_lost_charter_says_that_its_process_died(tmp_path):
    """Which is a bug, and never a verdict."""
    failed = lost(Task(tmp_path / "x.yaml", date(2026, 4, 5)))
    assert (failed.exit_code, "process" in failed.problems[0].message) == (1, True)

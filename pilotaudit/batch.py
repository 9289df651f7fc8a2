"""Many charters at once, in processes of their own, so that one bad charter never hides the others."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pilotaudit.assessment.outcome import INTERNAL, UNUSABLE, Checked, Failed
from pilotaudit.errors import InputError, Problem

if TYPE_CHECKING:
    from pilotaudit.assessment.model import Assessment
    from pilotaudit.charter.neighbours import Neighbour
    from pilotaudit.panel.progress import Progress

Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Task:
    """One charter to judge on one day; everything a process needs to know.

    debug: let bugs raise; environment: variables that a charter may name; neighbours: other pilots of the same run
    among the same groups.
    """

    path: Path
    as_of: date
    allow_outside: bool = False
    debug: bool = False
    environment: Mapping[str, str] = field(default_factory=dict, repr=False)
    neighbours: tuple[Neighbour, ...] = ()


def evaluate_task(task: Task, progress: Progress | None = None) -> Assessment | Failed:
    """Judge one charter; what goes wrong is returned, not raised."""

    def work() -> Assessment:
        from pilotaudit.evaluate import evaluate

        return evaluate(
            task.path,
            task.as_of,
            shown=str(task.path),
            allow_outside=task.allow_outside,
            environment=task.environment,
            neighbours=task.neighbours,
            progress=progress,
        )

    return _attempt(task, work)


def check_task(task: Task) -> Checked | Failed:
    """Judge one charter alone, without data; what goes wrong is returned, not raised."""

    def work() -> Checked:
        from pilotaudit.check import check

        return check(
            task.path,
            task.as_of,
            shown=str(task.path),
            allow_outside=task.allow_outside,
            neighbours=task.neighbours,
        )

    return _attempt(task, work)


def with_neighbours(tasks: Sequence[Task]) -> tuple[Task, ...]:
    """The tasks of one run, each told of the other pilots among its groups; a charter alone has none."""
    if len(tasks) < 2:
        return tuple(tasks)
    from pilotaudit.charter.neighbours import neighbours_of

    known = neighbours_of([task.path for task in tasks], allow_outside=tasks[0].allow_outside)
    return tuple(replace(task, neighbours=known[task.path]) for task in tasks)


def lost(task: Task) -> Failed:
    """Stand in for the result of a charter whose process died."""
    message = "the process that judged this charter died: too little memory, or a bug. Judge it alone to see more."
    return Failed(str(task.path), INTERNAL, (Problem(str(task.path), 0, 0, "BUG", message),))


def _attempt(task: Task, work: Callable[[], Result]) -> Result | Failed:
    try:
        return work()
    except InputError as error:
        return Failed(str(task.path), UNUSABLE, error.problems)
    except Exception as error:
        if task.debug:
            raise
        what = f"internal error, a bug and not a verdict: {type(error).__name__}: {' '.join(str(error).split())}"
        return Failed(str(task.path), INTERNAL, (Problem(str(task.path), 0, 0, "BUG", what),))


def run_all(
    work: Callable[[Item], Result],
    items: Sequence[Item],
    crashed: Callable[[Item], Result],
    processes: int = 0,
    done: Callable[[int], None] = lambda _count: None,
) -> tuple[Result, ...]:
    """Results of `work` for every item, in the order of the items.

    work: a module-level function that returns what went wrong rather than raising it; crashed: the result of an item
    whose process died; processes: how many at once, 0 for one per processor; done: told how many are finished.
    A single item is worked on in this process: starting another costs more than it saves.
    """
    if len(items) == 1:
        return (work(items[0]),)
    results: dict[int, Result] = {}
    positions = range(len(items))
    for position, result in _pooled(work, items, positions, min(processes or _processors(), len(items))):
        results[position] = result
        done(len(results))
    # A process that dies takes its whole pool along: whoever was lost gets a pool of one.
    for position in [missing for missing in positions if missing not in results]:
        alone = dict(_pooled(work, items, (position,), 1))
        results[position] = alone[position] if alone else crashed(items[position])
        done(len(results))
    return tuple(results[position] for position in positions)


def _pooled(
    work: Callable[[Item], Result], items: Sequence[Item], positions: Sequence[int], processes: int
) -> Iterator[tuple[int, Result]]:
    """Positions and results as they come; those whose pool broke are left out."""
    from concurrent.futures import ProcessPoolExecutor, as_completed
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    with ProcessPoolExecutor(max(processes, 1), mp_context=get_context("spawn")) as pool:
        futures = {}
        for position in positions:
            try:
                futures[pool.submit(work, items[position])] = position
            except BrokenProcessPool:
                break
        for future in as_completed(futures):
            try:
                yield futures[future], future.result()
            except BrokenProcessPool:
                continue


def _processors() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1

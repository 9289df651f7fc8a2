"""Many charters at once, each in a process of its own choosing, so that one bad charter never hides the others."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


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
    for position in [lost for lost in positions if lost not in results]:
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

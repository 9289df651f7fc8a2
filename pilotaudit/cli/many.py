"""From the command line's arguments to one result per charter: find, work in parallel, show progress."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from pilotaudit.batch import Task, run_all, with_neighbours
from pilotaudit.cli.charters import Selection, find_charters
from pilotaudit.cli.progress import counted
from pilotaudit.cli.streams import note

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Work:
    """What the judging commands agree on. jobs: processes at once, 0 for one per processor."""

    as_of: date
    jobs: int = 0
    allow_outside: bool = False
    quiet: bool = False


def chosen(arguments: Sequence[str], quiet: bool) -> Selection:
    """Charters that the arguments name; says what was passed over."""
    selection = find_charters(arguments)
    if selection.skipped:
        note(f"pilotaudit: {selection.skipped} other YAML passed over (no top-level `pilot:`)", quiet)
    return selection


def work_on(
    charters: Sequence[Path], one: Callable[[Task], Result], lost: Callable[[Task], Result], work: Work
) -> tuple[Result, ...]:
    """Results of all charters, in their order; progress on standard error."""
    debug = os.environ.get("PILOTAUDIT_DEBUG") == "1"
    alone = [Task(path, work.as_of, work.allow_outside, debug, dict(os.environ)) for path in charters]
    tasks = with_neighbours(alone)
    with counted(len(tasks), "charters", work.quiet or len(tasks) == 1) as tell:
        return run_all(one, tasks, lost, work.jobs, tell)

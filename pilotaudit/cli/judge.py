"""From the options of `evaluate` to an exit code: judge, filter, render, deliver."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pilotaudit.batch import evaluate_task, lost
from pilotaudit.cli.deliver import deliver, wanted_files, wanted_format
from pilotaudit.cli.exits import gravest, of_outcome
from pilotaudit.cli.many import Work, work_on_all
from pilotaudit.cli.options import FailOnName, codes, day
from pilotaudit.cli.streams import coloured, note, width

if TYPE_CHECKING:
    from pilotaudit.assessment.model import Assessment
    from pilotaudit.assessment.outcome import Failed


@dataclass(frozen=True, slots=True)
class Wish:
    """The options of `evaluate`, as they were written."""

    format: str = "text"
    output: tuple[str, ...] = ()
    as_of: str | None = None
    fail_on: FailOnName = "hold"
    ignore: tuple[str, ...] = ()
    rejects: Path | None = None
    jobs: int = 0
    allow_outside: bool = False
    quiet: bool = False
    no_color: bool = False

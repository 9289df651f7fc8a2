"""From the options of `evaluate` to an exit code: judge, hide what is not wanted, render, deliver."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pilotaudit.batch import evaluate_task, lost
from pilotaudit.cli.deliver import deliver, wanted_files, wanted_format
from pilotaudit.cli.exits import gravest, of_result
from pilotaudit.cli.many import Work, chosen, work_on
from pilotaudit.cli.options import FailOnName, codes, day
from pilotaudit.cli.progress import reading
from pilotaudit.cli.streams import append_file, coloured, note, width
from pilotaudit.outputs import OUTPUTS
from pilotaudit.outputs.base import PLAIN, Look, Result, failures, is_judged

if TYPE_CHECKING:
    from datetime import date


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


def judge(arguments: Sequence[str], wish: Wish) -> int:
    """Judge all charters that the arguments name and return the exit code; raises UsageError before any work."""
    from pilotaudit.findings.registry import CODES

    shown, files = wanted_format(wish.format, tuple(OUTPUTS)), wanted_files(wish.output, tuple(OUTPUTS))
    hidden, when = codes(wish.ignore, CODES), day(wish.as_of)
    work = Work(when, wish.jobs, wish.allow_outside, wish.quiet)
    results = _results(chosen(arguments, wish.quiet).charters, work)
    seen = tuple(without(result, hidden) for result in results)
    if shown not in ("text", "github"):
        _say_failures(seen)
    if wish.rejects is not None:
        _list_rejects(wish.rejects, seen, when, wish.allow_outside)
    if shown == "github":
        _summarise(seen)
    code = gravest(of_result(result, wish.fail_on) for result in results)
    return deliver(lambda name: OUTPUTS[name](seen, PLAIN), OUTPUTS[shown](seen, _look(wish)), files, code)


def without(result: Result, hidden: Sequence[str]) -> Result:
    """The same without the notes and warnings whose codes begin with one of `hidden`; blocks always stay."""
    if not hidden or not is_judged(result):
        return result
    kept = tuple(f for f in result.findings if f.severity == "block" or not f.code.startswith(tuple(hidden)))
    return replace(result, findings=kept)


def _results(charters: Sequence[Path], work: Work) -> tuple[Result, ...]:
    """What became of each charter; one alone shows how far its rows have been read."""
    if len(charters) > 1 or work.quiet:
        return work_on(charters, evaluate_task, lost, work)
    with reading(work.quiet) as tell:
        return work_on(charters, partial(evaluate_task, progress=tell), lost, work)


def _look(wish: Wish) -> Look:
    """How standard output is drawn: colours where they are wanted, wrapping on a terminal only."""
    return Look(coloured(wish.no_color, os.environ), width())


def _say_failures(results: Sequence[Result]) -> None:
    for failed in failures(results):
        for problem in failed.problems:
            note(str(problem))


def _summarise(results: Sequence[Result]) -> None:
    """Append the scorecards to the summary of the workflow step, where there is one."""
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if summary:
        append_file(Path(summary), OUTPUTS["markdown"](results, PLAIN))


def _list_rejects(path: Path, results: Sequence[Result], when: date, allow_outside: bool) -> None:
    """Write every row that could not be used, over all charters, those that failed for such rows included."""
    from pilotaudit.cli.rejects import reject_lines
    from pilotaudit.cli.streams import write_file

    charters = [Path(result.charter.path if is_judged(result) else result.file) for result in results]
    write_file(path, reject_lines(charters, when, allow_outside))

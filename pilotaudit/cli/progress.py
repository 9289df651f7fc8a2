"""Progress on standard error: a bar on a terminal, a plain line now and then elsewhere, nothing for short runs."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from pilotaudit.cli.streams import note

if TYPE_CHECKING:
    from rich.progress import ProgressColumn

    from pilotaudit.panel.progress import Reading

BAR_AFTER_SECONDS = 0.5
LINE_AFTER_SECONDS = 5.0
BAR_WIDTH = 8
MILLION = 1_000_000

Tell = Callable[[float], None]
TellReading = Callable[["Reading"], None]
Draw = Callable[[float, float, str], None]
"""Shows how much is done, of how much, and words beside it."""


@contextmanager
def counted(total: int, noun: str, quiet: bool) -> Iterator[Tell]:
    """Yield a function that is told how many of `total` are finished."""
    with ExitStack() as stack:
        if quiet:
            yield lambda _count: None
        elif sys.stderr.isatty():
            draw = _when_late(lambda: _bar(stack, noun, ()))
            yield lambda count: draw(count, total, "")
        else:
            line = _now_and_then(lambda count, _total, _words: f"{count:.0f} of {total} {noun}")
            yield lambda count: line(count, total, "")


@contextmanager
def reading(quiet: bool) -> Iterator[TellReading]:
    """Yield a function that is told how far rows are read; shows rows, megabytes a second and the time that remains."""
    with ExitStack() as stack:
        if quiet:
            yield lambda _reading: None
            return
        on_terminal = sys.stderr.isatty()
        draw = _when_late(lambda: _bar(stack, "reading", _speed())) if on_terminal else _now_and_then(_at_speed())
        yield lambda now: draw(now.share * now.size, now.size, _rows(now))


def _when_late(make: Callable[[], Draw]) -> Draw:
    """Draw once the run has taken half a second: most are over by then, and drawing must be loaded."""
    start, made = time.monotonic(), None

    def draw(done: float, total: float, words: str) -> None:
        nonlocal made
        if made is None and done < total and time.monotonic() - start >= BAR_AFTER_SECONDS:
            made = make()
        if made is not None:
            made(done, total, words)

    return draw


def _bar(stack: ExitStack, noun: str, more: Sequence[ProgressColumn]) -> Draw:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    text, share = TextColumn("{task.description}"), TextColumn("{task.percentage:>3.0f}%")
    columns = (text, BarColumn(BAR_WIDTH), share, *(more or [TimeElapsedColumn()]))
    progress = stack.enter_context(Progress(*columns, console=Console(stderr=True), transient=True))
    task = progress.add_task(noun, total=None, words="")
    return lambda done, total, words: progress.update(task, completed=done, total=total, words=words)


def _speed() -> Sequence[ProgressColumn]:
    from rich.progress import TextColumn, TimeRemainingColumn, TransferSpeedColumn

    return TextColumn("{task.fields[words]}"), TransferSpeedColumn(), TimeRemainingColumn(), TextColumn("left")


def _now_and_then(sentence: Callable[[float, float, str], str]) -> Draw:
    """Say a line after five seconds and each time the wait has doubled."""
    start, wait = time.monotonic(), LINE_AFTER_SECONDS

    def draw(done: float, total: float, words: str) -> None:
        nonlocal wait
        if done < total and time.monotonic() - start >= wait:
            wait *= 2
            note(f"pilotaudit: {sentence(done, total, words)}")

    return draw


def _at_speed() -> Callable[[float, float, str], str]:
    start = time.monotonic()

    def sentence(done: float, total: float, words: str) -> str:
        speed = done / max(time.monotonic() - start, 1e-9)
        left = f", {speed / 1e6:.0f} MB/s, about {(total - done) / speed:.0f} s left" if speed else ""
        return f"{done / total:.0%} read{words and f' ({words})'}{left}"

    return sentence


def _rows(now: Reading) -> str:
    """Such as `4.5 of about 10.1 million rows`: three figures, as the rows are estimated."""
    if not now.rows:
        return ""
    unit = 10 ** max(0, len(str(now.rows)) - 3)
    done, rows = (round(count / unit) * unit for count in (now.share * now.rows, now.rows))
    if rows < MILLION:
        return f"{done:,} of about {rows:,} rows"
    places = max(0, 1 - unit // MILLION)
    return f"{done / MILLION:.{places}f} of about {rows / MILLION:.{places}f} million rows"

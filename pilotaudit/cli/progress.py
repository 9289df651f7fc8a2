"""Progress on standard error: a bar on a terminal, a plain line now and then elsewhere, nothing for short runs."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from pilotaudit.cli.streams import note

BAR_AFTER_SECONDS = 0.5
LINE_AFTER_SECONDS = 5.0

Tell = Callable[[float], None]


@contextmanager
def counted(total: int, noun: str, quiet: bool) -> Iterator[Tell]:
    """Yield a function that is told how many of `total` are finished; a share of one `total` will do."""
    with ExitStack() as stack:
        if quiet:
            yield lambda _count: None
        elif sys.stderr.isatty():
            yield _bar(total, noun, stack)
        else:
            yield _lines(total, noun)


def _bar(total: int, noun: str, stack: ExitStack) -> Tell:
    """Draw a bar once the run has taken half a second: most are over by then, and drawing must be loaded."""
    start, draw = time.monotonic(), None

    def tell(count: float) -> None:
        nonlocal draw
        if draw is None and count < total and time.monotonic() - start >= BAR_AFTER_SECONDS:
            draw = _drawn(total, noun, stack)
        if draw is not None:
            draw(count)

    return tell


def _drawn(total: int, noun: str, stack: ExitStack) -> Tell:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    text, share = TextColumn("{task.description}"), TextColumn("{task.percentage:>3.0f}%")
    bar = Progress(text, BarColumn(), share, TimeElapsedColumn(), console=Console(stderr=True), transient=True)
    progress = stack.enter_context(bar)
    task = progress.add_task(noun, total=total)
    return lambda count: progress.update(task, completed=count)


def _lines(total: int, noun: str) -> Tell:
    """Say a line after five seconds and each time the wait has doubled."""
    start, wait = time.monotonic(), LINE_AFTER_SECONDS

    def tell(count: float) -> None:
        nonlocal wait
        if count < total and time.monotonic() - start >= wait:
            wait *= 2
            done = f"{count:.0f} of {total} {noun}" if total > 1 else f"{count:.0%} of {noun}"
            note(f"pilotaudit: {done}")

    return tell

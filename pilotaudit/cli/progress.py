"""Progress on standard error: a bar on a terminal, a plain line now and then elsewhere, nothing for short runs."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from pilotaudit.cli.streams import note

FIRST_LINE_SECONDS = 5.0


@contextmanager
def counted(total: int, noun: str, quiet: bool) -> Iterator[Callable[[float], None]]:
    """Yield a function that is told how many of `total` are finished."""
    if quiet or total == 0:
        yield lambda _count: None
    elif sys.stderr.isatty():
        with _bar(total, noun) as tell:
            yield tell
    else:
        yield _lines(total, noun)


@contextmanager
def _bar(total: float, noun: str) -> Iterator[Callable[[float], None]]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    text, share = TextColumn("{task.description}"), TextColumn("{task.percentage:>3.0f}%")
    with Progress(
        text, BarColumn(), share, TimeElapsedColumn(), console=Console(stderr=True), transient=True
    ) as progress:
        task = progress.add_task(noun, total=total)
        yield lambda count: progress.update(task, completed=count)


def _lines(total: int, noun: str) -> Callable[[float], None]:
    """Say a line after five seconds and each time the wait has doubled."""
    start = time.monotonic()
    wait = FIRST_LINE_SECONDS

    def tell(count: float) -> None:
        nonlocal wait
        if time.monotonic() - start >= wait and count < total:
            wait *= 2
            done = f"{count:,.0f} of {total:,} {noun}" if total > 1 else f"{count:.0%} of {noun}"
            note(f"pilotaudit: {done}")

    return tell

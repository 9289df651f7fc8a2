"""How far a long query has come, told from beside it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pilotaudit.evidence.model import DataFile, Sources

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

EVERY_SECONDS = 0.2
SAMPLE = 1 << 20
"""Bytes of a file by which its rows are estimated."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How far the rows of a table have been read.

    share: in [0, 1]; size: bytes of all files on disk; rows: about how many they hold, by the length of the first
    lines, None where that is not to be seen beforehand.
    """

    share: float
    size: int
    rows: int | None


Progress = Callable[[Reading], None]


@contextmanager
def watched(
    con: DuckDBPyConnection, sources: Sources, progress: Progress | None, *, until: float = 1.0
) -> Iterator[None]:
    """Tell `progress` how far the running query over the files has come; nothing when it is None.

    until: what the engine says, in (0, 1], when the rows have been read and little is left to do.
    """
    if progress is None:
        yield
        return
    done, size, rows = threading.Event(), sources.size, _rows(sources)
    # The engine keeps count only where it believes that it draws a bar.
    for setting in ("enable_progress_bar=true", "enable_progress_bar_print=false", "progress_bar_time=0"):
        con.execute(f"SET {setting}")

    def tell() -> None:
        while not done.wait(EVERY_SECONDS):
            progress(Reading(min(1.0, max(0.0, con.query_progress() / 100 / until)), size, rows))

    teller = threading.Thread(target=tell, daemon=True)
    teller.start()
    try:
        yield
    finally:
        done.set()
        teller.join()
        progress(Reading(1.0, size, rows))


def _rows(sources: Sources) -> int | None:
    """About how many rows the files hold."""
    found = [_lines(file) for file in sources.files]
    return None if None in found else sum(lines for lines in found if lines is not None)


def _lines(file: DataFile) -> int | None:
    """About how many lines stand below a file's header; None where it is packed or no text."""
    if file.dialect is None or file.dialect.packing:
        return None
    with file.readable.open("rb") as stream:
        sample = stream.read(SAMPLE)
    lines = sample.count(b"\n")
    whole = len(sample) < SAMPLE
    return max(0, (lines if whole else round(lines / len(sample) * file.readable.stat().st_size)) - 1)

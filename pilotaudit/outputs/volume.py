"""Rows by week as bars: one character a week, a year or so on a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

STEPS: Final = "▁▂▃▄▅▆▇█"
NONE: Final = "·"
MOST: Final = 104
"""Bars at most; longer times are added up, so many weeks to a bar."""
LINE: Final = 52


def volume_lines(weeks: Sequence[tuple[str, int]]) -> Iterator[tuple[str, str]]:
    """(first day, bars) of each line, the tallest bar being the fullest week. weeks: (first day, rows), in order.

    Weeks that do not follow each other, after many years without rows, are not drawn.
    """
    if not _in_a_row(weeks):
        return
    each = weeks_in_a_bar(weeks)
    bars = [(weeks[place][0], sum(rows for _, rows in weeks[place : place + each])) for place in _starts(weeks, each)]
    top = max(rows for _, rows in bars)
    for start in range(0, len(bars), LINE):
        part = bars[start : start + LINE]
        yield part[0][0], "".join(_step(rows, top) for _, rows in part)


def weeks_in_a_bar(weeks: Sequence[tuple[str, int]]) -> int:
    """How many weeks one bar adds up."""
    return -(-len(weeks) // MOST)


def _starts(weeks: Sequence[tuple[str, int]], each: int) -> range:
    return range(0, len(weeks), each)


def _in_a_row(weeks: Sequence[tuple[str, int]]) -> bool:
    if not weeks:
        return False
    first, last = (date.fromisoformat(weeks[place][0]) for place in (0, -1))
    return (last - first).days // 7 + 1 == len(weeks)


def _step(rows: int, top: int) -> str:
    """A week without rows is a dot; one with any has a bar."""
    return STEPS[max(0, -(-rows * len(STEPS) // top) - 1)] if rows else NONE

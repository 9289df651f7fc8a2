"""Whether more rows have another number of cells than the header than the engine could list in its memory."""

from __future__ import annotations

from typing import Final

from pilotaudit.evidence.model import Dialect
from pilotaudit.evidence.sniff import records

HEAVY: Final = 50_000_000
"""Bytes that the engine's notes about ragged rows may take, and half the size of the file more: they are kept several
times over."""
NOTE: Final = 1_300
LINE: Final = 3
LONGEST_LINE: Final = 10_000
"""A note, of which there is one for every cell too many or too few, takes so many bytes, and so many copies of its row,
of so many letters at most. Measured with version 2.0 of the engine."""


def is_heavy(text: str, dialect: Dialect, width: int, size: float) -> bool:
    """Whether the notes about a file would be too many. text: its beginning; width: of its header; size: in bytes.

    Delimiters inside quoted cells count as little as blank cells at the end of a row.
    """
    times, most = max(1.0, size / len(text)), HEAVY + size / 2
    sign, usual = dialect.delimiter, width - 1
    lines = text.splitlines()
    if sum(abs(line.count(sign) - usual) for line in lines) * _weight(max(map(len, lines))) * times <= most:
        return False
    notes = 0
    for cells in records(text.lstrip("\r\n"), sign):
        extra = len(cells) - width if any(cells[width:]) else max(0, width - len(cells))
        notes += extra * _weight(sum(map(len, cells)) + len(cells)) if cells else 0
    return notes * times > most


def _weight(length: int) -> int:
    """Bytes of one note about a line of this length."""
    return NOTE + LINE * min(length, LONGEST_LINE)

"""Whether more rows have another number of cells than the header than the engine could list in its memory."""

from __future__ import annotations

from typing import Final

from pilotaudit.evidence.model import Dialect
from pilotaudit.evidence.packed import Unreadable
from pilotaudit.evidence.sniff import records

HEAVY: Final = 50_000_000
"""Bytes that the engine's notes about ragged rows may take, and half the size of the file more: they are kept several
times over."""
NOTE: Final = 1_300
LINE: Final = 3
LONGEST_LINE: Final = 10_000
"""A note, of which there is one for every cell too many or too few, takes so many bytes, and so many copies of its row,
of so many letters at most. Measured with version 2.0 of the engine."""

MOSTLY: Final = 0.9
"""Share of rows that do not fit from which so large a text is no table under this header."""
NO_TABLE: Final = (
    "have another number of columns than the first line. If that is not the header, delete what is above it; if what "
    "rows have beyond it means nothing, write `wider_rows: cut`; else export the file again."
)


def is_heavy(text: str, dialect: Dialect, width: int, size: float, *, cut: bool = False) -> bool:
    """Whether the notes about a file would be too many. text: its beginning; width: of its header; size: in bytes.

    Delimiters inside quoted cells count as little as blank cells at the end of a row. cut: whether wider rows are cut.
    Raises Unreadable (DAT003) where most rows do not fit the header.
    """
    times, most = max(1.0, size / len(text)), HEAVY + size / 2
    sign, usual = dialect.delimiter, width - 1
    lines = text.splitlines()
    if sum(abs(line.count(sign) - usual) for line in lines) * _weight(max(map(len, lines))) * times <= most:
        return False
    notes = rows = ragged = 0
    for cells in records(text.lstrip("\r\n"), sign):
        wide, short = len(cells) - width if any(cells[width:]) else 0, max(0, width - len(cells))
        rows += bool(cells)
        if cells and (wide or short):
            notes += (wide + short) * _weight(sum(map(len, cells)) + len(cells))
            ragged += bool(short) or not cut
    if notes * times > most and ragged > MOSTLY * rows:
        raise Unreadable("DAT003", 1, f"{ragged:,} of {rows:,} rows that were looked at {NO_TABLE}")
    return notes * times > most


def _weight(length: int) -> int:
    """Bytes of one note about a line of this length."""
    return NOTE + LINE * min(length, LONGEST_LINE)

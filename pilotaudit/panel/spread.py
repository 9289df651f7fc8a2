"""A sample of text files from all over them: rows are often sorted by time, so their beginning knows no end."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

from pilotaudit.evidence.model import DataFile, Sources

BLOCK: Final = 1 << 14
BLOCKS: Final = 64
"""Blocks of 16 KiB that a sample has, at equal distances."""


def spread(sources: Sources, folder: Path) -> Sources:
    """The same table with small copies of its large plain files; packed ones and tables elsewhere stay as they are.

    folder: where the copies go. A copy begins with the header and holds whole lines; a record over several lines may
    lose its beginning or its end, which the reader refuses.
    """
    each = max(1, BLOCKS // max(1, len(sources.files)))
    files = (_sampled(file, folder / f"{place}.csv", each) for place, file in enumerate(sources.files))
    return replace(sources, files=tuple(files))


def _sampled(file: DataFile, target: Path, blocks: int) -> DataFile:
    if file.dialect is None or file.readable.suffix != ".csv":
        return file
    size = file.readable.stat().st_size
    if size <= 2 * blocks * BLOCK:
        return file
    with file.readable.open("rb") as source, target.open("wb") as copy:
        for number in range(blocks):
            source.seek(size // blocks * number)
            block = source.read(BLOCK)
            first = block.find(b"\n") + 1 if number else 0
            copy.write(block[first : block.rfind(b"\n") + 1])
    return replace(file, readable=target)

"""A sample of text files from all over them: rows are often sorted by time, so their beginning knows no end."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pilotaudit.evidence.model import DataFile, Sources
from pilotaudit.evidence.packed import BLOCK, BLOCKS, whole_lines


def spread(sources: Sources, folder: Path) -> Sources:
    """The same table with small copies of its large texts; packed ones above 32 MB and tables elsewhere stay.

    folder: where the copies go. A copy begins with the header and holds whole lines; a record over several lines may
    lose its beginning or its end, which the reader refuses.
    """
    each = max(1, BLOCKS // max(1, len(sources.files)))
    files = (_sampled(file, folder / f"{place}.csv", each) for place, file in enumerate(sources.files))
    return replace(sources, files=tuple(files))


def _sampled(file: DataFile, target: Path, blocks: int) -> DataFile:
    if file.dialect is None:
        return file
    if file.sample is not None:
        return replace(file, readable=file.sample, dialect=replace(file.dialect, packing=""))
    if file.dialect.packing:
        return file
    size = file.readable.stat().st_size
    if size <= 2 * blocks * BLOCK:
        return file
    with file.readable.open("rb") as source, target.open("wb") as copy:
        for number in range(blocks):
            source.seek(size // blocks * number)
            copy.write(whole_lines(source.read(BLOCK), first=number == 0))
    return replace(file, readable=target)

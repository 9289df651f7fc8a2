"""Files that the engine does not read, written anew for it as CSV: workbooks, JSON, rows cut to the header's width.

What is written can be read twice: once for the copy, and once more to say where a row that was rejected stands in the
original, and what it says there.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from pilotaudit.evidence.footers import is_footer
from pilotaudit.evidence.jsonrows import header_of, items
from pilotaudit.evidence.model import DataFile, Dialect
from pilotaudit.evidence.packed import Unreadable, open_bytes
from pilotaudit.evidence.sniff import LONGEST
from pilotaudit.evidence.workbooks import choose_sheet, sheet_rows

PLAIN = Dialect("utf-8", ",")
"""How copies are written."""


@dataclass(frozen=True, slots=True)
class Original:
    """One row of an original below its header. line: physical line, or row of the sheet; raw: its text."""

    line: int
    raw: str
    cells: Sequence[str]


def from_workbook(path: Path, shown: str, wanted: str | None, copy: Path) -> DataFile:
    """A sheet as CSV. wanted: its name, where the charter says it. Raises Unreadable."""
    sheet, names = choose_sheet(path, wanted)
    header = tuple(_trimmed(next(sheet_rows(path, sheet), (0, []))[1]))
    said = (f'{shown}: the sheet "{sheet}" is read; the workbook has {len(names)}.',) if len(names) > 1 else ()
    file = DataFile(path, shown, path.stat().st_size, header, PLAIN, copy, "workbook", sheet=sheet, notes=said)
    rows = sum(1 for _ in islice(sheet_rows(path, sheet), 2))
    return _written(replace(file, empty=rows < 2))


def from_json(path: Path, shown: str, encoding: str, copy: Path) -> DataFile:
    """Objects as CSV. Raises Unreadable."""
    header, number = header_of(items(path, encoding))
    file = DataFile(path, shown, path.stat().st_size, header, PLAIN, copy, "json", encoding=encoding)
    return _written(file) if number else replace(file, empty=True)


def from_wide(file: DataFile, copy: Path) -> DataFile:
    """A text file whose rows are cut to the width of its header."""
    assert file.dialect is not None
    cut = DataFile(
        file.path, file.shown, file.size, file.header, PLAIN, copy, "cut", original=file.dialect, notes=file.notes
    )
    return _written(cut)


def originals(file: DataFile) -> Iterator[Original]:
    """The rows of an original, in the order of the copy."""
    match file.kind:
        case "workbook":
            yield from _from_sheet(file)
        case "json":
            for item in items(file.path, file.encoding):
                values = item.values
                cells = [""] if values is None else [values.get(name, "") for name in file.header]
                yield Original(item.line, item.raw, cells)
        case _:
            yield from _from_text(file)


def _written(file: DataFile) -> DataFile:
    if len(file.header) < 2:
        raise Unreadable("DAT003", 1, "only one column was found. The first row must be the header of a table.")
    footer = False
    with file.readable.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target, lineterminator="\n")
        writer.writerow(file.header)
        for original in originals(file):
            footer = footer or is_footer(original.cells[0])
            writer.writerow(original.cells)
    return replace(file, footer=footer)


def _from_sheet(file: DataFile) -> Iterator[Original]:
    width = len(file.header)
    for number, cells in islice(sheet_rows(file.path, file.sheet), 1, None):
        kept = cells if any(cell.strip() for cell in cells[width:]) else cells[:width]
        yield Original(number, json.dumps(_trimmed(cells), ensure_ascii=False)[1:-1], kept + [""] * (width - len(kept)))


def _from_text(file: DataFile) -> Iterator[Original]:
    """Rows of a text, cut to the header's width; those that are too short stay so."""
    assert file.original is not None
    csv.field_size_limit(LONGEST)
    with (
        open_bytes(file.path) as stream,
        io.TextIOWrapper(stream, file.original.encoding, errors="replace", newline=None) as text,
    ):
        for _ in range(file.original.above):
            text.readline()
        kept: list[str] = []
        reader = csv.reader(_remembered(text, kept), delimiter=file.original.delimiter)
        last = file.original.above
        for place, cells in enumerate(_until_broken(reader)):
            first, last = last + 1, file.original.above + reader.line_num
            raw = "".join(kept).rstrip("\n")
            kept.clear()
            if place and cells:
                yield Original(first, raw, cells[: len(file.header)])


def _until_broken(reader: Iterator[list[str]]) -> Iterator[list[str]]:
    try:
        yield from reader
    except csv.Error as error:
        raise Unreadable("DAT003", 1, f"the text cannot be taken apart ({error}). Export it again.") from None


def _remembered(lines: Iterable[str], kept: list[str]) -> Iterator[str]:
    for line in lines:
        kept.append(line)
        yield line


def _trimmed(cells: Sequence[str]) -> list[str]:
    """Cells without the blank ones at the end."""
    filled = [place for place, cell in enumerate(cells) if cell.strip()]
    return list(cells[: filled[-1] + 1]) if filled else []

"""Files that the engine does not read, written anew for it as CSV: workbooks, JSON, texts with very ragged rows.

The engine keeps a note for every cell that a row has too many or too few, so rows that do not fit the header never
stand in a copy; they are counted here. What is written can be read twice: once for the copy, and once more to say where
a row that was rejected stands in the original, and what it says there.
"""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from pilotaudit.evidence.footers import is_footer, is_notice
from pilotaudit.evidence.jsonrows import header_of, items
from pilotaudit.evidence.model import DataFile, Dialect, LeftOut
from pilotaudit.evidence.packed import Unreadable, open_bytes
from pilotaudit.evidence.sniff import LONGEST
from pilotaudit.evidence.workbooks import choose_sheet, sheet_rows

PLAIN = Dialect("utf-8", ",")
"""How copies are written."""


@dataclass(frozen=True, slots=True)
class Original:
    """One row of an original below its header.

    line: physical line, or row of the sheet; raw: its text; cells: as many as the header has, where `why` does not say
    that the copy leaves the row out.
    """

    line: int
    raw: str
    cells: Sequence[str]
    why: LeftOut | None = None


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
    return _written(replace(file, readable=copy, kind="cut", dialect=PLAIN, original=file.original or file.dialect))


def from_ragged(file: DataFile, copy: Path) -> DataFile:
    """A text file without its rows that are wider or narrower than the header."""
    return _written(replace(file, readable=copy, kind="sorted out", dialect=PLAIN, original=file.dialect))


def originals(file: DataFile) -> Iterator[Original]:
    """The rows of an original, in order; those of the copy, and those that it leaves out."""
    match file.kind:
        case "workbook":
            yield from _from_sheet(file)
        case "json":
            for item in items(file.path, file.encoding):
                values = item.values or {}
                why: LeftOut | None = "no object" if item.values is None else None
                yield Original(item.line, item.raw, [values.get(name, "") for name in file.header], why)
        case _:
            yield from _from_text(file)


def _written(file: DataFile) -> DataFile:
    if len(file.header) < 2:
        raise Unreadable("DAT003", 1, "only one column was found. The first row must be the header of a table.")
    footer, left_out = False, Counter[LeftOut]()
    last: Original | None = None
    with file.readable.open("w", encoding="utf-8", errors="surrogateescape", newline="") as target:
        writer = csv.writer(target, lineterminator="\n")
        writer.writerow(file.header)
        for last in originals(file):
            if last.why is None:
                footer = footer or is_footer(last.cells[0])
                writer.writerow(last.cells)
            else:
                left_out[last.why] += 1
    broken = last is not None and last.why == "ragged" and len(last.cells) < len(file.header)
    return replace(file, footer=footer, left_out=dict(left_out), broken=broken)


def _from_sheet(file: DataFile) -> Iterator[Original]:
    width = len(file.header)
    for number, cells in islice(sheet_rows(file.path, file.sheet), 1, None):
        raw = json.dumps(_trimmed(cells), ensure_ascii=False)[1:-1]
        yield Original(number, raw, [*cells[:width], *[""] * (width - len(cells))], _sheet_row(cells, width))


def _sheet_row(cells: Sequence[str], width: int) -> LeftOut | None:
    """A row of a sheet has as many cells as the widest; one that is filled in front alone may be a notice."""
    if any(cell.strip() for cell in cells[width:]):
        return "ragged"
    alone = not any(cell.strip() for cell in cells[1:])
    return "footer" if alone and is_notice(cells) else None


def _from_text(file: DataFile) -> Iterator[Original]:
    """Rows of a text, where they may be wider cut to the header's width."""
    assert file.original is not None
    csv.field_size_limit(LONGEST)
    # Bytes that are not UTF-8 in a file that mostly is go into the copy, so that the engine refuses their rows.
    errors = "surrogateescape" if file.original.encoding.startswith("utf-8") else "replace"
    with (
        open_bytes(file.path) as stream,
        io.TextIOWrapper(stream, file.original.encoding, errors=errors, newline=None) as text,
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
                yield _fitted(file, first, raw, cells)


def _fitted(file: DataFile, line: int, raw: str, cells: list[str]) -> Original:
    """A row of a text; blank cells beyond the header are none."""
    width = len(file.header)
    told = raw.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    if len(cells) < width:
        return Original(line, told, cells, "footer" if is_notice(cells) else "ragged")
    wide = file.kind == "sorted out" and any(cells[width:])
    return Original(line, told, cells[:width], "ragged" if wide else None)


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

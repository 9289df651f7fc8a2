"""Workbooks (.xlsx): the rows of one sheet, every cell as text. Its reader comes with the extra `xlsx`.

What a workbook would take in memory is seen before it is opened: one cell in the last row and column of a sheet is
enough to ask for half a terabyte.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import IO, Final, Protocol, cast

from pilotaudit.evidence.packed import Unreadable, damaged, most_bytes, swollen

MOST_CELLS: Final = 20_000_000
"""Cells of a sheet's rectangle that are read at most; a million rows of twenty columns."""

_CHUNK, _OVERLAP = 1 << 20, 256
_CELL: Final = re.compile(rb"""\br\s*=\s*["']([A-Z]{1,3})([0-9]{1,7})["']""")
_SHEET: Final = re.compile(r"xl/worksheets/[^/]+\.xml", flags=re.IGNORECASE)

Row = tuple[int, list[str]]
"""A row's number in its sheet, from 1, and its cells."""


class _Sheet(Protocol):
    def iter_rows(self) -> Iterator[list[object]]: ...


class _Book(Protocol):
    sheet_names: list[str]

    def get_sheet_by_name(self, name: str) -> _Sheet: ...


def sheet_rows(path: Path, sheet: str) -> Iterator[Row]:
    """The rows of a sheet that hold anything, from the header on. Rows of one cell above it are titles.

    Raises Unreadable (DAT003, DAT014 to DAT016).
    """
    began = False
    for number, cells in enumerate(_opened(path).get_sheet_by_name(sheet).iter_rows(), start=1):
        texts = [text_of(cell) for cell in cells]
        filled = sum(bool(text.strip()) for text in texts)
        began = began or filled > 1
        if began and filled:
            yield number, texts


def choose_sheet(path: Path, wanted: str | None) -> tuple[str, tuple[str, ...]]:
    """The sheet to read and the names of all: the one that the charter names, else the only one with a table.

    Raises Unreadable: DAT014 when the sheet is not there, or when several could be meant.
    """
    _refuse_unbounded(path)
    book = _opened(path)
    names = tuple(book.sheet_names)
    if wanted is not None:
        found = next((name for name in names if name.strip().casefold() == wanted.casefold()), None)
        if found is None:
            raise Unreadable("DAT014", 1, f'the workbook has no sheet "{wanted}"; it has: {_listed(names)}.')
        return found, names
    filled = [name for name in names if _has_table(book, name)]
    if not filled:
        raise Unreadable("DAT002", 1, "no sheet of the workbook holds rows below a header. Export it again.")
    if len(filled) > 1:
        message = f"several sheets of the workbook hold rows: {_listed(filled)}. Say which: `sheet: {filled[0]}`."
        raise Unreadable("DAT014", 1, message)
    return filled[0], names


def text_of(cell: object) -> str:
    """A cell as text: dates as ISO, durations as H:MM:SS, whole numbers without a point."""
    match cell:
        case bool():
            return "TRUE" if cell else "FALSE"
        case float():
            return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
        case datetime():
            return cell.isoformat(" ")
        case timedelta():
            return _clock(cell)
        case date() | time():
            return cell.isoformat()
        case _:
            return str(cell)


def _clock(length: timedelta) -> str:
    sign = "-" if length < timedelta(0) else ""
    seconds, fraction = divmod(abs(length) // timedelta(microseconds=1), 1_000_000)
    rest = f".{fraction:06d}".rstrip("0") if fraction else ""
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}{rest}"


def _has_table(book: _Book, name: str) -> bool:
    """Whether a sheet holds two rows of two cells or more: a chart or a note is no table."""
    filled = 0
    for cells in book.get_sheet_by_name(name).iter_rows():
        filled += sum(cell != "" for cell in cells) > 1
        if filled == 2:
            return True
    return False


def _opened(path: Path) -> _Book:
    try:
        from python_calamine import CalamineError, CalamineWorkbook
    except ImportError:
        message = "workbooks need one more package: run `pip install 'pilotaudit[xlsx]'`, or save the sheet as CSV."
        raise Unreadable("DAT015", 1, message) from None
    try:
        return cast("_Book", CalamineWorkbook.from_path(str(path)))
    except (CalamineError, OSError) as error:
        raise damaged(error) from None


def _refuse_unbounded(path: Path) -> None:
    """Unpack every part once, keeping nothing. Raises Unreadable (DAT016, DAT003)."""
    size, total = path.stat().st_size, 0
    try:
        with zipfile.ZipFile(path) as archive, path.open("rb") as stream:
            for part in archive.infolist():
                corner = [0, 0]
                for chunk in _unpacked(stream, part):
                    total += len(chunk) - _OVERLAP
                    if total > most_bytes(size):
                        raise swollen(size)
                    if _SHEET.fullmatch(part.filename):
                        corner = _farthest(chunk, corner)
                _refuse_wide(part.filename, corner)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError) as error:
        raise damaged(error) from None


def _refuse_wide(name: str, corner: Sequence[int]) -> None:
    if corner[0] * corner[1] > MOST_CELLS:
        raise Unreadable(
            "DAT016",
            1,
            f"{name} reaches to row {corner[1]:,} and column {corner[0]:,}, more than a workbook is read for. Delete "
            "stray cells far from the table, or save the sheet as CSV.",
        )


def _unpacked(stream: IO[bytes], part: zipfile.ZipInfo) -> Iterator[bytes]:
    """A part's bytes in pieces, each with the end of the one before: sizes that the archive states are not believed."""
    stream.seek(part.header_offset)
    head = stream.read(30)
    if len(head) < 30:
        raise EOFError("the archive is cut off")
    stream.seek(int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little"), 1)
    inflate, left, held = zlib.decompressobj(-15), part.compress_size, b"\0" * _OVERLAP
    while left > 0:
        packed = stream.read(min(_CHUNK, left))
        if not packed:
            raise EOFError("the archive is cut off")
        left -= len(packed)
        while packed:
            piece = packed if part.compress_type == zipfile.ZIP_STORED else inflate.decompress(packed, _CHUNK)
            packed = b"" if part.compress_type == zipfile.ZIP_STORED else inflate.unconsumed_tail
            yield held + piece
            held = (held + piece)[-_OVERLAP:]


def _farthest(chunk: bytes, corner: Sequence[int]) -> list[int]:
    """Largest column and row of the cells in a piece of a sheet, and before it."""
    found = set(_CELL.findall(chunk))
    columns = {letters for letters, _ in found}
    rows = {digits for _, digits in found}
    widest = max((_column_number(letters) for letters in columns), default=0)
    return [max(corner[0], widest), max(corner[1], max(map(int, rows), default=0))]


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)

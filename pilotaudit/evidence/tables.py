"""A table opened: what each file is, by its first bytes; made readable where it is not; one header over all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from pilotaudit.charter.model import Loaded, Table
from pilotaudit.errors import DataError, Problem
from pilotaudit.evidence.copies import cut_to_header, readable
from pilotaudit.evidence.encodings import NAMES
from pilotaudit.evidence.files import table_files
from pilotaudit.evidence.headers import union
from pilotaudit.evidence.model import DataFile, Sources
from pilotaudit.evidence.packed import Unreadable, first_bytes, packing_of, refuse_bomb
from pilotaudit.evidence.ragged import is_heavy
from pilotaudit.evidence.sniff import is_json, sample_of, sniff

_PARQUET: Final = b"PAR1"
_ARCHIVE: Final = b"PK\x03\x04"
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0"
PACKED: Final = 10
NO_ROWS: Final = "the file has a header and no rows. Check the filter and the dates of the export."


def open_table(loaded: Loaded, table: Table, path: str, scratch: Path) -> Sources:
    """All files of a table, or its place in a warehouse, ready to be read.

    path: dotted place in the charter; scratch: a folder for copies.

    Raises DataError with one problem per unusable file (DAT001 to DAT003, DAT011, DAT014 to DAT016), or when a
    warehouse cannot be opened (DAT020 to DAT022).
    """
    if table.file is None:
        return _in_warehouse(loaded, table, path)
    found = table_files(loaded, table, path)
    opened, problems = [], []
    for number, (file, shown) in enumerate(found):
        try:
            opened.append(_open(file, shown, table, scratch / f"{number}.csv"))
        except Unreadable as unreadable:
            problems.append(Problem(shown, unreadable.line, 1, unreadable.code, str(unreadable)))
    if opened and not problems and all(file.empty for file in opened):
        problems = [Problem(file.shown, 1, 1, "DAT002", NO_ROWS) for file in opened]
    if problems:
        raise DataError(problems)
    sources = Sources(tuple(map(_noted, opened)), union(file.header for file in opened), table.missing)
    return with_cut_rows(sources, scratch) if table.wider_rows == "cut" else sources


def with_cut_rows(sources: Sources, scratch: Path) -> Sources:
    """The table with rows cut to the width of the header. Raises DataError (DAT003)."""
    try:
        return cut_to_header(sources, scratch)
    except Unreadable as unreadable:
        shown = ", ".join(file.shown for file in sources.files)
        raise DataError([Problem(shown, unreadable.line, 1, unreadable.code, str(unreadable))]) from None


def _in_warehouse(loaded: Loaded, table: Table, path: str) -> Sources:
    from pilotaudit.evidence.warehouse import open_warehouse

    opened = open_warehouse(loaded, table, path)
    named = DataFile(Path(opened.shown), opened.shown, 0, opened.header, None, Path(opened.shown))
    return Sources((named,), opened.header, table.missing, opened)


def _open(file: Path, shown: str, table: Table, copy: Path) -> DataFile:
    """What a file is. Raises Unreadable."""
    start = first_bytes(file)
    if start.startswith(_PARQUET):
        return _parquet(file, shown)
    if start.startswith(_ARCHIVE):
        from pilotaudit.evidence.transcripts import from_workbook

        return from_workbook(file, shown, table.sheet, copy)
    if start.startswith(_OLD_OFFICE):
        message = "the file is an old workbook (.xls) or protected by a password. Save it as .xlsx or as CSV."
        raise Unreadable("DAT011", 1, message)
    blocks = refuse_bomb(file)
    opened = _text(file, shown, copy, cut=table.wider_rows == "cut")
    return replace(opened, sample=_sample(blocks, copy)) if blocks and opened.readable == file else opened


def _text(file: Path, shown: str, copy: Path, *, cut: bool) -> DataFile:
    sample = sample_of(file)
    if is_json(sample.text):
        from pilotaudit.evidence.transcripts import from_json

        return from_json(file, shown, sample.encoding, copy)
    seen = sniff(file, sample)
    dialect = seen.dialect
    opened = DataFile(
        file,
        shown,
        file.stat().st_size,
        seen.header,
        dialect,
        file,
        whole=seen.whole,
        empty=seen.empty,
        footer=seen.footer,
        notes=() if dialect.encoding.startswith("utf-8") else (f"{shown} is read as {NAMES[dialect.encoding]}.",),
    )
    # How much a packed file holds is not known; tickets pack to a tenth or so.
    size = len(sample.text) if seen.whole else opened.size * (PACKED if packing_of(file) else 1)
    if is_heavy(sample.text, dialect, len(seen.header), size, cut=cut) and not seen.empty:
        from pilotaudit.evidence.transcripts import from_ragged

        return from_ragged(opened, copy)
    return readable(opened, copy)


def _sample(blocks: Sequence[bytes], copy: Path) -> Path:
    path = copy.with_name(f"{copy.stem}-sample.csv")
    path.write_bytes(b"".join(blocks))
    return path


def _noted(file: DataFile) -> DataFile:
    said = (f"{file.shown} holds no rows.",) if file.empty else ()
    return replace(file, notes=(*file.notes, *said))


def _parquet(file: Path, shown: str) -> DataFile:
    import duckdb

    try:
        con = duckdb.connect()
        described = con.execute("SELECT column_name FROM (DESCRIBE SELECT * FROM read_parquet(?))", [str(file)])
        header = tuple(str(name) for (name,) in described.fetchall())
        rows: Sequence[int] = con.execute("SELECT count(*) FROM read_parquet(?)", [str(file)]).fetchone() or (0,)
    except duckdb.Error:
        raise Unreadable("DAT003", 1, "the file is not readable as Parquet. Export it again, or as CSV.") from None
    return DataFile(file, shown, file.stat().st_size, header, None, file, "parquet", empty=rows[0] == 0)

"""A table opened: every file sniffed, copied to UTF-8 where the engine could not read it, headers compared."""

from __future__ import annotations

import codecs
from dataclasses import replace
from pathlib import Path

from pilotaudit.charter.model import Loaded, Table
from pilotaudit.errors import DataError, Problem
from pilotaudit.evidence.files import is_parquet, table_files
from pilotaudit.evidence.model import DataFile, Dialect, Sources
from pilotaudit.evidence.names import squeezed
from pilotaudit.evidence.sniff import Unreadable, open_bytes, sniff

CHUNK = 1 << 20


def open_table(loaded: Loaded, table: Table, path: str, scratch: Path) -> Sources:
    """All files of a table, or its place in a warehouse, ready to be read.

    path: dotted place in the charter; scratch: a folder for copies.

    Raises DataError with one problem per unusable file (DAT001, DAT002, DAT003, DAT011), when headers differ,
    or when a warehouse cannot be opened (DAT020 to DAT022).
    """
    if table.file is None:
        return _in_warehouse(loaded, table, path)
    found = table_files(loaded, table, path)
    opened, problems = [], []
    for number, (file, shown) in enumerate(found):
        try:
            opened.append(_open(file, shown, scratch / f"{number}.csv"))
        except Unreadable as unreadable:
            problems.append(Problem(shown, unreadable.line, 1, unreadable.code, str(unreadable)))
    problems += [_differs(file, opened[0]) for file in opened[1:] if not _alike(file, opened[0])]
    if problems:
        raise DataError(problems)
    return Sources(tuple(opened), opened[0].header, table.missing)


def copied_anew(sources: Sources, which: frozenset[int] | None, scratch: Path) -> Sources | None:
    """The table with copies of files that turned out not to be plain, or None when there is nothing to copy.

    which: positions of files that are not UTF-8 after all; None: all that were only looked at in part, for their line
    ends. scratch: a folder for copies.
    """
    chosen = [
        place
        for place, file in enumerate(sources.files)
        if not file.whole and file.dialect is not None and (which is None or place in which)
    ]
    if not chosen:
        return None
    files = list(sources.files)
    for place in chosen:
        files[place] = _copied_whole(files[place], scratch / f"whole-{place}.csv", text_only=which is None)
    return replace(sources, files=tuple(files))


def _copied_whole(file: DataFile, copy: Path, *, text_only: bool) -> DataFile:
    assert file.dialect is not None
    encoding = file.dialect.encoding if text_only else "cp1252"
    dialect = replace(file.dialect, encoding=encoding, mixed_newlines=True)
    readable = _copied(file.path, dialect, copy)
    return replace(file, readable=readable, dialect=dialect, whole=True)


def _in_warehouse(loaded: Loaded, table: Table, path: str) -> Sources:
    from pilotaudit.evidence.warehouse import open_warehouse

    opened = open_warehouse(loaded, table, path)
    named = DataFile(Path(opened.shown), opened.shown, 0, opened.header, None, Path(opened.shown))
    return Sources((named,), opened.header, table.missing, opened)


def _open(file: Path, shown: str, copy: Path) -> DataFile:
    size = file.stat().st_size
    if is_parquet(file):
        return DataFile(file, shown, size, _parquet_header(file), None, file)
    dialect, header = sniff(file)
    readable = file if dialect.is_plain else _copied(file, dialect, copy)
    return DataFile(file, shown, size, header, dialect, readable)


def _parquet_header(file: Path) -> tuple[str, ...]:
    import duckdb

    try:
        rows = duckdb.connect().execute("SELECT name FROM parquet_schema(?) WHERE num_children IS NULL", [str(file)])
        return tuple(str(name) for (name,) in rows.fetchall())
    except duckdb.Error:
        raise Unreadable("DAT003", 1, "the file is not readable as Parquet. Export it again, or as CSV.") from None


def _copied(file: Path, dialect: Dialect, copy: Path) -> Path:
    """The same text in UTF-8 with one kind of line end, written as a stream."""
    decoder = codecs.getincrementaldecoder(dialect.encoding)(errors="replace")
    held = ""
    with open_bytes(file) as source, copy.open("w", encoding="utf-8", newline="") as target:
        while chunk := source.read(CHUNK):
            text = held + decoder.decode(chunk)
            # A return at the end of a chunk may belong to the line feed that follows.
            held = "\r" if text.endswith("\r") else ""
            target.write(_one_newline(text.removesuffix("\r") if held else text))
        target.write(_one_newline(held + decoder.decode(b"", final=True)))
    return copy


def _one_newline(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _alike(one: DataFile, other: DataFile) -> bool:
    return [squeezed(name) for name in one.header] == [squeezed(name) for name in other.header]


def _differs(file: DataFile, first: DataFile) -> Problem:
    message = (
        f"the header differs from that of {first.shown}. Files of one table have the same columns in the same order; "
        "export them alike, or name one file."
    )
    return Problem(file.shown, 1, 1, "DAT003", message)

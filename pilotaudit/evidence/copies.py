"""Copies of text files that the engine cannot read as they are: other encodings, several kinds of line ends."""

from __future__ import annotations

import codecs
from dataclasses import replace
from pathlib import Path
from typing import Final

from pilotaudit.evidence.model import DataFile, Dialect, Sources
from pilotaudit.evidence.packed import open_bytes, read_some

TEXTS: Final = ("text", "sorted out")
_CHUNK: Final = 1 << 20


def readable(file: DataFile, copy: Path) -> DataFile:
    """A text file as the engine reads it: as it is, or as a copy in UTF-8 with one kind of line end, line by line."""
    assert file.dialect is not None
    if file.dialect.is_plain:
        return file
    _copy(file.path, file.dialect, copy)
    plain = replace(file.dialect, encoding="utf-8", mixed_newlines=False, packing="")
    return replace(file, readable=copy, dialect=plain, original=file.original or file.dialect)


def copied_anew(sources: Sources, which: frozenset[int] | None, scratch: Path) -> Sources | None:
    """The table with copies of files that turned out not to be plain, or None when there is nothing to copy.

    which: positions of files that are not UTF-8 after all; None: all that were only looked at in part, for their line
    ends. scratch: a folder for copies.
    """
    files = list(sources.files)
    for place, file in enumerate(sources.files):
        if not file.whole and file.kind == "text" and (which is None or place in which):
            files[place] = _anew(file, scratch / f"anew-{place}.csv", "cp1252" if which else None)
    return None if files == list(sources.files) else replace(sources, files=tuple(files))


def cut_to_header(sources: Sources, scratch: Path) -> Sources:
    """The table with rows cut to the width of their file's header. scratch: a folder for copies."""
    from pilotaudit.evidence.transcripts import from_wide

    files = tuple(
        from_wide(file, scratch / f"cut-{place}.csv") if file.kind in TEXTS and not file.empty else file
        for place, file in enumerate(sources.files)
    )
    return replace(sources, files=files)


def _anew(file: DataFile, copy: Path, encoding: str | None) -> DataFile:
    """A copy made because the pass could not read the file; a second time it stays as it is."""
    first = file.original or file.dialect
    assert first is not None
    dialect = replace(first, encoding=encoding or first.encoding, mixed_newlines=True)
    note = (f"{file.shown} is read as Windows-1252: it is not UTF-8 throughout.",) if encoding else ()
    fresh = replace(file, dialect=dialect, original=dialect, whole=True, notes=(*file.notes, *note))
    return readable(fresh, copy)


def _copy(file: Path, dialect: Dialect, copy: Path) -> None:
    """The same text in UTF-8 with one kind of line end, written as a stream."""
    # Bytes that are not UTF-8 in a file that mostly is stay as they are, so that their rows are rejected.
    errors = "surrogateescape" if dialect.encoding.startswith("utf-8") else "replace"
    decoder = codecs.getincrementaldecoder(dialect.encoding)(errors=errors)
    held = ""
    with open_bytes(file) as source, copy.open("w", encoding="utf-8", errors=errors, newline="") as target:
        while chunk := read_some(source, _CHUNK):
            text = held + decoder.decode(chunk)
            # A return at the end of a chunk may belong to the line feed that follows.
            held = "\r" if text.endswith("\r") else ""
            target.write(_one_newline(text.removesuffix("\r") if held else text))
        target.write(_one_newline(held + decoder.decode(b"", final=True)))


def _one_newline(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")

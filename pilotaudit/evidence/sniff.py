"""How a text file is written: encoding, delimiter, header. Decided here, then declared to the engine.

The engine's own sniffer reads a ragged file as one column without a word; so nothing is left to it.
"""

from __future__ import annotations

import csv
import gzip
import io
import re
import zlib
from collections import Counter
from functools import cache
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final, cast

from pilotaudit.evidence.model import Dialect

if TYPE_CHECKING:
    from _csv import Reader

WHOLE: Final = 4_000_000
"""Files up to this many bytes (unpacked) are checked to their end, larger ones on this much of their beginning."""
RECORDS: Final = 200
DELIMITERS: Final = (",", ";", "\t", "|")
WORDS: Final = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}


class Unreadable(ValueError):
    """A file is not a table of text; `code` and `line` say which way and where, the message what to do."""

    def __init__(self, code: str, line: int, message: str) -> None:
        """Keep the place."""
        super().__init__(message)
        self.code, self.line = code, line


def open_bytes(path: Path) -> IO[bytes]:
    """The file's bytes, unpacked when its name ends in .gz."""
    return cast("IO[bytes]", gzip.open(path, "rb")) if path.suffix.lower() == ".gz" else path.open("rb")


def sniff(path: Path) -> tuple[Dialect, tuple[str, ...]]:
    """Dialect and header of a text file. Raises Unreadable: DAT002 without rows, DAT003 when it is not a table."""
    sample, complete = _sample(path)
    encoding = _encoding(sample, complete)
    text = _decoded(sample, encoding, complete)
    if not text.strip():
        raise Unreadable("DAT002", 1, "the file is empty. Export it again, with a header and rows.")
    if text.lstrip('"').lower().startswith("sep="):
        raise Unreadable("DAT003", 1, 'the first line is a note to Excel ("sep="), not the header. Delete that line.')
    delimiter, header = _delimiter(text)
    if complete:
        _refuse_open_quote(text, delimiter)
        if not _has_rows(text, delimiter):
            raise Unreadable(
                "DAT002", 1, "the file has a header and no rows. Check the filter and the dates of the export."
            )
    above = len(text) - len(text.lstrip("\r\n"))
    return Dialect(encoding, delimiter, _has_mixed_newlines(sample), _line_ends(text[:above])), header


def records(text: str, delimiter: str) -> Reader:
    """The records of a text, as the engine is told to read them."""
    csv.field_size_limit(WHOLE)
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def _sample(path: Path) -> tuple[bytes, bool]:
    """The beginning of a file and whether it is all of it."""
    try:
        with open_bytes(path) as stream:
            data = stream.read(WHOLE + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise Unreadable("DAT003", 1, f"the file cannot be unpacked or opened ({error}). Export it again.") from None
    return data[:WHOLE], len(data) <= WHOLE


def _encoding(sample: bytes, complete: bool) -> str:
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if b"\0" in sample:
        line = sample[: sample.index(b"\0")].count(b"\n") + 1
        raise Unreadable(
            "DAT003",
            line,
            "the file holds NUL bytes: it is binary, or UTF-16 without a byte order mark. Export it as CSV in UTF-8.",
        )
    encoding = "utf-8-sig" if sample.startswith(b"\xef\xbb\xbf") else "utf-8"
    try:
        sample.decode(encoding)
    except UnicodeDecodeError as error:
        cut_off = not complete and error.start > len(sample) - 4
        return encoding if cut_off else _windows(sample)
    return encoding


def _windows(sample: bytes) -> str:
    """Windows-1252 where it has a character for every byte, else latin-1; binary data are refused."""
    control = sum(sample.count(bytes([code])) for code in (*range(1, 9), *range(14, 32)))
    if control > len(sample) // 1000:
        raise Unreadable("DAT003", 1, "the file is binary, not text. Export it as CSV in UTF-8.")
    try:
        sample.decode("cp1252")
    except UnicodeDecodeError:
        return "latin-1"
    return "cp1252"


def _decoded(sample: bytes, encoding: str, complete: bool) -> str:
    try:
        return sample.decode(encoding, "strict" if complete else "ignore")
    except UnicodeDecodeError as error:
        line = sample[: error.start].count(b"\n") + 1
        raise Unreadable("DAT003", line, f"the file is cut off or damaged ({encoding}). Export it again.") from None


def _delimiter(text: str) -> tuple[str, tuple[str, ...]]:
    """The delimiter under which most of the first records have the header's number of columns, and the header."""
    best: tuple[float, int, str, tuple[str, ...]] | None = None
    for delimiter in DELIMITERS:
        rows = [row for row in islice(records(text[:1_000_000], delimiter), RECORDS) if row]
        width = len(rows[0]) if rows else 1
        alike = Counter(len(row) for row in rows[1:])[width] / max(1, len(rows) - 1)
        if width > 1 and (best is None or (alike, width) > best[:2]):
            best = alike, width, delimiter, tuple(name.strip() for name in rows[0])
    if best is None:
        raise Unreadable(
            "DAT003",
            1,
            "only one column was found: neither comma, semicolon, tab nor pipe separates the header's names. "
            "The first line must be the header: delete titles above it, or export the file again as CSV.",
        )
    return best[2], best[3]


def _has_rows(text: str, delimiter: str) -> bool:
    """Whether anything but blank lines stands below the header."""
    filled = (row for row in records(text, delimiter) if any(cell.strip() for cell in row))
    return len(list(islice(filled, 2))) == 2


def _refuse_open_quote(text: str, delimiter: str) -> None:
    """A quote that is opened and never closed swallows the rest of the file: say where it starts."""
    if text.count('"') % 2 == 0:
        return
    start = open_quote(text, delimiter)
    if start is not None:
        line = _line_ends(text[:start]) + 1
        raise Unreadable("DAT003", line, 'a quote (") is opened and never closed. Close it, or export the file again.')


def _line_ends(text: str) -> int:
    return text.count("\n") + text.count("\r") - text.count("\r\n")


def open_quote(text: str, delimiter: str) -> int | None:
    """Where a quoted cell starts that the text does not end; a quote inside a word opens nothing."""
    for cell in _quoted_cells(delimiter).finditer(text):
        if not cell["end"]:
            return cell.start("open")
    return None


@cache
def _quoted_cells(delimiter: str) -> re.Pattern[str]:
    return re.compile(rf'(?:\A|[{re.escape(delimiter)}\r\n]) *+(?P<open>")(?:[^"]|"")*+(?P<end>"|\Z)')


def _has_mixed_newlines(sample: bytes) -> bool:
    both, feeds, returns = sample.count(b"\r\n"), sample.count(b"\n"), sample.count(b"\r")
    return (0 < both < feeds) or returns > both

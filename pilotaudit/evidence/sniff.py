"""How a text file is written: encoding, delimiter, header. Decided here, then declared to the engine.

The engine's own sniffer reads a ragged file as one column without a word; so nothing is left to it.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pilotaudit.evidence.encodings import decoded, encoding_of
from pilotaudit.evidence.footers import has_footer
from pilotaudit.evidence.model import Dialect
from pilotaudit.evidence.packed import Unreadable, damaged, open_bytes, packing_of, read_some

if TYPE_CHECKING:
    from _csv import Reader

WHOLE: Final = 4_000_000
"""Files up to this many bytes (unpacked) are checked to their end, larger ones on this much of their beginning."""
LONGEST: Final = 4_000_000
"""Characters of one cell at most."""
TAIL: Final = 64_000
"""Bytes at the end of a larger file that are looked at for totals and notices."""
RECORDS: Final = 200
DELIMITERS: Final = (",", ";", "\t", "|")
WORDS: Final = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}

_JSON: Final = re.compile(r'\s*(?:\[\s*)*\{\s*["}]|\s*\[\s*\]')
_NOTE: Final = re.compile(r'"?sep=(.)"?[ \t]*(?:\r\n|\n|\r)', flags=re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sample:
    """The beginning of a text. whole: whether it is all of it; text: without a mark at its beginning."""

    data: bytes
    encoding: str
    text: str
    whole: bool


@dataclass(frozen=True, slots=True)
class Sniffed:
    """What a look at a text file shows. empty: no rows below the header; footer: totals in rows of full width."""

    dialect: Dialect
    header: tuple[str, ...]
    whole: bool
    empty: bool
    footer: bool


def sample_of(path: Path) -> Sample:
    """The beginning of a text file. Raises Unreadable: DAT002 when it is blank, DAT003 when it is no text."""
    try:
        with open_bytes(path) as stream:
            data = read_some(stream, WHOLE + 1)
    except OSError as error:
        raise damaged(error) from None
    whole = len(data) <= WHOLE
    data = data[:WHOLE]
    encoding = encoding_of(data, complete=whole)
    text = decoded(data, encoding, complete=whole)
    if not text.strip():
        raise Unreadable("DAT002", 1, "the file is empty. Export it again, with a header and rows.")
    return Sample(data, encoding, text, whole)


def is_json(text: str) -> bool:
    """Whether a text begins as JSON does."""
    return _JSON.match(text) is not None


def sniff(path: Path, sample: Sample | None = None) -> Sniffed:
    """Dialect and header of a text file. Raises Unreadable: DAT002 when it is blank, DAT003 when it is not a table."""
    look = sample_of(path) if sample is None else sample
    blank = len(look.text) - len(look.text.lstrip("\r\n"))
    note = _NOTE.match(look.text, blank)
    start = blank if note is None else note.end()
    text = look.text[start:]
    delimiter, header = _delimiter(text, None if note is None else note[1])
    if look.whole:
        _refuse_open_quote(look.text, delimiter, start)
    mixed = _has_mixed_newlines(look.text if look.encoding.startswith("utf-16") else look.data)
    above = _line_ends(look.text[:start])
    return Sniffed(
        Dialect(look.encoding, delimiter, mixed, above, packing_of(path)),
        header,
        look.whole,
        look.whole and not _has_rows(text, delimiter),
        has_footer(text if look.whole else _tail(path, look), delimiter),
    )


def records(text: str, delimiter: str) -> Reader:
    """The records of a text, as the engine is told to read them."""
    csv.field_size_limit(LONGEST)
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def _delimiter(text: str, said: str | None) -> tuple[str, tuple[str, ...]]:
    """The delimiter under which most of the first records have the header's number of columns, and the header.

    said: what a note to Excel above the header names.
    """
    best: tuple[float, int, str, tuple[str, ...]] | None = None
    for delimiter in DELIMITERS if said is None else (said,):
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


def _tail(path: Path, look: Sample) -> str:
    """The end of a file that was not looked at as a whole; nothing of a packed one, whose end is far away."""
    if packing_of(path):
        return ""
    with path.open("rb") as stream:
        # An even number of bytes: in UTF-16 a letter has two.
        stream.seek(-(min(TAIL, path.stat().st_size) // 2 * 2), 2)
        return stream.read().decode("utf-16-le" if look.encoding == "utf-16" else look.encoding, "replace")


def _has_rows(text: str, delimiter: str) -> bool:
    """Whether anything but blank lines stands below the header."""
    filled = (row for row in records(text, delimiter) if any(cell.strip() for cell in row))
    return len(list(islice(filled, 2))) == 2


def _refuse_open_quote(text: str, delimiter: str, start: int) -> None:
    """A quote that is opened and never closed swallows the rest of the file: say where it starts."""
    if text.count('"') % 2 == 0:
        return
    place = open_quote(text[start:], delimiter)
    if place is not None:
        line = _line_ends(text[: start + place]) + 1
        raise Unreadable("DAT003", line, 'a quote (") is opened and never closed. Close it, or export the file again.')


def _line_ends(text: str) -> int:
    return text.count("\n") + text.count("\r") - text.count("\r\n")


def open_quote(text: str, delimiter: str) -> int | None:
    """Where a quoted cell starts that the text does not end; a quote inside a word opens nothing."""
    for cell in _quoted_cells(delimiter).finditer(text):
        if not cell["end"]:
            return cell.start("open")
    return None


def stays_open(line: str, delimiter: str, *, inside: bool) -> bool:
    """Whether a quote is open at the end of a line. inside: whether one was open at its beginning."""
    at = 0
    if inside:
        closed = _CLOSING.match(line)
        if closed is None:
            return True
        at = closed.end()
    return any(not cell["end"] for cell in _quoted_cells(delimiter).finditer(line, at))


_CLOSING: Final = re.compile(r'(?:[^"]|"")*+"')


@cache
def _quoted_cells(delimiter: str) -> re.Pattern[str]:
    return re.compile(rf'(?:\A|[{re.escape(delimiter)}\r\n]) *+(?P<open>")(?:[^"]|"")*+(?P<end>"|\Z)')


def _has_mixed_newlines(sample: bytes | str) -> bool:
    text = sample if isinstance(sample, bytes) else sample.encode("utf-8", "replace")
    both, feeds, returns = text.count(b"\r\n"), text.count(b"\n"), text.count(b"\r")
    return (0 < both < feeds) or returns > both

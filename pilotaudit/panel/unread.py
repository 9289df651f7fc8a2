"""Rows that the engine could not take: counted from its own list, and found again in the text of their file.

The engine lists one entry per extra cell; a broken quote makes one entry of all the rows that it swallows. Here every
such row counts once.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from pilotaudit.evidence.footers import line_sql
from pilotaudit.evidence.model import DataFile, LeftOut, Sources
from pilotaudit.evidence.packed import open_bytes
from pilotaudit.evidence.sniff import stays_open
from pilotaudit.panel.engine import REJECTS
from pilotaudit.panel.plan import FOOTER, Reason

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

RAGGED: Final = Reason("rejected", "with another number of columns than the header")
_REASONS: Final = {
    "MISSING COLUMNS": RAGGED,
    "TOO MANY COLUMNS": RAGGED,
    "INVALID ENCODING": Reason("rejected", "with text that is not UTF-8"),
    "UNQUOTED VALUE": Reason("rejected", "with a broken quote"),
    "LINE SIZE OVER MAXIMUM": Reason("rejected", "too long to be read"),
}
LEFT_OUT: Final[Mapping[LeftOut, Reason]] = {
    "ragged": RAGGED,
    "footer": FOOTER,
    "no object": Reason("rejected", "that are not JSON objects"),
}
"""Why a copy leaves a row out -> the reason that is given."""
_ONE_ROW: Final = "('MISSING COLUMNS', 'TOO MANY COLUMNS', 'INVALID ENCODING')"
_UNREAD: Final = Reason("rejected", "that cannot be read")


@dataclass(frozen=True, slots=True)
class _Entry:
    """One place of a file that the engine refused: first byte, byte after the last, why, and the rows it holds.

    footer: whether it is a total or a notice.
    """

    begin: int
    end: int
    kind: str
    rows: int
    footer: bool


@dataclass(frozen=True, slots=True)
class Record:
    """One record below the header. line: its first physical line; reason: why it was not taken, or None."""

    line: int
    raw: str
    reason: Reason | None = None


def unread(con: DuckDBPyConnection, sources: Sources) -> Iterator[tuple[int, Reason, int]]:
    """(file, reason, rows) of the rows that the reader refused in the last scan that kept them, or never saw."""
    if all(file.dialect is None or file.empty for file in sources.files):
        return
    places = {str(file.readable): place for place, file in enumerate(sources.files)}
    rows = con.execute(
        f"SELECT path, kind, footer, sum(rows)::BIGINT FROM ({_entries()}) GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    for path, kind, footer, n in rows:
        yield places[path], _reason(kind, footer), n
    for place, file in enumerate(sources.files):
        yield from ((place, LEFT_OUT[why], n) for why, n in file.left_out.items())


def _reason(kind: str, footer: bool) -> Reason:
    """Why a row was refused, or that it is none."""
    return FOOTER if footer else _REASONS.get(kind, _UNREAD)


def last_broken(con: DuckDBPyConnection, sources: Sources) -> dict[str, int]:
    """File that the engine read -> where its last record with too few cells ends, in bytes of text.

    A line right behind a total or a notice belongs to it, such as the name of the firm below a report.
    """
    if all(file.dialect is None for file in sources.files):
        return {}
    near = "e.start BETWEEN f.start + f.length AND f.start + f.length + 2"
    behind = f"EXISTS (FROM e f WHERE f.path = e.path AND f.footer AND {near})"
    last = f"WITH e AS MATERIALIZED ({_entries()}) SELECT path, max(start - 1 + length) FROM e"
    wanted = f"kind = 'MISSING COLUMNS' AND NOT footer AND NOT {behind}"
    return dict(con.execute(f"{last} WHERE {wanted} GROUP BY 1").fetchall())


def badly_encoded(con: DuckDBPyConnection, sources: Sources) -> frozenset[int]:
    """Files with bytes that are not UTF-8, where only a part had been looked at before."""
    parts = {str(file.readable): place for place, file in enumerate(sources.files) if not file.whole}
    if not parts:
        return frozenset()
    kinds = con.execute(f"SELECT DISTINCT path FROM ({_entries()}) WHERE kind = 'INVALID ENCODING'").fetchall()
    return frozenset(parts[path] for (path,) in kinds if path in parts)


def records(con: DuckDBPyConnection, file: DataFile) -> Iterator[Record]:
    """Every record of a text below its header, those included that the reader refused; blank lines are none."""
    assert file.dialect is not None
    refused = con.execute(
        f"SELECT start - 1, start - 1 + length, kind, rows, footer FROM ({_entries()}) WHERE path = ? ORDER BY 1",
        [str(file.readable)],
    ).fetchall()
    yield from islice(_records(file, [_Entry(*one) for one in refused]), 1, None)


def _entries() -> str:
    """SQL: one row per refused place in a file, with the rows that it holds."""
    lines = "len(list_filter(string_split_regex(r.csv_line, '\\r\\n|\\n|\\r'), lambda one: trim(one) <> ''))"
    narrow = "r.error_type::VARCHAR = 'MISSING COLUMNS'"
    return (
        "SELECT s.file_path AS path, r.line_byte_position AS start, min(r.error_type::VARCHAR) AS kind, "
        f"max(CASE WHEN r.error_type::VARCHAR IN {_ONE_ROW} THEN 1 ELSE greatest(1, {lines}) END) AS rows, "
        f"bool_and(CASE WHEN {narrow} THEN {line_sql('r.csv_line')} ELSE false END) AS footer, "
        f"max(strlen(r.csv_line)) AS length FROM {REJECTS} r JOIN reject_scans s USING (scan_id, file_id) GROUP BY 1, 2"
    )


def _records(file: DataFile, refused: Sequence[_Entry]) -> Iterator[Record]:
    """Records from the header on. refused: entries in the order of the file."""
    assert file.dialect is not None
    waiting, kept, start, at, is_open = deque(refused), b"", 0, 0, False
    number, entry = 0, None
    with open_bytes(file.readable) as stream:
        for number, line in enumerate(stream, 1):
            at += len(line)
            if number > file.dialect.above and (kept or line.strip(b"\r\n")):
                kept += line
                is_open = _stays_open(line, file.dialect.delimiter, is_open)
                while waiting and waiting[0].end <= start:
                    waiting.popleft()
                entry = waiting[0] if waiting and waiting[0].begin <= start else None
                if at >= entry.end if entry is not None and entry.rows > 1 else not is_open:
                    yield from _told(kept, number, entry)
                    kept, is_open = b"", False
            start = start if kept else at
    if kept:
        # A quote that the last record opens and nothing closes.
        yield from _told(kept, number, entry)


def _stays_open(line: bytes, delimiter: str, is_open: bool) -> bool:
    if b'"' not in line:
        return is_open
    return stays_open(line.decode(errors="replace"), delimiter, inside=is_open)


def _told(kept: bytes, number: int, entry: _Entry | None) -> Iterator[Record]:
    """One record, or one for each row that a broken quote swallowed. number: the last physical line."""
    text = kept.decode(errors="replace").rstrip("\r\n")
    first = number - kept.count(b"\n", 0, -1)
    reason = None if entry is None else _reason(entry.kind, entry.footer)
    if entry is None or entry.rows == 1:
        yield Record(first, text, reason)
        return
    for line, row in enumerate(text.split("\n"), first):
        # What the engine counts as blank: spaces, and nothing else.
        if row.rstrip("\r").strip(" "):
            yield Record(line, row.rstrip("\r"), reason)

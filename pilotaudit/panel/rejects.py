"""Rows that could not be used, one by one, with the physical line on which each stands in its file."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from pilotaudit.evidence.model import DataFile, Reject
from pilotaudit.evidence.sniff import open_bytes
from pilotaudit.panel.engine import REJECTS
from pilotaudit.panel.plan import Plan, Reason, steps
from pilotaudit.panel.query import placed_sql

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SMALL = 64_000_000
FEW = 3
RAGGED = "with another number of columns than the header"

Found = Mapping[int, Reason]
"""Number of a record in its file, from 1, among those that the reader took -> why it was rejected."""


def examples(con: DuckDBPyConnection, plan: Plan) -> Mapping[str, tuple[str, ...]]:
    """Up to three physical lines per reason, as `file:line`; none for large data, which are listed on request."""
    if plan.sources.size > SMALL:
        return {}
    lines: dict[str, list[str]] = defaultdict(list)
    for reject in rejects(con, plan):
        if len(lines[reject.reason]) < FEW:
            lines[reject.reason].append(f"{reject.file}:{reject.line}")
    return {reason: tuple(found) for reason, found in lines.items()}


def rejects(con: DuckDBPyConnection, plan: Plan) -> tuple[Reject, ...]:
    """All rejected rows in file order. Reads the data once more, in order, on one thread."""
    found = _numbered(con, plan)
    listed: list[Reject] = []
    for place, file in enumerate(plan.sources.files):
        listed += _in_parquet(file, found[place]) if file.dialect is None else _in_text(con, file, found[place])
    return tuple(listed)


def _numbered(con: DuckDBPyConnection, plan: Plan) -> Mapping[int, Found]:
    """Rejected records per file. The record's number counts what the reader took, file by file."""
    reasons = {number: step.reason for number, step in enumerate(steps(plan), start=1)}
    con.execute("SET threads = 1")
    rows = con.execute(
        f"WITH {placed_sql(plan, keep_rejects=False, numbered=True)}, "
        f"counted AS (SELECT *, min(record) OVER (PARTITION BY file) AS start FROM placed) "
        f"SELECT file, record - start + 1, reason FROM counted WHERE reason > 0{_or_no_unit(plan)}"
    ).fetchall()
    con.execute("RESET threads")
    found: dict[int, dict[int, Reason]] = defaultdict(dict)
    for file, record, number in rows:
        reason = reasons.get(number) or _keyless(plan)
        if reason.kind == "rejected":
            found[file][record] = reason
    return found


def _or_no_unit(plan: Plan) -> str:
    """Rows that are rejected only for want of a unit, which the scan finds after summing."""
    return "" if plan.unit is None else f" OR coalesce(trim({plan.unit.name}), '') = ''"


def _keyless(plan: Plan) -> Reason:
    header = "" if plan.unit is None else plan.unit.header
    return Reason("rejected", f'without a value in "{header}"', header)


def _in_text(con: DuckDBPyConnection, file: DataFile, found: Found) -> Iterator[Reject]:
    ragged, taken = _any_ragged(con), 0
    if not (found or ragged):
        return
    for line, row, raw in _records(file):
        if len(row) != len(file.header):
            yield Reject(file.shown, line, "", RAGGED, raw)
            continue
        taken += 1
        if taken in found:
            reason = found[taken]
            yield Reject(file.shown, line, reason.column, reason.text, raw)


def _in_parquet(file: DataFile, found: Found) -> Iterator[Reject]:
    for record, reason in sorted(found.items()):
        yield Reject(file.shown, record, reason.column, reason.text, "")


def _any_ragged(con: DuckDBPyConnection) -> bool:
    """Whether the scan met rows of another width; true when it has not run."""
    tables = {name for (name,) in con.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
    if REJECTS not in tables:
        return True
    return bool((con.execute(f"SELECT count(*) FROM {REJECTS}").fetchone() or (0,))[0])


def _records(file: DataFile) -> Iterator[tuple[int, list[str], str]]:
    """(physical line on which it starts, cells, raw text) of each record below the header; blank lines are none."""
    assert file.dialect is not None
    with open_bytes(file.path) as stream:
        text = io.TextIOWrapper(stream, encoding=file.dialect.encoding, errors="replace", newline="")
        kept: list[str] = []
        reader = csv.reader(_kept(text, kept), delimiter=file.dialect.delimiter)
        start = 1
        for number, row in enumerate(reader):
            raw, line = "".join(kept).rstrip("\r\n"), start
            start = reader.line_num + 1
            kept.clear()
            if number and row:
                yield line, row, raw


def _kept(lines: io.TextIOWrapper, kept: list[str]) -> Iterator[str]:
    for line in lines:
        kept.append(line)
        yield line

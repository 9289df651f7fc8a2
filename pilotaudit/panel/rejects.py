"""Rows that could not be used, one by one, with the physical line on which each stands in its file."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from pilotaudit.evidence.model import DataFile, Reject
from pilotaudit.panel.outcome import Sides, outcome
from pilotaudit.panel.plan import Plan, Reason, steps
from pilotaudit.panel.query import placed_sql
from pilotaudit.panel.unread import LEFT_OUT, Record, records

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SMALL = 64_000_000
FEW = 3

Found = Mapping[int, Reason]
"""Number of a record in its file, from 1, among those that the reader took -> why it was rejected."""


def examples(con: DuckDBPyConnection, plan: Plan, sides: Sides) -> Mapping[str, tuple[str, ...]]:
    """Up to three physical lines per reason, as `file:line`; none for large data, which are listed on request.

    A table in a warehouse has no lines.
    """
    if plan.sources.size > SMALL or plan.sources.warehouse is not None:
        return {}
    lines: dict[str, list[str]] = defaultdict(list)
    for reject in rejects(con, plan, sides):
        if len(lines[reject.reason]) < FEW:
            lines[reject.reason].append(f"{reject.file}:{reject.line}")
    return {reason: tuple(found) for reason, found in lines.items()}


def rejects(con: DuckDBPyConnection, plan: Plan, sides: Sides) -> tuple[Reject, ...]:
    """All rejected rows in file order, after a scan. Reads the data once more, in order, on one thread.

    Of a warehouse, which keeps its rows: one entry for each reason, with their number.
    """
    if plan.sources.warehouse is not None:
        return tuple(_in_warehouse(con, plan, sides))
    found = _numbered(con, plan, sides)
    listed: list[Reject] = []
    for place, file in enumerate(plan.sources.files):
        here = found.get(place, {})
        if not file.empty:
            listed += _in_parquet(con, file, here) if file.dialect is None else _in_text(con, file, here)
    return tuple(listed)


def _in_warehouse(con: DuckDBPyConnection, plan: Plan, sides: Sides) -> Iterator[Reject]:
    reasons = [None, *(step.reason for step in steps(plan))]
    unit = "coalesce(trim(unit_text_), '') = ''" if plan.unit is not None else "false"
    counted: Counter[Reason] = Counter()
    rows = con.execute(f"SELECT reason_, group_text_, {unit}, sum(n)::BIGINT FROM cube GROUP BY ALL").fetchall()
    for number, group, no_unit, n in rows:
        reason = outcome(reasons[number], group, no_unit, sides, plan)
        if reason is not None and reason.kind == "rejected":
            counted[reason] += n
    for reason, n in sorted(counted.items(), key=lambda item: (-item[1], item[0].text)):
        yield Reject(plan.sources.files[0].shown, 0, reason.column, reason.text, f"{n} rows")


def refused_lines(con: DuckDBPyConnection, file: DataFile) -> Iterator[tuple[Reason, int]]:
    """The rows of a file that the reader itself refused in the last scan that kept them, each with its line."""
    for record in _as_written(file, records(con, file)):
        if record.reason is not None:
            yield record.reason, record.line


def _numbered(con: DuckDBPyConnection, plan: Plan, sides: Sides) -> Mapping[int, Found]:
    """Rejected records per file. The record's number counts what the reader took, file by file."""
    reasons = [None, *(step.reason for step in steps(plan))]
    con.execute("SET threads = 1")
    rows = con.execute(
        f"WITH {placed_sql(plan, keep_rejects=False, numbered=True)}, "
        f"counted AS (SELECT *, min(record) OVER (PARTITION BY file) AS start FROM placed) "
        f"SELECT file, record - start + 1, reason, group_text, {_blank('unit')} FROM counted "
        f"WHERE reason > 0{_or_homeless(plan)}"
    ).fetchall()
    con.execute("RESET threads")
    found: dict[int, dict[int, Reason]] = defaultdict(dict)
    for file, record, number, group, no_unit in rows:
        reason = outcome(reasons[number], group, no_unit, sides, plan)
        if reason is not None and reason.kind == "rejected":
            found[file][record] = reason
    return found


def _or_homeless(plan: Plan) -> str:
    """Rows that are rejected only for want of a group or a unit, which the scan finds after summing."""
    named = (("unit", plan.unit), ("group", plan.group))
    return "".join(f" OR {_blank(name)}" for name, column in named if column is not None)


def _blank(name: str) -> str:
    return f"coalesce(trim({name}_text), '') = ''"


def _in_text(con: DuckDBPyConnection, file: DataFile, found: Found) -> Iterator[Reject]:
    taken = 0
    for record in _as_written(file, records(con, file)):
        taken += record.reason is None
        reason = record.reason or found.get(taken)
        if reason is not None and reason.kind == "rejected":
            yield Reject(file.shown, record.line, reason.column, reason.text, record.raw)


def _as_written(file: DataFile, copied: Iterator[Record]) -> Iterator[Record]:
    """Records of a file; those of a copy with the line and the text of the original."""
    if file.kind == "text":
        yield from copied
        return
    from pilotaudit.evidence.transcripts import originals

    for original in originals(file):
        if original.why is not None:
            yield Record(original.line, original.raw, LEFT_OUT[original.why])
        elif (record := next(copied, None)) is not None:
            yield Record(original.line, original.raw, record.reason)


def _in_parquet(con: DuckDBPyConnection, file: DataFile, found: Found) -> Iterator[Reject]:
    """Rejected rows of a file without lines: the row's number, and its values."""
    if not found:
        return
    con.execute("CREATE OR REPLACE TEMP TABLE wanted_rows (record BIGINT)")
    con.executemany("INSERT INTO wanted_rows VALUES (?)", [[record] for record in sorted(found)])
    names = ", ".join(f'"{name.replace(chr(34), chr(34) * 2)}"::VARCHAR' for name in file.header)
    rows = con.execute(
        f"SELECT record, [{names}] FROM read_parquet(?, file_row_number = true) "
        "JOIN wanted_rows ON record = file_row_number + 1 ORDER BY 1",
        [str(file.readable)],
    ).fetchall()
    for record, cells in rows:
        raw = ",".join(cell or "" for cell in cells)
        yield Reject(file.shown, record, found[record].column, found[record].text, raw)

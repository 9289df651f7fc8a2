"""The embedded engine: a connection that never reaches out, and files as relations of text columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pilotaudit.errors import DataError, Problem
from pilotaudit.evidence.dates import quoted
from pilotaudit.evidence.headers import places
from pilotaudit.evidence.model import DataFile, Field, Sources

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from pilotaudit.evidence.warehouse import Warehouse

REJECTS = "unreadable_rows"
INTERRUPTED = "Query interrupted"
MOST_GB = 2
"""What the engine holds in memory before it spills to disk, in gigabytes: sums need a fraction, rows compared more."""


def connect(scratch: Path) -> DuckDBPyConnection:
    """A connection that holds `MOST_GB`, or less on a small machine, spills to `scratch`, and loads nothing."""
    import duckdb

    con = duckdb.connect(
        config={
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "temp_directory": str(scratch),
        }
    )
    # Zoned stamps of Parquet become text in the session's zone, which must not be the machine's.
    con.execute("SET TimeZone = 'UTC'")
    if _is_large(con.execute("SELECT current_setting('memory_limit')").fetchall()[0][0]):
        con.execute(f"SET memory_limit = '{MOST_GB}GB'")
    return con


def _is_large(limit: str) -> bool:
    """Whether the engine's own limit, four fifths of the machine's memory such as `18.8 GiB`, is above ours."""
    amount, unit = limit.split()
    return unit.startswith(("T", "P")) or (unit.startswith("G") and float(amount) > MOST_GB)


def ask(con: DuckDBPyConnection, sources: Sources, sql: str) -> list[tuple[Any, ...]]:
    """The rows of a query over a table's rows, asked where they lie. Only a few may come back. Raises DataError."""
    if sources.warehouse is not None:
        return sources.warehouse.rows(sql)
    return con.execute(sql).fetchall()


@contextmanager
def reading(shown: Iterable[str]) -> Iterator[None]:
    """What the engine cannot do with the files becomes a DataError (DAT003) that names them.

    A query that a signal ends becomes a KeyboardInterrupt: the engine loses the one that the signal had raised.
    """
    import duckdb

    try:
        yield
    except RuntimeError as error:
        if str(error) == INTERRUPTED:
            raise KeyboardInterrupt from None
        raise
    except duckdb.Error as error:
        first = str(error).splitlines()[0]
        message = f"the rows cannot be read ({first}). Export the file again as CSV in UTF-8."
        raise DataError([Problem(", ".join(shown), 1, 1, "DAT003", message)]) from None


def relation(sources: Sources, columns: Iterable[Field], *, keep_rejects: bool) -> str:
    """SQL of a table's rows: the columns as text, and `file`, the position of the file they come from.

    A table without files has no rows: its columns are there to learn types from.

    keep_rejects: whether rows with another number of columns than the header are recorded in `unreadable_rows`.
    """
    wanted = tuple(dict.fromkeys(columns))
    if sources.warehouse is not None:
        return _in_warehouse(sources.warehouse, sources, wanted)
    if all(file.empty for file in sources.files):
        return f"SELECT {', '.join((*(f'NULL::VARCHAR AS {one.name}' for one in wanted), '0 AS file'))} WHERE false"
    parts = [
        f"SELECT {', '.join((*_columns(file, sources, wanted), f'{number} AS file'))} "
        f"FROM {_reader(file, sources, keep_rejects)}"
        for number, file in enumerate(sources.files)
        if not file.empty
    ]
    return " UNION ALL ".join(parts)


def _in_warehouse(warehouse: Warehouse, sources: Sources, wanted: tuple[Field, ...]) -> str:
    columns = (_filled(warehouse.text(one.header), one.name, ("", *sources.missing)) for one in wanted)
    return f"SELECT {', '.join((*columns, '0 AS file'))} FROM {warehouse.table}"


def _columns(file: DataFile, sources: Sources, wanted: tuple[Field, ...]) -> tuple[str, ...]:
    """The wanted columns as one file has them; NULL where it does not."""
    there = {f"c{place}": here for place, here in enumerate(places(file.header, sources.header))}
    return tuple(_column(file, there[column.name], column.name, sources.missing) for column in wanted)


def _column(file: DataFile, place: int | None, name: str, missing: tuple[str, ...]) -> str:
    if place is None:
        return f"NULL::VARCHAR AS {name}"
    if file.dialect is None:
        return _filled(f'"{_inside(file.header[place])}"::VARCHAR', name, ("", *missing))
    marks = tuple(mark for mark in missing if not _is_plain(mark, file.dialect.delimiter))
    if marks:
        return _filled(f"c{place}", name, marks)
    return name if name == f"c{place}" else f"c{place} AS {name}"


def _filled(text: str, name: str, marks: tuple[str, ...]) -> str:
    """SQL of a text that is NULL where it is one of the marks for a missing value."""
    return f"CASE WHEN {text} NOT IN ({', '.join(map(quoted, marks))}) THEN {text} END AS {name}"


def _is_plain(mark: str, delimiter: str) -> bool:
    """Whether the reader itself can look for a mark."""
    return not any(sign in mark for sign in (delimiter, '"', "\n", "\r"))


def _reader(file: DataFile, sources: Sources, keep_rejects: bool) -> str:
    if file.dialect is None:
        return f"read_parquet({quoted(str(file.readable))})"
    types = ", ".join(f"'c{place}': 'VARCHAR'" for place in range(len(file.header)))
    plain = (mark for mark in ("", *sources.missing) if _is_plain(mark, file.dialect.delimiter))
    marks = ", ".join(map(quoted, dict.fromkeys(plain)))
    # Without a table for rejects the engine loses the row below a broken quote.
    table, scans = (REJECTS, "reject_scans") if keep_rejects else ("other_rejects", "other_scans")
    rejects = f"store_rejects=true, rejects_table='{table}', rejects_scan='{scans}', rejects_limit=0"
    delimiter, packing = quoted(file.dialect.delimiter), file.dialect.packing or "none"
    return (
        f"read_csv({quoted(str(file.readable))}, auto_detect=false, header=true, delim={delimiter}, "
        f"compression='{packing}', skip={file.dialect.above}, quote='\"', escape='\"', columns={{{types}}}, "
        f"nullstr=[{marks}], {rejects})"
    )


def _inside(name: str) -> str:
    return name.replace('"', '""')

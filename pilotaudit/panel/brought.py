"""The cube of a table that lies in a warehouse: summed there by the same query, and brought here as sums."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from pilotaudit.panel.plan import Plan
from pilotaudit.panel.query import cube_sql, summed_sql

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from pilotaudit.evidence.warehouse import Warehouse


def bring_cube(con: DuckDBPyConnection, plan: Plan, warehouse: Warehouse) -> None:
    """Make the table `cube` from sums that the warehouse has made. Raises DataError (DAT022)."""
    import pandas as pd

    sums = replace(plan, summed=tuple(replace(one, need=replace(one.need, quantile=None)) for one in plan.summed))
    # The same query over a table without rows gives the columns and their types.
    con.execute(cube_sql(replace(sums, sources=replace(plan.sources, files=(), warehouse=None))))
    names = [name for name, *_ in con.execute("DESCRIBE cube").fetchall()]
    rows = [tuple(map(_text, row)) for row in warehouse.rows(summed_sql(sums))]
    con.register("brought", pd.DataFrame(rows, columns=names, dtype=object))
    con.execute("INSERT INTO cube SELECT * FROM brought")
    con.unregister("brought")


def digest_of(con: DuckDBPyConnection) -> str:
    """SHA-256 of the sums that were brought, whatever their order: stands where a file has its own."""
    rows = con.execute("SELECT * FROM cube ORDER BY ALL").fetchall()
    return hashlib.sha256(_lines(rows).encode()).hexdigest()


def _lines(rows: Iterable[tuple[Any, ...]]) -> str:
    return "\n".join("\t".join("" if value is None else str(value) for value in row) for row in rows)


def _text(value: object) -> str | None:
    """A value as the engine reads it from text; whole numbers may be beyond 64 bits."""
    if value is None or isinstance(value, str):
        return value
    return value.isoformat() if isinstance(value, date) else str(value)

"""Whose work the rows are, where the charter says that rows are units and the data still name somebody for each."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pilotaudit.charter.model import Loaded
from pilotaudit.evidence.bind import Binder
from pilotaudit.evidence.model import Field
from pilotaudit.evidence.names import ROLES
from pilotaudit.panel.engine import ask
from pilotaudit.panel.model import Repeats
from pilotaudit.panel.plan import Plan
from pilotaudit.panel.query import placed_sql

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def unit_like(loaded: Loaded, bound: Binder) -> Field | None:
    """The column that would be taken for the unit if `unit: row` did not say that there is none."""
    if loaded.charter.groups.unit != "row":
        return None
    return next((found for name in ROLES["unit"] if (found := bound.find(name)) is not None), None)


def repeats_of(con: DuckDBPyConnection, plan: Plan) -> Repeats | None:
    """How many used rows name somebody in that column, and how many different ones; None without such a column."""
    column = plan.unit_like
    if column is None:
        return None
    columns = tuple(dict.fromkeys((*plan.columns, column)))
    placed = placed_sql(replace(plan, columns=columns), keep_rejects=False)
    counted = f"SELECT count(*), count(DISTINCT trim({column.name})) FROM placed"
    named = f"reason = 0 AND trim({column.name}) <> ''"
    ((rows, names),) = ask(con, plan.sources, f"WITH {placed} {counted} WHERE {named}")
    return Repeats(column.header, int(rows), int(names))

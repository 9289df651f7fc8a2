"""The pass over the rows, made again where it shows that a sample had decided wrongly how the data are written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from pilotaudit.evidence.copies import copied_anew
from pilotaudit.evidence.model import Sources
from pilotaudit.evidence.stamps import FIRST_YEAR
from pilotaudit.panel.engine import REJECTS
from pilotaudit.panel.looks import Misfits, first_values
from pilotaudit.panel.once import make_cube
from pilotaudit.panel.plan import Guard, Plan, steps
from pilotaudit.panel.unread import badly_encoded

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from pilotaudit.panel.progress import Progress

Planned = Callable[[Sources, Mapping[str, Misfits]], Plan]
"""Makes the plan for a table, given what an earlier pass could not read."""


def make_verified_cube(
    con: DuckDBPyConnection,
    sources: Sources,
    planned: Planned,
    scratch: Path,
    progress: Progress | None = None,
) -> Plan:
    """Make the table `cube` and give the plan that it was made by. scratch: a folder for copies. Raises DataError."""
    import duckdb

    misfits: Mapping[str, Misfits] = {}
    before: Plan | None = None
    for last in (False, False, True):
        try:
            plan = planned(sources, misfits)
            if before is not None and _alike(plan, before):
                return before
            _forget(con)
            make_cube(con, plan, progress)
        except duckdb.InvalidInputException:
            # Several kinds of line ends further down than was looked at.
            fresh = copied_anew(sources, None, scratch)
            if fresh is None or last:
                raise
            sources = fresh
            continue
        fresh = copied_anew(sources, badly_encoded(con, sources), scratch)
        if fresh is not None:
            sources, before, misfits = fresh, None, {}
            continue
        misfits, before = misfits_of(con, plan), plan
        if not misfits:
            break
    return plan


def misfits_of(con: DuckDBPyConnection, plan: Plan) -> Mapping[str, Misfits]:
    """What the pass could not read of the columns that a sample decided, by SQL column."""
    if not plan.guards:
        return {}
    rows = (con.execute("SELECT sum(n)::BIGINT FROM cube").fetchone() or (0,))[0]
    found = {guard: _many(con, plan, place, guard) for place, guard in enumerate(plan.guards)}
    return {
        guard.column.name: Misfits(_texts(con, plan, guard), n, n / max(1, rows)) for guard, n in found.items() if n
    }


def _many(con: DuckDBPyConnection, plan: Plan, place: int, guard: Guard) -> int:
    """How many rows do not fit: counted by the pass, or rejected for it, or placed in the first centuries."""
    if guard.counted:
        sql = f"SELECT sum(misfit{place})::BIGINT FROM cube"
    else:
        reasons = [
            str(number)
            for number, step in enumerate(steps(plan), start=1)
            if step.reason.misfit and step.reason.column == guard.column.header
        ]
        early = f" OR first_day < DATE '{FIRST_YEAR}-01-01'" if guard.column == plan.time else ""
        sql = f"SELECT sum(n)::BIGINT FROM cube WHERE reason_ IN ({', '.join(reasons) or 'NULL'}){early}"
    return (con.execute(sql).fetchone() or (0,))[0] or 0


def _texts(con: DuckDBPyConnection, plan: Plan, guard: Guard) -> tuple[str, ...]:
    """Some of the texts that do not fit."""
    return first_values(con, plan.sources, guard.column, guard.misfit, parts=_parts(plan, guard))


def _parts(plan: Plan, guard: Guard) -> str:
    """What the guard's condition refers to."""
    name = guard.column.name
    found = {f"t_{name}": plan.stamps[name]} if name in plan.stamps else {}
    for one in plan.summed:
        found |= {part: sql for side in (one.total, one.size) for part, sql in side.parts if part == f"n_{name}"}
    return "".join(f", {sql} AS {part}" for part, sql in found.items())


def _alike(one: Plan, other: Plan) -> bool:
    """Whether two plans read every column in the same way."""
    return (one.stamps, one.summed, one.columns) == (other.stamps, other.summed, other.columns)


def _forget(con: DuckDBPyConnection) -> None:
    """Drop what a pass has left behind."""
    for table in ("cube", REJECTS, "reject_scans"):
        con.execute(f"DROP TABLE IF EXISTS {table}")

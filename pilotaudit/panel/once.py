"""The one pass over the rows. Nothing here needs arrays: their library is loaded while the engine reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pilotaudit.panel.plan import Plan
from pilotaudit.panel.progress import watched
from pilotaudit.panel.query import cube_sql, repeats

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from pilotaudit.panel.progress import Progress


SUMS_FOLLOW = 0.5
"""The engine thinks as long of the pass over sums as of that over rows, as it knows of neither how many there are."""


def make_cube(con: DuckDBPyConnection, plan: Plan, progress: Progress | None = None) -> None:
    """Read every row once and leave its sums in the engine, in the table `cube`.

    progress: told how far the files have been read; a warehouse does not say. Raises DataError.
    """
    if plan.sources.warehouse is not None:
        from pilotaudit.panel.brought import bring_cube

        bring_cube(con, plan, plan.sources.warehouse)
        return
    with watched(con, plan.sources, progress, until=1.0 if repeats(plan) else SUMS_FOLLOW):
        con.execute(cube_sql(plan))

"""Data that were read and still cannot be judged: mixed date orders, units in both groups, nothing to use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NoReturn

import numpy as np

from pilotaudit.charter.model import Loaded
from pilotaudit.evidence.dates import parts_sql
from pilotaudit.evidence.files import refuse
from pilotaudit.panel.cube import Arrays
from pilotaudit.panel.decide import ambiguous
from pilotaudit.panel.engine import ask, relation
from pilotaudit.panel.looks import Reader
from pilotaudit.panel.model import DataReport
from pilotaudit.panel.plan import Plan
from pilotaudit.panel.report import Counted
from pilotaudit.panel.roles import PATH

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from pilotaudit.evidence.model import Sources

NOT_A_FLAG: Final = "with neither yes nor no"
"""How the reason begins for cells that are no flags."""
MANY = 0.05
"""Share of rows with unreadable dates from which a second look at the whole column is taken."""


def refuse_mixed_orders(con: DuckDBPyConnection, loaded: Loaded, plan: Plan, counted: Counted) -> None:
    """Many unreadable dates in an order that a sample decided: the file may hold both, which nobody may guess."""
    if plan.time is None or loaded.charter.data.items.dates is not None:
        return
    unreadable = f'with no readable date in "{plan.time.header}"'
    failed = sum(n for (_, reason), n in counted.items() if reason is not None and reason.text == unreadable)
    if failed <= MANY * sum(counted.values()):
        return
    rows = relation(plan.sources, [plan.time], keep_rejects=False)
    first, second = ask(con, plan.sources, f"SELECT {parts_sql(plan.time.name)} FROM ({rows}) AS table_rows")[0]
    if first > 12 and second > 12:
        raise ambiguous(Reader(con, loaded, plan.sources), plan.time, first, second)


def refuse_crossed(loaded: Loaded, arrays: Arrays, *, has_units: bool) -> None:
    """A unit in both arms, unless lots were drawn among its items. Raises DataError (DAT009)."""
    if loaded.charter.groups.assignment == "randomised" or loaded.charter.groups.unit == "row":
        return
    both = np.intersect1d(arrays["unit"][arrays["arm"] == 0], arrays["unit"][arrays["arm"] == 1]).size
    if both and has_units:
        message = (
            f"{both} {'unit has' if both == 1 else 'units have'} rows in both groups; a unit belongs to one, unless "
            "its items were assigned at random (groups.assignment: randomised). Name the column that was assigned "
            "(groups.unit), or correct the groups."
        )
        raise refuse(loaded, "groups", "DAT009", message)


def refuse_no_rows(loaded: Loaded, sources: Sources) -> NoReturn:
    """A table in a warehouse without rows, as a file that is a header alone. Raises DataError (DAT002)."""
    message = f"{sources.files[0].shown} holds no rows. Check the table's name, and the view's filter and dates."
    raise refuse(loaded, f"{PATH}.table", "DAT002", message)


def refuse_empty(loaded: Loaded, report: DataReport, arrays: Arrays) -> None:
    """No row of the pilot group can be used: say where they all went. Raises DataError (DAT010)."""
    if (arrays["arm"] == 1).any():
        return
    why = [f"{one.rows:,} {one.reason}" for one in (*report.rejected, *report.set_aside)]
    said = f" ({'; '.join(why)})" if why else ""
    none = f"of {report.rows_read:,} rows none can be used for the pilot group{said}"
    broken = report.rows_rejected > sum(one.rows for one in report.set_aside)
    advice = "Repair these values in the export" if broken else "Check windows, groups, where and the date order"
    if any(one.reason.startswith(NOT_A_FLAG) for one in report.rejected):
        advice += "; where other words than yes and no stand, define the metric under metrics with `is: [word]`"
    message = f"{none}. {advice}."
    raise refuse(loaded, PATH, "DAT010", message)

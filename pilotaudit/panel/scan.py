"""The scan itself: the cube is made, reasons are counted, sums leave the engine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pilotaudit.charter.model import Loaded
from pilotaudit.errors import DataError, Problem
from pilotaudit.panel.cube import cells_of, fetch, name_tables, used_of
from pilotaudit.panel.engine import REJECTS
from pilotaudit.panel.groups import arms
from pilotaudit.panel.model import Panel
from pilotaudit.panel.plan import Plan, Reason, steps
from pilotaudit.panel.progress import watched
from pilotaudit.panel.query import cube_sql
from pilotaudit.panel.refusals import refuse_crossed, refuse_empty, refuse_mixed_orders
from pilotaudit.panel.report import Counted, Tally, report_of
from pilotaudit.panel.usage import usage_of

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

NEITHER = Reason("set aside", "in neither group")
NO_GROUP = Reason("rejected", "without a value in the group column")
RAGGED = Reason("rejected", "with another number of columns than the header")

Hashes = Callable[[], Mapping[Path, str]]


def scan(
    con: DuckDBPyConnection, loaded: Loaded, plan: Plan, hashes: Hashes, progress: Callable[[float], None] | None
) -> Panel:
    """Read all rows once. hashes: gives the files' digests when they are done. Raises DataError."""
    _run(con, plan, progress)
    texts = [text for (text,) in con.execute("SELECT DISTINCT group_text_ FROM cube ORDER BY 1").fetchall()]
    sides = arms(loaded, texts, has_column=plan.group is not None)
    units, segments = name_tables(con, sides)
    arrays, weekly = fetch(con, plan)
    counted = _counted(con, plan, sides)
    refuse_mixed_orders(con, loaded, plan, counted)
    refuse_crossed(loaded, arrays)
    cells = cells_of(arrays, plan)
    report = report_of(con, plan, Tally(counted, arrays, cells, hashes()))
    refuse_empty(loaded, report, arrays)
    return Panel(
        timeline=plan.timeline,
        units=units,
        segments=segments,
        metrics=cells,
        report=report,
        group_values=_group_values(con, sides),
        absent=plan.absent,
        used=used_of(arrays),
        usage=usage_of(con, loaded, plan.timeline),
        assumed=plan.assumed,
        has_units=plan.unit is not None,
        weekly=weekly,
    )


def _run(con: DuckDBPyConnection, plan: Plan, progress: Callable[[float], None] | None) -> None:
    import duckdb

    try:
        with watched(con, progress):
            con.execute(cube_sql(plan))
    except duckdb.Error as error:
        names = ", ".join(file.shown for file in plan.sources.files)
        first = str(error).splitlines()[0]
        message = f"the rows cannot be read ({first}). Export the file again as CSV in UTF-8."
        raise DataError([Problem(names, 1, 1, "DAT003", message)]) from None


def _counted(con: DuckDBPyConnection, plan: Plan, sides: Mapping[str | None, int]) -> Counted:
    reasons = [None, *(step.reason for step in steps(plan))]
    unit = "coalesce(trim(unit_text_), '') = ''" if plan.unit is not None else "false"
    rows = con.execute(f"SELECT file_, reason_, group_text_, {unit}, sum(n)::BIGINT FROM cube GROUP BY ALL").fetchall()
    counted: Counted = Counter()
    for file, number, group, no_unit, n in rows:
        counted[file, _final(reasons[number], group, no_unit, sides, plan)] += n
    for file, n in _ragged(con, plan):
        counted[file, RAGGED] += n
    return counted


def _final(
    reason: Reason | None, group: str | None, no_unit: bool, sides: Mapping[str | None, int], plan: Plan
) -> Reason | None:
    """A row of neither group is set aside whatever its values; one without group or unit is rejected."""
    if reason is not None and (reason.kind == "set aside" or reason.column in ("", *_dated(plan))):
        return reason
    if group not in sides:
        return NO_GROUP if group is None or not group.strip() else NEITHER
    if reason is None and no_unit and plan.unit is not None:
        return Reason("rejected", f'without a value in "{plan.unit.header}"', plan.unit.header)
    return reason


def _dated(plan: Plan) -> tuple[str, ...]:
    return tuple(column.header for column in (plan.time, plan.one_per, plan.id) if column is not None)


def _ragged(con: DuckDBPyConnection, plan: Plan) -> Sequence[tuple[int, int]]:
    """Rows that the reader refused, per file; an engine that refused none has no such table."""
    if all(file.dialect is None for file in plan.sources.files):
        return ()
    places = {str(file.readable): place for place, file in enumerate(plan.sources.files)}
    rows = con.execute(
        f"SELECT s.file_path, count(DISTINCT r.line) FROM {REJECTS} r "
        "JOIN reject_scans s USING (scan_id, file_id) GROUP BY 1"
    ).fetchall()
    return [(places[path], n) for path, n in rows]


def _group_values(con: DuckDBPyConnection, sides: Mapping[str | None, int]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    used = {text for (text,) in con.execute("SELECT DISTINCT group_text_ FROM cube WHERE reason_ = 0").fetchall()}
    control, treatment = (
        tuple(sorted({(text or "").strip() for text, side in sides.items() if side == arm and text in used}))
        for arm in (0, 1)
    )
    return control, treatment

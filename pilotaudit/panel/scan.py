"""The scan itself: the cube is made, reasons are counted, sums leave the engine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pilotaudit.charter.model import Loaded
from pilotaudit.errors import DataError, Problem
from pilotaudit.evidence.files import refuse
from pilotaudit.panel.cube import Arrays, cells_of, fetch, name_tables, used_of
from pilotaudit.panel.engine import REJECTS
from pilotaudit.panel.groups import arms
from pilotaudit.panel.model import Cells, Count, DataReport, InputFile, Panel
from pilotaudit.panel.plan import Plan, Reason, steps
from pilotaudit.panel.prepare import PATH, ambiguous
from pilotaudit.panel.progress import watched
from pilotaudit.panel.query import cube_sql
from pilotaudit.panel.rejects import examples
from pilotaudit.panel.usage import usage_of

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

NEITHER = Reason("set aside", "in neither group")
NO_GROUP = Reason("rejected", "without a value in the group column")
RAGGED = Reason("rejected", "with another number of columns than the header")
MANY = 0.05

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
    _refuse_mixed_orders(con, loaded, plan, counted)
    _refuse_crossed(loaded, arrays)
    cells = cells_of(arrays, plan)
    report = _report(con, plan, counted, arrays, cells, hashes())
    _refuse_empty(loaded, report, arrays)
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


Counted = Counter[tuple[int, Reason | None]]
"""Rows per (file, reason); None: used."""


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
        f"SELECT s.file_path, count(DISTINCT r.line) FROM {REJECTS} r JOIN reject_scans s USING (scan_id, file_id) GROUP BY 1"
    ).fetchall()
    return [(places[path], n) for path, n in rows]


def _report(
    con: DuckDBPyConnection,
    plan: Plan,
    counted: Counted,
    arrays: Arrays,
    cells: Mapping[str, Cells],
    hashes: Mapping[Path, str],
) -> DataReport:
    lines = examples(con, plan) if any(reason and reason.kind == "rejected" for _, reason in counted) else {}
    files = tuple(_input(place, plan, counted, hashes) for place in range(len(plan.sources.files)))
    opened = (
        con.execute("SELECT sum(opened_before) FROM cube").fetchone() if plan.opened and plan.timeline.pilot else None
    )
    return DataReport(
        files=files,
        rows_read=sum(counted.values()),
        rows_used=sum(n for (_, reason), n in counted.items() if reason is None),
        rejected=_counts(counted, "rejected", lines),
        set_aside=_counts(counted, "set aside", {}),
        notes=plan.notes
        + (
            ()
            if plan.duplicates or plan.one_per or not plan.id
            else ("Repeated rows were not looked for: the data are large.",)
        ),
        missing={key: _missing(arrays, one) for key, one in cells.items()},
        duplicates_counted=plan.duplicates,
        repeated_ids=_repeated(con, plan),
        opened_before=int(opened[0] or 0) if opened else 0,
    )


def _input(place: int, plan: Plan, counted: Counted, hashes: Mapping[Path, str]) -> InputFile:
    file = plan.sources.files[place]
    here = {reason: n for (number, reason), n in counted.items() if number == place}
    rejected = sum(n for reason, n in here.items() if reason is not None and reason.kind == "rejected")
    return InputFile(file.shown, hashes[file.path], file.size, sum(here.values()), here.get(None, 0), rejected)


def _counts(counted: Counted, kind: str, lines: Mapping[str, tuple[str, ...]]) -> tuple[Count, ...]:
    """Most frequent first, then by name."""
    rows: Counter[str] = Counter()
    for (_, reason), n in counted.items():
        if reason is not None and reason.kind == kind:
            rows[reason.text] += n
    return tuple(
        Count(text, n, lines.get(text, ())) for text, n in sorted(rows.items(), key=lambda item: (-item[1], item[0]))
    )


def _missing(arrays: Arrays, cells: Cells) -> tuple[int, int]:
    """Used rows without a value, (control, treatment)."""
    control, treatment = (
        round(float(arrays["n"][arrays["arm"] == arm].sum() - cells.rows[cells.arm == arm].sum())) for arm in (0, 1)
    )
    return control, treatment


def _repeated(con: DuckDBPyConnection, plan: Plan) -> int:
    """Rows beyond the first of their id that differ from it in some column."""
    if not plan.duplicates or plan.id is None:
        return 0
    from pilotaudit.panel.query import placed_sql

    rows = con.execute(
        f"WITH {placed_sql(replace(plan, summed=(), ai_used=None), keep_rejects=False)} "
        f"SELECT count(*) - count(DISTINCT {plan.id.name}) FROM placed WHERE place = 1 AND {plan.id.name} IS NOT NULL"
    ).fetchone()
    return int(rows[0]) if rows else 0


def _group_values(con: DuckDBPyConnection, sides: Mapping[str | None, int]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    used = {text for (text,) in con.execute("SELECT DISTINCT group_text_ FROM cube WHERE reason_ = 0").fetchall()}
    control, treatment = (
        tuple(sorted({(text or "").strip() for text, side in sides.items() if side == arm and text in used}))
        for arm in (0, 1)
    )
    return control, treatment


def _refuse_mixed_orders(con: DuckDBPyConnection, loaded: Loaded, plan: Plan, counted: Counted) -> None:
    """Many unreadable dates in an order that a sample decided: the file may hold both, which nobody may guess."""
    if plan.time is None or loaded.charter.data.items.dates is not None:
        return
    unreadable = f'with no readable date in "{plan.time.header}"'
    failed = sum(n for (_, reason), n in counted.items() if reason is not None and reason.text == unreadable)
    if failed <= MANY * sum(counted.values()):
        return
    from pilotaudit.evidence.dates import parts_sql
    from pilotaudit.panel.engine import relation

    rows = relation(plan.sources, [plan.time], keep_rejects=False)
    first, second = con.execute(f"SELECT {parts_sql(plan.time.name)} FROM ({rows})").fetchone() or (0, 0)
    if first > 12 and second > 12:
        raise ambiguous(loaded, plan.time, first, second)


def _refuse_crossed(loaded: Loaded, arrays: Arrays) -> None:
    """A unit in both arms, unless lots were drawn among its items."""
    import numpy as np

    if loaded.charter.groups.assignment == "randomised" or loaded.charter.groups.unit == "row":
        return
    both = np.intersect1d(arrays["unit"][arrays["arm"] == 0], arrays["unit"][arrays["arm"] == 1]).size
    if both and arrays["unit"].max() > 0:
        message = (
            f"{both} {'unit has' if both == 1 else 'units have'} rows in both groups; a unit belongs to one, unless its items were "
            "assigned at random (groups.assignment: randomised). Name the column that was assigned (groups.unit), or correct the groups."
        )
        raise refuse(loaded, "groups", "DAT009", message)


def _refuse_empty(loaded: Loaded, report: DataReport, arrays: Arrays) -> None:
    if (arrays["arm"] == 1).any():
        return
    why = [f"{one.rows:,} {one.reason}" for one in (*report.rejected, *report.set_aside)]
    said = f" ({'; '.join(why)})" if why else ""
    message = f"of {report.rows_read:,} rows none can be used for the pilot group{said}. Check windows, groups, where and the date order."
    raise refuse(loaded, PATH, "DAT010", message)

"""What was read and what was not used, counted: the data's side of every output."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pilotaudit.panel.cube import Arrays
from pilotaudit.panel.engine import ask
from pilotaudit.panel.model import Cells, Count, DataReport, InputFile
from pilotaudit.panel.outcome import Sides
from pilotaudit.panel.plan import Plan, Reason
from pilotaudit.panel.query import placed_sql
from pilotaudit.panel.rejects import examples

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Counted = Counter[tuple[int, Reason | None]]
"""Rows per (file, reason); None: used."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What a scan left behind: rows per reason, the used rows' sums, the files' digests, and the arms of groups.

    opened_before: used pilot rows that were opened before the pilot began.
    """

    counted: Counted
    arrays: Arrays
    cells: Mapping[str, Cells]
    hashes: Mapping[Path, str]
    sides: Sides
    opened_before: int = 0


def report_of(con: DuckDBPyConnection, plan: Plan, tally: Tally) -> DataReport:
    """The data report of one scan."""
    counted = tally.counted
    lines = (
        examples(con, plan, tally.sides) if any(reason and reason.kind == "rejected" for _, reason in counted) else {}
    )
    return DataReport(
        files=tuple(_input(place, plan, tally) for place in range(len(plan.sources.files))),
        rows_read=sum(counted.values()),
        rows_used=sum(n for (_, reason), n in counted.items() if reason is None),
        rejected=_counts(counted, "rejected", lines),
        set_aside=_counts(counted, "set aside", {}),
        notes=(*plan.notes, *_about_clocks(con, plan)),
        missing={key: _missing(tally.arrays, one) for key, one in tally.cells.items()},
        repeats_unsought=_unsought(plan),
        repeated_ids=_repeated(con, plan),
        opened_before=tally.opened_before,
        used_by_week=_used_by_week(con),
    )


def _about_clocks(con: DuckDBPyConnection, plan: Plan) -> Iterator[str]:
    """Sentences about hours that a clock skips or repeats."""
    if plan.odd:
        from pilotaudit.panel.clock import clock_notes

        yield from clock_notes(con, plan.odd)


def _input(place: int, plan: Plan, tally: Tally) -> InputFile:
    file = plan.sources.files[place]
    here = {reason: n for (number, reason), n in tally.counted.items() if number == place}
    rejected = sum(n for reason, n in here.items() if reason is not None and reason.kind == "rejected")
    return InputFile(file.shown, tally.hashes[file.path], file.size, sum(here.values()), here.get(None, 0), rejected)


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


def _used_by_week(con: DuckDBPyConnection) -> tuple[tuple[int, int, int], ...]:
    """Used rows of both groups by week, whether weeks left the engine or not."""
    return tuple(
        con.execute(
            "SELECT g.arm, week_, sum(n)::BIGINT "
            "FROM cube JOIN group_arms g ON g.name IS NOT DISTINCT FROM group_text_ "
            "WHERE reason_ = 0 AND g.arm IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2"
        ).fetchall()
    )


def _unsought(plan: Plan) -> str:
    """Why rows that repeat another were not looked for; empty where they were."""
    if plan.duplicates:
        return ""
    if plan.one_per is not None:
        return f"one row of each {plan.one_per.header} counts"
    if plan.id is None:
        return "no column is known as the id; name it in data.items.columns.id"
    return "the data are larger than 200 MB"


def _repeated(con: DuckDBPyConnection, plan: Plan) -> int:
    """Usable rows beyond the first of their id that differ from it in some column."""
    if not plan.duplicates or plan.id is None:
        return 0
    placed = placed_sql(replace(plan, summed=(), ai_used=None), keep_rejects=False)
    repeats = f"SELECT count(*) - count(DISTINCT {plan.id.name}) FROM placed"
    ((found,),) = ask(con, plan.sources, f"WITH {placed} {repeats} WHERE reason = 0 AND {plan.id.name} IS NOT NULL")
    return int(found)

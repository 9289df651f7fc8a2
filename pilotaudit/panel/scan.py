"""After the pass: reasons are counted, sums leave the engine as arrays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from pilotaudit.charter.model import Loaded
from pilotaudit.evidence.model import Reject
from pilotaudit.panel.covariates import apart
from pilotaudit.panel.cube import cells_of, fetch, name_tables, used_of
from pilotaudit.panel.export import unattended_of
from pilotaudit.panel.group_weeks import group_weeks_of
from pilotaudit.panel.groups import arms, assumed_arms
from pilotaudit.panel.model import Panel
from pilotaudit.panel.outcome import Sides, outcome
from pilotaudit.panel.plan import Plan, steps
from pilotaudit.panel.quantiles import quantiles_of
from pilotaudit.panel.refusals import refuse_crossed, refuse_empty, refuse_mixed_orders, refuse_no_rows
from pilotaudit.panel.rejects import rejects
from pilotaudit.panel.repeats import repeats_of
from pilotaudit.panel.report import Counted, Tally, report_of
from pilotaudit.panel.slopes import slopes_of
from pilotaudit.panel.traps import extract_of, opened_before
from pilotaudit.panel.unread import unread
from pilotaudit.panel.usage import usage_of

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Hashes = Callable[[], Mapping[Path, str]]


def summed_up(con: DuckDBPyConnection, loaded: Loaded, plan: Plan, hashes: Hashes) -> Panel:
    """The panel of a cube that has been made. hashes: gives the files' digests when they are done. Raises DataError."""
    sides = _sides(con, loaded, plan)
    units, segments = name_tables(con, sides)
    arrays, weekly = fetch(con, plan)
    counted = _counted(con, plan, sides)
    refuse_mixed_orders(con, loaded, plan, counted)
    refuse_crossed(loaded, arrays, has_units=plan.unit is not None)
    cells = cells_of(arrays, plan)
    metrics, covariates = apart(cells)
    extract = extract_of(con, plan)
    report = report_of(con, plan, Tally(counted, arrays, cells, hashes(), sides, opened_before(extract)))
    refuse_empty(loaded, report, arrays)
    return Panel(
        timeline=plan.timeline,
        units=units,
        segments=segments,
        metrics=metrics,
        report=report,
        group_values=_group_values(con, sides),
        absent=plan.absent,
        used=used_of(arrays),
        usage=usage_of(con, loaded, plan.timeline),
        assumed=(*plan.assumed, *assumed_arms(loaded, sides, has_column=plan.group is not None)),
        has_units=plan.unit is not None,
        weekly=weekly,
        slopes={} if weekly else slopes_of(con, plan),
        group_weeks={} if weekly else group_weeks_of(con, plan, arrays),
        extract=extract,
        unattended=unattended_of(con, plan),
        covariates=covariates,
        repeats=repeats_of(con, plan),
        quantiles=quantiles_of(con, plan, sides, weekly=weekly),
    )


def list_all(con: DuckDBPyConnection, loaded: Loaded, plan: Plan) -> tuple[Reject, ...]:
    """Every row that cannot be used, in file order, once the cube has been made. Raises DataError as the panel does."""
    return rejects(con, plan, _sides(con, loaded, plan))


def _sides(con: DuckDBPyConnection, loaded: Loaded, plan: Plan) -> Sides:
    texts = [text for (text,) in con.execute("SELECT DISTINCT group_text_ FROM cube ORDER BY 1").fetchall()]
    if not texts and plan.sources.warehouse is not None:
        refuse_no_rows(loaded, plan.sources)
    return arms(loaded, texts, has_column=plan.group is not None)


def _counted(con: DuckDBPyConnection, plan: Plan, sides: Sides) -> Counted:
    reasons = [None, *(step.reason for step in steps(plan))]
    unit = "coalesce(trim(unit_text_), '') = ''" if plan.unit is not None else "false"
    rows = con.execute(f"SELECT file_, reason_, group_text_, {unit}, sum(n)::BIGINT FROM cube GROUP BY ALL").fetchall()
    counted: Counted = Counter()
    for file, number, group, no_unit, n in rows:
        counted[file, outcome(reasons[number], group, no_unit, sides, plan)] += n
    for file, refused, n in unread(con, plan.sources):
        counted[file, refused] += n
    return counted


def _group_values(con: DuckDBPyConnection, sides: Sides) -> tuple[tuple[str, ...], tuple[str, ...]]:
    used = {text for (text,) in con.execute("SELECT DISTINCT group_text_ FROM cube WHERE reason_ = 0").fetchall()}
    control, treatment = (
        tuple(sorted({(text or "").strip() for text, side in sides.items() if side == arm and text in used}))
        for arm in (0, 1)
    )
    return control, treatment

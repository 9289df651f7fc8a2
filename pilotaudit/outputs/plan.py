"""What `pilotaudit plan` prints: the plan for the terminal, as Markdown, as JSON, and as a table for spreadsheets."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Final, TypeAlias

from pilotaudit.assessment.outcome import Failed
from pilotaudit.outputs import plan_views
from pilotaudit.outputs.base import PLAIN, Look
from pilotaudit.outputs.escape import csv_cell

if TYPE_CHECKING:
    from pilotaudit.assessment.plan import CellOut, GuardrailOut, PlanOut, PrimaryOut

Result: TypeAlias = "PlanOut | Failed"
"""A plan, or a charter or data that cannot be used."""

HEADER: Final = (
    "charter",
    "pilot",
    "as_of",
    "metric",
    "role",
    "asked",
    "row",
    "true_effect",
    "pilot_weeks",
    "judged_weeks",
    "treated",
    "control",
    "planned",
    "chance",
    "met",
    "missed",
    "with_guardrails",
    "note",
)
"""Columns of the table. row: `truth` (one true change in the planned design), `design` (one cell of a table) or
`not planned`; chance: of being told from chance, or of a harmless pilot being shown harmless."""


def as_text(one: Result, look: Look = PLAIN) -> str:
    """The page for a terminal, or the problems."""
    if isinstance(one, Failed):
        from pilotaudit.outputs.terminal import drawn
        from pilotaudit.outputs.text import failed

        return drawn(failed(one), look)
    from pilotaudit.outputs.plan_text import page

    return page(one, look)


def as_markdown(one: Result, look: Look = PLAIN) -> str:
    """One page."""
    del look
    from pilotaudit.outputs.templating import filled

    if isinstance(one, Failed):
        return filled("unusable.md.j2", {"failed": one})
    return filled("plan.md.j2", {"one": one, "primary": _section(one, one.primary), "views": plan_views} | _lists(one))


def as_json(one: Result, look: Look = PLAIN) -> str:
    """Everything, under `pilotaudit/plan/1`; what cannot be used as in `evaluate`."""
    del look
    from pilotaudit.assessment.report import unusable
    from pilotaudit.assessment.schema import as_json as values_of

    values = values_of(unusable(one) if isinstance(one, Failed) else one)
    return json.dumps(values, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def as_csv(one: Result, look: Look = PLAIN) -> str:
    """A row per true change and per design, chances as shares; a row per problem where nothing could be used."""
    del look
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(HEADER)
    rows = _problem_rows(one) if isinstance(one, Failed) else _plan_rows(one)
    writer.writerows([csv_cell(cell) for cell in row] for row in rows)
    return stream.getvalue()


PLAN_OUTPUTS: Final[Mapping[str, Callable[[Result, Look], str]]] = {
    "text": as_text,
    "json": as_json,
    "markdown": as_markdown,
    "csv": as_csv,
}
"""Formats of `plan`, by the name that `--format` takes."""


def _lists(one: PlanOut) -> dict[str, object]:
    truths = () if one.primary is None else one.primary.truths
    return {
        "truth_heading": ("True change", *plan_views.truth_heading(one)),
        "truths": [(plan_views.truth_label(truth), *plan_views.truth_cells(truth)) for truth in truths],
        "facts": list(plan_views.facts_of(one)),
        "guardrails": [_section(one, guardrail) for guardrail in one.guardrails],
        "unplanned": list(plan_views.unplanned_texts(one)),
        "together": plan_views.together_text(one),
        "assumed": plan_views.assumed_text(one),
    }


def _section(one: PlanOut, metric: PrimaryOut | GuardrailOut | None) -> dict[str, object]:
    """A metric with its table as rows of text; empty without one."""
    if metric is None:
        return {}
    planned = metric.design.pilot_weeks, metric.design.treated
    heading = plan_views.grid_heading(metric.grid, one)
    return {"metric": metric, "heading": heading, "rows": list(plan_views.grid_rows(metric.grid, planned))}


def _problem_rows(failed: Failed) -> Iterator[tuple[str, ...]]:
    for problem in failed.problems:
        yield (failed.file, *("",) * 5, "UNUSABLE", *("",) * 10, str(problem))


def _plan_rows(one: PlanOut) -> Iterator[tuple[str, ...]]:
    front = (one.charter.path, one.charter.pilot, one.as_of)
    if one.primary is not None:
        asked = (one.primary.key, "primary", one.primary.target)
        yield from ((*front, *asked, *row) for row in _truth_rows(one.primary))
        yield from ((*front, *asked, *row) for row in _design_rows(one.primary))
    for guardrail in one.guardrails:
        asked = (guardrail.key, "guardrail", guardrail.limit)
        yield from ((*front, *asked, *row) for row in _design_rows(guardrail))
    for metric in one.unplanned:
        yield (*front, metric.key, metric.role, "", "not planned", *("",) * 10, metric.reason)


def _truth_rows(primary: PrimaryOut) -> Iterator[tuple[str, ...]]:
    design = primary.design
    where = (str(design.pilot_weeks), str(design.judged_weeks), str(design.treated), str(design.control), "yes")
    for truth in primary.truths:
        together = "" if truth.together is None else _figure(truth.together.independent)
        chances = (_figure(truth.told), _figure(truth.met), _figure(truth.missed), together)
        yield ("truth", _figure(truth.effect), *where, *chances, "")


def _design_rows(metric: PrimaryOut | GuardrailOut) -> Iterator[tuple[str, ...]]:
    effect = _figure(metric.target_effect) if hasattr(metric, "target_effect") else "0"
    for cell in metric.grid:
        yield ("design", effect, *_where(cell, metric), _figure(cell.chance), _figure(cell.met), "", "", "")


def _where(cell: CellOut, metric: PrimaryOut | GuardrailOut) -> tuple[str, ...]:
    design = cell.design
    numbers = (design.pilot_weeks, design.judged_weeks, design.treated, design.control)
    return (*(str(number) for number in numbers), "yes" if design == metric.design else "no")


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:.6g}"

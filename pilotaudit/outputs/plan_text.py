"""The terminal's view of a plan: the sentence, dates, chances as bars, tables of weeks and units, findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from pilotaudit import numbers
from pilotaudit.outputs import colors, plan_views
from pilotaudit.outputs.base import Look
from pilotaudit.outputs.facts import in_sentence, sentence
from pilotaudit.outputs.terminal import drawn, grid, indented, preformatted, split_line, text

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

    from pilotaudit.assessment.model import FindingOut
    from pilotaudit.assessment.plan import CellOut, GuardrailOut, PlanOut, PrimaryOut

BAR: Final = 20
"""Columns of a bar: five percent each."""
FILLED, EMPTY = "█", "░"
ENOUGH: Final = 0.8


def page(one: PlanOut, look: Look) -> str:
    """The whole page."""
    return drawn(_blocks(one, look), look)


def bar(chance: float) -> str:
    """A chance as a bar of twenty characters."""
    filled = round(chance * BAR)
    return FILLED * filled + EMPTY * (BAR - filled)


def _blocks(one: PlanOut, look: Look) -> Iterator[RenderableType]:
    yield from split_line(text(f"Plan: {one.charter.pilot}", "bold"), text(f"as of {one.as_of}"), look)
    yield ""
    yield indented(text(one.headline, "bold"))
    yield ""
    yield _facts(tuple(plan_views.facts_of(one)))
    if one.primary is not None:
        yield from _primary(one, one.primary)
    if one.guardrails:
        yield from _guardrails(one)
    yield from _rest(one)


def _facts(facts: Sequence[tuple[str, str]]) -> RenderableType:
    return indented(grid((preformatted(f"{label:<10}", "bold"), text(sentence(said))) for label, said in facts))


def _primary(one: PlanOut, primary: PrimaryOut) -> Iterator[RenderableType]:
    yield ""
    yield indented(text(f"{primary.label}, {primary.target}: what becomes of a true change", "bold"))
    table = _table(("true change", "chance of MET", *plan_views.truth_heading(one)), 2)
    for truth in primary.truths:
        cells = (plan_views.truth_label(truth), bar(truth.met), *plan_views.truth_cells(truth))
        table.add_row(*cells)
    yield indented(table)
    yield ""
    title = f"Chance that a true change of {numbers.signed_percent(primary.target_effect)} is told from chance"
    yield from _grid(title, primary.grid, one, (primary.design.pilot_weeks, primary.design.treated))


def _guardrails(one: PlanOut) -> Iterator[RenderableType]:
    yield ""
    yield indented(text("Guardrails: chance that a harmless pilot is shown harmless", "bold"))
    yield indented(grid(_guardrail(guardrail) for guardrail in one.guardrails))
    for guardrail in one.guardrails:
        yield ""
        title = f"Chance that {in_sentence(guardrail.label)} is shown harmless"
        planned = guardrail.design.pilot_weeks, guardrail.design.treated
        yield from _grid(title, guardrail.grid, one, planned)


def _guardrail(one: GuardrailOut) -> tuple[RenderableType, ...]:
    style = "" if one.chance >= ENOUGH else colors.AMBER
    said = f"{one.label}, {one.limit}"
    return (text(said), preformatted(bar(one.chance), style), text(plan_views.guardrail_text(one), style))


def _grid(title: str, cells: Sequence[CellOut], one: PlanOut, planned: tuple[int, int]) -> Iterator[RenderableType]:
    yield indented(text(f"{title} ({plan_views.PLANNED} as planned)", "bold"))
    table = _table(plan_views.grid_heading(cells, one), 1)
    for row in plan_views.grid_rows(cells, planned):
        table.add_row(*row)
    yield indented(table)


def _table(heading: Sequence[str], whole: int) -> Table:
    """Columns under their headings, without lines; the first ones stay whole where others have to give way."""
    from rich.table import Table

    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="")
    for place, name in enumerate(heading):
        table.add_column(name, overflow="fold", no_wrap=place < whole)
    return table


def _rest(one: PlanOut) -> Iterator[RenderableType]:
    """What could not be planned, findings, what it all rests on."""
    unplanned = [text(sentence(said)) for said in plan_views.unplanned_texts(one)]
    if unplanned:
        yield ""
        yield from (indented(said) for said in unplanned)
    if one.findings:
        yield ""
        yield indented(grid(_finding(finding) for finding in one.findings))
    yield ""
    closing = (
        ("Together", plan_views.together_text(one)),
        ("Assumed", plan_views.assumed_text(one)),
        ("Rows", plan_views.rows_text(one)),
    )
    yield _facts([(label, said) for label, said in closing if said])


def _finding(finding: FindingOut) -> tuple[RenderableType, ...]:
    style = colors.OF_WEIGHT.get(finding.severity, "")
    place = f"{finding.file}:{finding.line}:{finding.column}"
    return (
        text(finding.code, style),
        text(finding.severity, style),
        text(f"{sentence(finding.message)} {place}"),
    )

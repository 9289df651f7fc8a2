"""A plan in short texts and rows, for every format that people read: plain ASCII, not escaped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Final

from pilotaudit import numbers
from pilotaudit.charter.unit_noun import several
from pilotaudit.findings.plans import chance_text, groups_text
from pilotaudit.outputs.facts import folded

if TYPE_CHECKING:
    from pilotaudit.assessment.plan import CellOut, GuardrailOut, PlanOut, PrimaryOut, TruthOut

PLANNED: Final = "*"
"""Stands beside the planned design."""
ITEMS: Final = 4


def short(chance: float) -> str:
    """A chance in a narrow column: `31%`, `<1%`, `>99%`."""
    if chance < 0.01:
        return "<1%"
    return ">99%" if chance > 0.99 else numbers.percent(chance, 0)


def facts_of(one: PlanOut) -> Iterator[tuple[str, str]]:
    """Label and text: when a verdict can exist, what the figures rest on, who will judge."""
    yield from _dates(one)
    primary = one.primary
    if primary is not None:
        yield "Told from", _source(one, primary)
        yield "Judged by", f"{primary.rung}, {primary.design_words}; {primary.strongest} at most"
        yield "Detectable", f"{numbers.signed_percent(primary.detectable)}, told from chance in 80% of such pilots"


def _dates(one: PlanOut) -> Iterator[tuple[str, str]]:
    dates = one.calendar
    if dates is None:
        return
    weeks = f"{numbers.plural(dates.weeks, 'pilot week')}, {dates.settling} to settle in, {dates.judged} judged"
    yield "Verdict", f"possible from {dates.verdict} on ({weeks})"
    if dates.enough is not None and one.primary is not None and one.primary.remedy is not None:
        yield "", f"with {one.primary.remedy.weeks} pilot weeks, which its target needs, on {dates.enough}"


def _source(one: PlanOut, primary: PrimaryOut) -> str:
    design = primary.design
    units = groups_text(design.treated, design.control, one.unit)
    volume = f"{numbers.significant(primary.rows)} rows per {one.unit} and week"
    weeks = f"{design.baseline_weeks:.3g} weeks of baseline"
    unsure = f"; the spread is known to within {numbers.percent(primary.unsure, 0)}" if primary.unsure else ""
    return f"{one.source}: {units}, {volume}, {weeks}{unsure}"


def truth_label(truth: TruthOut) -> str:
    """`no change`, `-10.0% (target)`, `-15.0%`."""
    if not truth.times:
        return "no change"
    effect = numbers.signed_percent(truth.effect)
    return f"{effect} (target)" if truth.times == 1 else effect


def truth_cells(truth: TruthOut) -> tuple[str, ...]:
    """Chances of MET, of MISSED, of being told from chance, and of MET with all guardrails, where there are any."""
    together = () if truth.together is None else (short(truth.together.independent),)
    return (short(truth.met), short(truth.missed), short(truth.told), *together)


def truth_heading(one: PlanOut) -> tuple[str, ...]:
    """What the chances in a row are of."""
    number = len(one.guardrails)
    harmless = f"MET and {numbers.plural(number, 'guardrail')}"
    return ("MET", "MISSED", "told from chance", *((harmless,) if number else ()))


def grid_heading(cells: Sequence[CellOut], one: PlanOut) -> tuple[str, ...]:
    """`pilot weeks (judged)`, then the units of each column."""
    first = next(iter(_rows(cells)), [])
    return ("pilot weeks (judged)", *(_units(cell, one.unit, place == 0) for place, cell in enumerate(first)))


def grid_rows(cells: Sequence[CellOut], planned: tuple[int, int]) -> Iterator[tuple[str, ...]]:
    """One row per length of the pilot; a mark at the planned design. planned: pilot weeks, treated units."""
    for row in _rows(cells):
        design = row[0].design
        chances = (_marked(cell, planned) for cell in row)
        yield (f"{design.pilot_weeks} ({design.judged_weeks})", *chances)


def guardrail_text(one: GuardrailOut) -> str:
    """`about 27%; 2.5pp would be 80%`."""
    weaker = ", not contradicted" if one.standard != "shown" else ""
    wider = f"; {one.affordable_text} would be 80%" if one.remedy is not None else ""
    return f"{chance_text(one.chance)}{weaker}{wider}"


def unplanned_texts(one: PlanOut) -> Iterator[str]:
    """Metrics whose chances cannot be told, with the reason."""
    for metric in one.unplanned:
        strongest = f" ({metric.strongest} at most)" if metric.strongest and "at most" not in metric.reason else ""
        yield f"{metric.label}: not planned, as {metric.reason}{strongest}"


def together_text(one: PlanOut) -> str:
    """That guardrails were taken as independent, and what holds if they are not; empty without any."""
    truth = None if one.primary is None else one.primary.truths[-1]
    if truth is None or truth.together is None:
        return ""
    found = truth.together
    return (
        f"MET and guardrails together as if independent; whatever they have to do with one another, at "
        f"{truth_label(truth)} it is {short(found.least)} to {short(found.most)}"
    )


def assumed_text(one: PlanOut) -> str:
    """Defaults that the plan rests on."""
    return folded([f"{item.key}: {item.value}" for item in one.assumed], ITEMS, "; ")


def rows_text(one: PlanOut) -> str:
    """`4,210 rows read, 4,102 of the baseline used`; empty where nothing was read."""
    data = one.provenance.data
    return "" if not data.rows_read else f"{data.rows_read:,} read, {data.rows_used:,} of the baseline used"


def _rows(cells: Sequence[CellOut]) -> Iterator[list[CellOut]]:
    for _, row in groupby(cells, key=lambda cell: cell.design.pilot_weeks):
        yield list(row)


def _units(cell: CellOut, noun: str, named: bool) -> str:
    design = cell.design
    number = str(design.treated) if design.treated == design.control else f"{design.treated} v {design.control}"
    return f"{number} {several(noun)}" if named else number


def _marked(cell: CellOut, planned: tuple[int, int]) -> str:
    here = (cell.design.pilot_weeks, cell.design.treated) == planned
    return f"{short(cell.chance)}{PLANNED if here else ''}"

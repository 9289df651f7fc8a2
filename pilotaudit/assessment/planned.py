"""From a plan's values to the record that outputs render: nothing is computed here but dates and products."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from datetime import date, timedelta
from typing import Final

from pilotaudit import numbers
from pilotaudit.assessment.build import charter_ref
from pilotaudit.assessment.model import AssumedOut, FindingOut
from pilotaudit.assessment.plan import (
    CalendarOut,
    CellOut,
    DesignOut,
    GuardrailOut,
    PlanOut,
    PrimaryOut,
    RemedyOut,
    TogetherOut,
    TruthOut,
    UnplannedOut,
)
from pilotaudit.assessment.provenance import provenance
from pilotaudit.charter.model import Loaded
from pilotaudit.charter.unit_noun import several
from pilotaudit.estimates.chances import all_of
from pilotaudit.estimates.plan_model import (
    Cell,
    Design,
    GuardrailPlan,
    Planned,
    PrimaryPlan,
    Remedy,
    Truth,
    Unplanned,
)
from pilotaudit.estimates.spread import UNIT_WEEK, WIDER
from pilotaudit.findings.base import Case, Finding
from pilotaudit.findings.plans import affordable_text, chance_text, limit_text, remedy_text
from pilotaudit.panel.timeline import Timeline, timeline_of
from pilotaudit.phrases import DateRange

SHOWN_ASSUMED: Final = ("window.", "groups.", "data.items.columns.")
"""What of the charter's and the data's own assumptions a plan rests on."""


def plan_out(loaded: Loaded, case: Case, planned: Planned, findings: Sequence[Finding]) -> PlanOut:
    """Everything an output may say about a plan. case: with the panel that was read, if any."""
    noun, first = planned.unit, _first_day(loaded)
    guardrails = tuple(one for one in planned.guardrails if isinstance(one, GuardrailPlan))
    primary = planned.primary if isinstance(planned.primary, PrimaryPlan) else None
    unplanned = [one for one in (planned.primary, *planned.guardrails) if isinstance(one, Unplanned)]
    return PlanOut(
        charter=charter_ref(loaded),
        as_of=str(case.as_of),
        headline=headline(planned),
        source=planned.source,
        unit=noun,
        calendar=None if first is None else _calendar(loaded, first, primary),
        primary=None if primary is None else _primary(primary, guardrails, noun, first),
        guardrails=tuple(_guardrail(one, noun, first) for one in guardrails),
        unplanned=tuple(_unplanned(one) for one in unplanned),
        findings=tuple(FindingOut(**asdict(one)) for one in findings),
        assumed=tuple(_assumed(loaded, case, planned)),
        provenance=provenance(case),
    )


def headline(planned: Planned) -> str:
    """One sentence to read aloud: what the true change must be, and what becomes of one as large as the target."""
    plan = planned.primary
    if isinstance(plan, Unplanned):
        return f"The chances of this pilot cannot be told: {plan.reason}."
    label = plan.asked.metric.label
    name = label if label[1:2].isupper() else label[:1].lower() + label[1:]
    opening = "This pilot is too small for its target. " if plan.remedy is not None else ""
    enough = f"{opening}If {name} truly {_moves(plan.enough)}, the target is reached in 80% of pilots like this one"
    return f"{enough}; if it {_moves(plan.target)}, in {chance_text(plan.at_target.met)}."


def _moves(effect: float) -> str:
    verb = "falls" if effect < 0 else "rises"
    return f"{verb} by {numbers.percent(abs(effect))}"


def _primary(plan: PrimaryPlan, guardrails: Sequence[GuardrailPlan], noun: str, first: date | None) -> PrimaryOut:
    metric, aim = plan.asked.metric, plan.asked.aim
    return PrimaryOut(
        key=metric.key,
        label=metric.label,
        unit=metric.unit,
        kind=metric.kind,
        better=metric.better,
        rung=plan.rung.name,
        design_words=plan.rung.design,
        strongest=plan.rung.strongest,
        cannot_show=plan.rung.cannot_show,
        design=_design(plan.design),
        baseline=plan.level,
        rows=plan.rows,
        target="" if aim is None else limit_text(aim.target, metric),
        target_effect=plan.target,
        error=plan.error,
        df=plan.df,
        unsure=plan.unsure,
        detectable=plan.detectable,
        enough=plan.enough,
        truths=tuple(_truth(one, guardrails) for one in plan.truths),
        grid=tuple(_cell(one) for one in plan.grid),
        remedy=_remedy(plan.remedy, plan.design, noun, first),
    )


def _guardrail(plan: GuardrailPlan, noun: str, first: date | None) -> GuardrailOut:
    metric, guard = plan.asked.metric, plan.asked.guard
    return GuardrailOut(
        key=metric.key,
        label=metric.label,
        unit=metric.unit,
        kind=metric.kind,
        better=metric.better,
        rung=plan.rung.name,
        design=_design(plan.design),
        baseline=plan.level,
        rows=plan.rows,
        limit="" if guard is None else limit_text(guard.limit, metric),
        scale="level" if plan.scale == "level" else "relative",
        margin=plan.margin,
        confidence=plan.confidence,
        standard="shown" if guard is None else guard.evidence,
        error=plan.error,
        df=plan.df,
        chance=plan.chance,
        affordable=plan.affordable,
        affordable_text=affordable_text(plan),
        grid=tuple(_cell(one) for one in plan.grid),
        remedy=_remedy(plan.remedy, plan.design, noun, first),
    )


def _truth(truth: Truth, guardrails: Sequence[GuardrailPlan]) -> TruthOut:
    least, independent, most = all_of([truth.met, *(one.chance for one in guardrails)])
    together = TogetherOut(independent=independent, least=least, most=most) if guardrails else None
    return TruthOut(
        effect=truth.effect,
        times=truth.times,
        told=truth.told,
        met=truth.met,
        missed=truth.missed,
        together=together,
    )


def _design(design: Design) -> DesignOut:
    return DesignOut(
        baseline_weeks=design.before,
        pilot_weeks=design.weeks,
        judged_weeks=design.judged,
        treated=design.treated,
        control=design.control,
    )


def _cell(cell: Cell) -> CellOut:
    return CellOut(design=_design(cell.design), chance=cell.chance, met=cell.met)


def _remedy(remedy: Remedy | None, planned: Design, noun: str, first: date | None) -> RemedyOut | None:
    if remedy is None:
        return None
    ends = None if remedy.weeks is None or first is None else _ends(first, remedy.weeks)
    return RemedyOut(
        weeks=remedy.weeks,
        ends=ends,
        treated=remedy.treated,
        control=remedy.control,
        text=remedy_text(remedy, planned, noun),
    )


def _unplanned(one: Unplanned) -> UnplannedOut:
    metric, rung = one.asked.metric, one.rung
    strongest = None if rung is None or rung.design == "none" else rung.strongest
    return UnplannedOut(key=metric.key, label=metric.label, role=one.asked.role, reason=one.reason, strongest=strongest)


def _calendar(loaded: Loaded, first: date, primary: PrimaryPlan | None) -> CalendarOut:
    window = loaded.charter.window
    timeline = timeline_of(loaded.charter, window.pilot.last if isinstance(window.pilot, DateRange) else first)
    remedy = None if primary is None else primary.remedy
    return CalendarOut(
        baseline=str(window.baseline) if isinstance(window.baseline, DateRange) else "none",
        pilot=str(window.pilot),
        weeks=timeline.planned_weeks,
        settling=timeline.planned_weeks - len(timeline.settled),
        judged=len(timeline.settled),
        looks=tuple(str(day) for day in timeline.looks),
        verdict=str(_first_verdict(timeline)),
        decide_by=str(window.decide_by),
        enough=None if remedy is None or remedy.weeks is None else _ends(first, remedy.weeks),
    )


def _first_verdict(timeline: Timeline) -> date:
    """The first registered look that is a gate, else the last pilot day."""
    gates = (day for day in timeline.looks if replace(timeline, as_of=day).look.is_gate)
    return next(gates, timeline.as_of)


def _first_day(loaded: Loaded) -> date | None:
    pilot = loaded.charter.window.pilot
    return pilot.first if isinstance(pilot, DateRange) else None


def _ends(first: date, weeks: int) -> str:
    return str(first + timedelta(days=7 * weeks - 1))


def _assumed(loaded: Loaded, case: Case, planned: Planned) -> Iterator[AssumedOut]:
    """Defaults of the charter and the data that the plan rests on, and its own."""
    taken = () if case.panel is None else case.panel.assumed
    for one in (*loaded.assumed, *taken):
        if one.key.startswith(SHOWN_ASSUMED):
            yield AssumedOut(key=one.key, value=one.value, why=one.why)
    if planned.split == "halves":
        why = f"the data do not say who is in the pilot yet: {several(planned.unit)} go by turns, by their rows"
        yield AssumedOut(key="groups", value="two halves", why=why)
    if planned.source == "stated numbers":
        why = "how far one unit's weeks differ by themselves, as nobody has data to tell"
        yield AssumedOut(key="spread between weeks", value=numbers.percent(UNIT_WEEK, 0), why=why)
    why = "units also drift from before a pilot to after it, which no baseline shows"
    yield AssumedOut(key="spread", value=f"{WIDER} times what was found", why=why)

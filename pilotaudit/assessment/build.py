"""From values to the record that outputs render: nothing is decided here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any, Final

from pilotaudit.assessment.metrics import metric_out, starts
from pilotaudit.assessment.model import (
    AdoptionOut,
    AdoptionWeekOut,
    Assessment,
    AssumedOut,
    CharterRef,
    CriterionOut,
    FindingOut,
    LookOut,
    RecommendationOut,
    TriggerOut,
)
from pilotaudit.assessment.promises import promises
from pilotaudit.assessment.provenance import provenance
from pilotaudit.assessment.unmeasured import not_measured
from pilotaudit.charter.model import Loaded, NoBaseline, Undated
from pilotaudit.charter.roles import Asked
from pilotaudit.estimates.looks import level_of
from pilotaudit.findings.base import Case, Finding
from pilotaudit.findings.triggers import Trigger
from pilotaudit.gates.look import look_of, look_text
from pilotaudit.gates.model import Criterion, Ruling, Verdict
from pilotaudit.panel.timeline import Look

EXIT_CODES: Final[Mapping[Verdict, int]] = {"GO": 0, "CONDITIONAL GO": 0, "NO-GO": 10, "HOLD": 11, "ROLLBACK": 12}


def assessment(
    loaded: Loaded, case: Case, asked: Sequence[Asked], ruling: Ruling, findings: Sequence[Finding]
) -> Assessment:
    """Everything an output may say about one pilot. Same arguments, same assessment, to the last byte of its JSON."""
    timeline = None if case.panel is None else case.panel.timeline
    return Assessment(
        charter=charter_ref(loaded),
        as_of=str(case.as_of),
        look=look_of(case).kind,
        verdict=ruling.verdict,
        exit_code=EXIT_CODES[ruling.verdict],
        confidence=ruling.confidence,
        confidence_reasons=ruling.confidence_reasons,
        conditions=ruling.conditions,
        waivers=_waivers(loaded, case, findings),
        headline=ruling.headline,
        reasons=ruling.reasons,
        recommendation=RecommendationOut(
            action=ruling.recommendation.action,
            by=str(ruling.recommendation.by),
            text=ruling.recommendation.text,
            segments=ruling.recommendation.segments,
        ),
        criteria=tuple(_criterion(one) for one in ruling.criteria),
        triggers=tuple(TriggerOut(**_fields(one)) for one in ruling.triggers),
        metrics=tuple(metric_out(one, loaded.charter, timeline) for one in case.measured),
        adoption=_adoption(case),
        promises=promises(case),
        not_measured=not_measured(case, asked, ruling),
        findings=tuple(FindingOut(**_fields(one)) for one in findings),
        assumed=_assumed(loaded, case, ruling),
        provenance=provenance(case),
        look_detail=None if timeline is None else _look(timeline.look),
    )


def _look(look: Look) -> LookOut:
    return LookOut(
        kind=look.kind,
        number=look.number,
        of=look.of,
        settled_weeks=look.weeks,
        planned_weeks=look.planned,
        level=level_of(look),
        text=look_text(look),
    )


def charter_ref(loaded: Loaded) -> CharterRef:
    """Which charter this is, with the words that outputs repeat from it."""
    charter = loaded.charter
    baseline, pilot = charter.window.baseline, charter.window.pilot
    return CharterRef(
        path=loaded.file,
        pilot=charter.pilot,
        stage=charter.stage,
        sha256=loaded.sha256,
        problem=charter.problem,
        workflow=charter.workflow,
        intervention=charter.intervention.does,
        business_owner=charter.owners.business,
        technical_owner=charter.owners.technical,
        executive_owner=charter.owners.executive or "",
        approved=str(charter.approved),
        decide_by=str(charter.window.decide_by),
        baseline_window=f"none: {baseline.none}" if isinstance(baseline, NoBaseline) else str(baseline),
        pilot_window=f"undated: {pilot.undated}" if isinstance(pilot, Undated) else str(pilot),
        assignment=charter.groups.assignment,
    )


def _criterion(one: Criterion) -> CriterionOut:
    return CriterionOut(
        id=one.id,
        metric=one.metric,
        label=one.label,
        role=one.role,
        required=one.required,
        observed=one.observed,
        state=one.state,
        reason=one.reason,
        deciding=one.deciding,
        source=one.source,
    )


def _waivers(loaded: Loaded, case: Case, findings: Sequence[Finding]) -> tuple[str, ...]:
    """Waivers that were used, each once, and those that have run out."""
    used = {one.code for one in findings if one.waived}
    good = (one for one in loaded.charter.waivers if one.code in used and one.until >= case.as_of)
    expired = (one for one in loaded.charter.waivers if one.until < case.as_of)
    return (
        *(f"{one.code} waived by {one.by} until {one.until}: {one.reason}" for one in good),
        *(f"{one.code}: the waiver by {one.by} ran out on {one.until} and counts no more" for one in expired),
    )


def _adoption(case: Case) -> AdoptionOut:
    adoption = case.adoption
    if adoption is None:
        missing = "weekly use was not measured"
        return AdoptionOut(
            intended_users=None, licensed_users=None, share=None, active=None, seen=0, source="", missing=missing
        )
    timeline = None if case.panel is None else case.panel.timeline
    return AdoptionOut(
        intended_users=adoption.intended,
        licensed_users=adoption.licensed,
        share=adoption.share,
        active=adoption.active,
        seen=adoption.seen,
        source=adoption.source,
        missing=adoption.missing,
        weekly=tuple(
            AdoptionWeekOut(week=starts(one.week, timeline), settling=one.settling, active=one.active)
            for one in adoption.weekly
        ),
    )


def _assumed(loaded: Loaded, case: Case, ruling: Ruling) -> tuple[AssumedOut, ...]:
    """Defaults of the loader, of the columns, and of the gate, each key once."""
    known = (*loaded.assumed, *(() if case.panel is None else case.panel.assumed))
    stated = {one.key: AssumedOut(key=one.key, value=one.value, why=one.why) for one in known}
    for one in ruling.criteria:
        if one.source == "default" and one.role == "stage":
            why = f"a default criterion of the stage {loaded.charter.stage}"
            stated.setdefault(one.id, AssumedOut(key=one.id, value=one.required, why=why))
    return tuple(stated.values())


def _fields(record: Trigger | Finding) -> dict[str, Any]:
    """A frozen record as a mapping."""
    return {one.name: getattr(record, one.name) for one in fields(record)}

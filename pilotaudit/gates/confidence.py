"""How far the verdict can be believed: the evidence class, lowered one step by each doubt about the data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from pilotaudit import numbers
from pilotaudit.charter.model import Guard
from pilotaudit.estimates.model import Measured, Refusal
from pilotaudit.findings.base import Case, Finding
from pilotaudit.gates.model import Confidence
from pilotaudit.gates.trust import doubts_data
from pilotaudit.gates.wording import first_sentence

STEPS: Final[tuple[Confidence, ...]] = ("high", "medium", "low")
LOWERING: Final = ("BAS", "DAT", "CMP", "STA", "NOV", "SEG", "LAB")
USUAL_CONFIDENCE = 95
DRIFT: Final = "STA111"


def confidence_of(case: Case, findings: Sequence[Finding]) -> tuple[Confidence, tuple[str, ...]]:
    """High, medium or low, with what carries it and what lowers it. Paper gaps do not count."""
    primary = case.primary
    if primary is None:
        return "low", ("nothing was measured",)
    start, caps = _starting(case, primary, findings)
    steps = (*_weaker(case), *_warnings(findings))
    place = min(STEPS.index(start) + len(steps), len(STEPS) - 1)
    return STEPS[place], (_carried(case, primary), *caps, *steps)


def _starting(case: Case, primary: Measured, findings: Sequence[Finding]) -> tuple[Confidence, tuple[str, ...]]:
    """The evidence class and what caps it."""
    start = STEPS.index(primary.rung.evidence_class)
    caps = (*_caps(case, primary), *_drift(findings), *_doubted(primary, findings))
    lowest = max((start, *(STEPS.index(step) for step, _ in caps)))
    return STEPS[lowest], tuple(reason for _, reason in caps)


def _caps(case: Case, primary: Measured) -> Iterator[tuple[Confidence, str]]:
    if case.charter.groups.assignment == "volunteers":
        yield "medium", "people chose themselves: at most medium"
    if primary.treatment.units == 0:
        yield "low", "the primary metric was not measured: low"
    elif isinstance(primary.test, Refusal):
        yield "low", "the primary metric could not be judged: low"
    elif primary.control.units == 0:
        yield "low", "there is no control group: low"
    if primary.metric.evidence == "self-reported":
        yield "low", "the primary metric is self-reported: low"
    if any(isinstance(one, Guard) and one.evidence == "not contradicted" for one in case.charter.guardrails.values()):
        yield "low", "a guardrail is only asked not to be contradicted: low"


def _drift(findings: Sequence[Finding]) -> Iterator[tuple[Confidence, str]]:
    """Low where the trend-robust interval holds no effect, whether somebody waived that or not."""
    if any(one.code == DRIFT for one in findings):
        yield "low", "a drift between the groups could explain the result: low"


def _doubted(primary: Measured, findings: Sequence[Finding]) -> Iterator[tuple[Confidence, str]]:
    """Low where the data behind the primary metric cannot be trusted."""
    for one in findings:
        if doubts_data(one) and one.metric in ("", primary.metric.key):
            yield "low", f"{one.code}, {first_sentence(one.message)}: low"


def _weaker(case: Case) -> Iterator[str]:
    """Guardrails that the charter wants shown with less than the usual 95 %."""
    for key, guard in case.charter.guardrails.items():
        if isinstance(guard, Guard) and guard.confidence is not None and guard.confidence.value < USUAL_CONFIDENCE:
            yield f"{key.replace('_', ' ')} is judged with {guard.confidence} only: one step lower"


def _warnings(findings: Sequence[Finding]) -> Iterator[str]:
    for finding in findings:
        if finding.severity == "warn" and finding.code.startswith(LOWERING):
            yield f"{finding.code}, one step lower: {first_sentence(finding.message)}"


def _carried(case: Case, primary: Measured) -> str:
    """What the confidence rests on: `matched groups, 12 and 12 units, 5 settled weeks`."""
    weeks = len(case.panel.timeline.settled) if case.panel is not None else 0
    units = f"{numbers.count(primary.treatment.units)} and {numbers.plural(primary.control.units, 'unit')}"
    return f"{_groups(case)}, {units}, {numbers.plural(weeks, 'settled week')}"


def _groups(case: Case) -> str:
    return {
        "randomised": "groups drawn by lot",
        "matched": "matched groups",
        "by team": "whole teams",
        "volunteers": "volunteers",
    }[case.charter.groups.assignment]

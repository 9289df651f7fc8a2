"""Criteria, the verdict and what to do next, as values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from pilotaudit.findings.triggers import Trigger

State = Literal["MET", "MISSED", "UNDERPOWERED", "NO DATA", "UNTRUSTED", "WATCHED", "WAIVED", "SHOWN"]
Verdict = Literal["GO", "CONDITIONAL GO", "HOLD", "NO-GO", "ROLLBACK"]
Confidence = Literal["high", "medium", "low"]
Action = Literal["expand", "narrow", "extend", "improve and retest", "retire", "roll back"]
Role = Literal["primary", "secondary", "guardrail", "watched", "adoption", "rollback", "stage"]


@dataclass(frozen=True, slots=True)
class Criterion:
    """One line of the gate. required, observed: as shown to people; reason: one plain clause.

    id: `role.metric`; deciding: whether the verdict rests on it; source: where the requirement comes from;
    quality: whether it is a measured quality guardrail.
    """

    id: str
    metric: str
    label: str
    role: Role
    required: str
    observed: str
    state: State
    reason: str
    deciding: bool
    source: Literal["charter", "default", "assumed"]
    quality: bool = False


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What to do next, by when. segments: where to narrow to."""

    action: Action
    by: date
    text: str
    segments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ruling:
    """The verdict with its reasons. headline: one sentence a leader can read aloud; conditions: of a CONDITIONAL GO.

    reasons cite criteria and finding codes; confidence_reasons say what lowered (or carries) the confidence.
    """

    verdict: Verdict
    headline: str
    confidence: Confidence
    reasons: tuple[str, ...]
    confidence_reasons: tuple[str, ...]
    conditions: tuple[str, ...]
    recommendation: Recommendation
    criteria: tuple[Criterion, ...] = ()
    triggers: tuple[Trigger, ...] = ()

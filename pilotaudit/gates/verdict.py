"""The verdict: ordered rules, the first that applies wins, and every reason cites a criterion or a finding."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from pilotaudit.charter.roles import Asked
from pilotaudit.findings.base import Case, Finding
from pilotaudit.findings.triggers import Trigger, triggers
from pilotaudit.gates.conditions import conditions_of
from pilotaudit.gates.confidence import confidence_of
from pilotaudit.gates.criteria import criteria
from pilotaudit.gates.headline import headline
from pilotaudit.gates.model import Criterion, Ruling, State, Verdict
from pilotaudit.gates.recommendation import recommendation
from pilotaudit.gates.trust import INTERIM, doubts_data

OPEN: Final[tuple[State, ...]] = ("UNDERPOWERED", "NO DATA", "UNTRUSTED")


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rules look at."""

    criteria: tuple[Criterion, ...]
    triggers: tuple[Trigger, ...]
    findings: tuple[Finding, ...]
    conditions: tuple[str, ...]


def rule(case: Case, asked: Sequence[Asked], findings: Sequence[Finding]) -> Ruling:
    """Judge one pilot.

    asked and case.measured go together, one by one; findings carry their waivers. The same values give the same ruling.
    """
    lines, alarms = criteria(case, asked, findings), triggers(case)
    facts = Facts(lines, alarms, tuple(findings), conditions_of(case, lines, findings))
    verdict, reasons = _first(facts)
    confidence, why = confidence_of(case, findings)
    return Ruling(
        verdict=verdict,
        headline=headline(case, verdict, lines, alarms, findings),
        confidence=confidence,
        reasons=reasons,
        confidence_reasons=why,
        conditions=facts.conditions if verdict in ("GO", "CONDITIONAL GO", "HOLD") else (),
        recommendation=recommendation(case, verdict, asked, lines, findings),
        criteria=lines,
        triggers=alarms,
    )


def _first(facts: Facts) -> tuple[Verdict, tuple[str, ...]]:
    for verdict, applies in RULES:
        reasons = applies(facts)
        if reasons:
            return verdict, reasons
    return "GO", tuple(_cite(one) for one in facts.criteria if one.deciding)


def _fired(facts: Facts) -> tuple[str, ...]:
    fired = (one for one in facts.triggers if one.fired)
    return tuple(f"rollback.{one.metric}: {one.reason}, and the limit is {one.limit}" for one in fired)


def _failed(facts: Facts) -> tuple[str, ...]:
    """Missed criteria, and findings of effect no-go unless the data behind them are in doubt."""
    missed = tuple(_cite(one) for one in facts.criteria if one.deciding and one.state == "MISSED")
    doubted = any(doubts_data(one) for one in facts.findings)
    return missed + tuple(text for text in _cited(facts, "no-go") if not doubted)


def _open(facts: Facts) -> tuple[str, ...]:
    """What is not settled: deciding criteria without an answer, findings of effect hold, or nothing that decides."""
    deciding = [one for one in facts.criteria if one.deciding]
    nothing = () if deciding else ("no criterion decides: nothing was asked for that the data could answer",)
    unsettled = tuple(_cite(one) for one in deciding if one.state in OPEN)
    return nothing + unsettled + _cited(facts, "hold") + _cited(facts, "no-go")


def _conditional(facts: Facts) -> tuple[str, ...]:
    return facts.conditions


RULES: Final[tuple[tuple[Verdict, Callable[[Facts], tuple[str, ...]]], ...]] = (
    ("ROLLBACK", _fired),
    ("NO-GO", _failed),
    ("HOLD", _open),
    ("CONDITIONAL GO", _conditional),
)


def _cite(criterion: Criterion) -> str:
    return f"{criterion.id} {criterion.state}: {criterion.reason}"


def _cited(facts: Facts, effect: str) -> tuple[str, ...]:
    return tuple(f"{one.code}: {one.message}" for one in facts.findings if one.effect == effect and _binds(one))


def _binds(finding: Finding) -> bool:
    """Whether a finding takes effect: one that is waived does not, but no charter makes an interim run a gate."""
    return not finding.waived or finding.code == INTERIM

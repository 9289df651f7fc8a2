"""The conditions of a CONDITIONAL GO: assumptions the data cannot test, weaker standards and waivers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from pilotaudit.findings.base import Case, Finding
from pilotaudit.gates.model import Criterion

SAID_BY: Final[Mapping[str, str]] = MappingProxyType({"no control": "CMP101", "volunteers": "CMP102"})
"""What a design's condition begins with, and the finding that says all of it. How far teams drift, none says."""
DROPPED = "CHR108"
WEAKER = "CHR107"


def conditions_of(case: Case, criteria: Sequence[Criterion], findings: Sequence[Finding]) -> tuple[str, ...]:
    """Every condition once, in words; empty when a GO would be a plain one."""
    codes = {one.code for one in findings if not one.waived}
    of_findings = tuple(_conditional(findings))
    return tuple(
        dict.fromkeys((*of_findings, *_designs(case, codes), *_dropped(criteria, codes), *_weaker(case, codes)))
    )


def _conditional(findings: Sequence[Finding]) -> Iterator[str]:
    for finding in findings:
        if finding.waived and finding.severity == "block":
            yield f"{finding.code} is waived: {finding.waived}"
        elif finding.effect == "conditional":
            yield f"{finding.code}: {finding.message}"


def _designs(case: Case, codes: set[str]) -> Iterator[str]:
    """What a design leaves open that no finding about the comparison has said yet."""
    for measured in case.measured:
        if measured.role in ("primary", "guardrail") and measured.rung.strongest == "CONDITIONAL GO":
            named = measured.rung.condition.split("; ") if measured.rung.condition else ()
            yield from (one for one in named if SAID_BY.get(one.partition(":")[0]) not in codes)
            if not named:
                yield f"what this design cannot show: {'; '.join(measured.rung.cannot_show)}"


def _dropped(criteria: Sequence[Criterion], codes: set[str]) -> Iterator[str]:
    if DROPPED not in codes:
        yield from (f"{one.label} is {one.reason}" for one in criteria if one.state == "WAIVED")


def _weaker(case: Case, codes: set[str]) -> Iterator[str]:
    if WEAKER not in codes:
        for key, guard in case.charter.guardrails.items():
            if getattr(guard, "evidence", "shown") == "not contradicted":
                yield f"{key.replace('_', ' ')}: harm is only not contradicted, as the charter accepts"

"""Work that others may inherit is named, but not measured.

## What it does
Reads `downstream`. Each place that the charter names and no measured metric covers is listed.

## Why it matters
Minutes saved at the desk can return as minutes of checking, review or rework elsewhere. Labour moved is not labour
reduced.

## Example
    charters/support-desk.yaml:30:1 LAB101 warn work may move to platform verification, and that is not measured.
    ...

## What to do
Record the minutes spent there per item and add them as a metric of your own (`downstream_minutes`), as a guardrail.

## Limits
It trusts the charter's list; who is not on it is not missed.

## Source
Practice.
"""

from __future__ import annotations

from collections.abc import Iterator

from pilotaudit import numbers
from pilotaudit.findings.base import Case, Finding, Severity

CODE = "LAB101"
SEVERITY: Severity = "warn"

COVERED_BY = "downstream"


def check(case: Case) -> Iterator[Finding]:
    """Yield one finding when downstream work is named and no metric of that name was measured."""
    if case.panel is None or not case.charter.downstream:
        return
    if not any(one.metric.key.startswith(COVERED_BY) and one.after is not None for one in case.measured):
        places = numbers.listed(case.charter.downstream)
        message = f"work may move to {places}, and that is not measured. Record its minutes per item."
        yield case.finding(CODE, SEVERITY, "downstream", message)

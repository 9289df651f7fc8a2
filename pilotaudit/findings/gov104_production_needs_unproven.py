"""Nothing shows that production's needs are met.

## What it does
At the stages of production, asks for evidence that what `scale.production_needs` names is ready. This version cannot
check it, so the verdict is held unless an owner waives it.

## Why it matters
A pilot runs on goodwill: spare capacity, a vendor's engineer, a patient team. Production does not.

## Example
    charters/support-desk.yaml:2:1 GOV104 hold nothing shows that production's needs are met: capacity and
    monitoring. ...

## What to do
List the needs under `scale.production_needs`, and let an owner confirm each of them in a waiver's reason.

## Limits
It cannot see capacity, monitoring or a support model in the data.

## Source
Practice.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pilotaudit import numbers
from pilotaudit.charter.model import Stage
from pilotaudit.findings.base import Case, Finding, Severity

CODE = "GOV104"
SEVERITY: Severity = "block"

STAGES: Final[tuple[Stage, ...]] = ("production candidate", "full production")


def check(case: Case) -> Iterator[Finding]:
    """Yield one finding at the stages that ask for it."""
    if case.charter.stage in STAGES:
        message = f"nothing shows that production's needs are met{_named(case)}. An owner can confirm it under waivers."
        yield case.finding(CODE, SEVERITY, "scale.production_needs", message, effect="hold")


def _named(case: Case) -> str:
    needs = case.charter.scale.production_needs
    return f": {numbers.listed(needs)}" if needs else ""

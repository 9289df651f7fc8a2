"""A usual criterion was dropped, with a reason.

## What it does
Names every criterion that is said to be `not required`: weekly use, adoption as a whole, or a guardrail.

## Why it matters
A criterion is often dropped because it would be missed. The reason is printed so that the reader can judge it, and the
verdict is CONDITIONAL GO at most.

## Example
`weekly_active: {not required: usage is not logged per person}`.

## What to do
Measure it if you can; the smallest log of who used the tool on which day is enough for weekly use. Otherwise keep the
reason, and say in the meeting what the verdict does not cover.

## Limits
Any reason is accepted.

## Source
Practice.
"""

from __future__ import annotations

from collections.abc import Iterator

from pilotaudit.charter.model import Adoption, Charter, NotRequired
from pilotaudit.findings.base import Case, Finding, Severity

CODE = "CHR108"
SEVERITY: Severity = "block"


def check(case: Case) -> Iterator[Finding]:
    """One finding for every criterion that is not required."""
    for path, name, reason in _dropped(case.charter):
        message = f"{name} is not required ({reason}); the verdict does not cover it"
        yield case.finding(CODE, SEVERITY, path, message, effect="conditional")


def _dropped(charter: Charter) -> Iterator[tuple[str, str, str]]:
    """Place, name and reason of each."""
    if isinstance(charter.adoption, NotRequired):
        yield "adoption", "adoption", charter.adoption.not_required
    if isinstance(charter.adoption, Adoption) and isinstance(charter.adoption.weekly_active, NotRequired):
        yield "adoption.weekly_active", "weekly use", charter.adoption.weekly_active.not_required
    for key, guard in charter.guardrails.items():
        if isinstance(guard, NotRequired):
            yield f"guardrails.{key}", key, guard.not_required

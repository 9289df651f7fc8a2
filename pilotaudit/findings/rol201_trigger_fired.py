"""A rollback trigger fired.

## What it does
Holds each level under `rollback` against the pilot group's level over all pilot weeks, settling included. `above` and
`below` are strict: exactly on the limit does not fire.

## Why it matters
The charter said beforehand what stops the pilot. It overrides everything else, however good the rest looks.

## Example
    charters/support-desk.yaml:33:3 ROL201 no-go Error rate stands at 6.2% over the pilot (limit: above 5%). ...

## What to do
Do what `rollback.how` says, now. No waiver lifts this.

## Limits
Levels are compared as they are, without an interval: a trigger is an alarm, not a test.

## Source
Practice.
"""

from __future__ import annotations

from collections.abc import Iterator

from pilotaudit.findings.base import Case, Finding, Severity
from pilotaudit.findings.triggers import triggers

CODE = "ROL201"
SEVERITY: Severity = "block"


def check(case: Case) -> Iterator[Finding]:
    """Yield one finding per trigger that fired."""
    for trigger in triggers(case) if case.panel is not None else ():
        if trigger.fired:
            how = case.charter.rollback.how or "The charter does not say how to reverse it."
            message = f"{trigger.label} stands at {trigger.observed} over the pilot (limit: {trigger.limit}). {how}"
            yield case.finding(
                CODE, SEVERITY, f"rollback.{trigger.metric}", message, effect="no-go", metric=trigger.metric
            )

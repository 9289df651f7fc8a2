"""A rollback trigger could not be measured.

## What it does
Lists the triggers under `rollback` for which there are no data.

## Why it matters
An alarm without a sensor is no alarm. Whoever approved the pilot relied on it.

## Example
    charters/support-desk.yaml:33:3 ROL202 warn the trigger on error_rate (above 5%) could not be measured: no
    column ...

## What to do
Add the column, or replace the trigger by one that the data can fire.

## Limits
`spend: above expected savings` is not computed in this version and always listed.

## Source
Practice.
"""

from __future__ import annotations

from collections.abc import Iterator

from pilotaudit.findings.base import Case, Finding, Severity
from pilotaudit.findings.triggers import triggers

CODE = "ROL202"
SEVERITY: Severity = "warn"


def check(case: Case) -> Iterator[Finding]:
    """Yield one finding per trigger without data."""
    for trigger in triggers(case) if case.panel is not None else ():
        if trigger.fired is None:
            message = f"the trigger on {trigger.metric} ({trigger.limit}) could not be measured: {trigger.reason}."
            yield case.finding(CODE, SEVERITY, f"rollback.{trigger.metric}", message, metric=trigger.metric)

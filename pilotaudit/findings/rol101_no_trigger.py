"""No trigger stops the pilot at once.

## What it does
Looks for a level under `rollback` from the controlled pilot on: a warning there, a condition of the verdict later.

## Why it matters
Harm in the second week should not wait for the decision in the eighth. A limit set beforehand makes stopping a rule
and not a quarrel.

## Example
A charter without a `rollback` block.

## What to do
Name the three usual ones where they apply: `rollback: {error_rate: above 5%, weekly_active: below 30%, spend: above
expected savings, how: Switch drafts off; owner technical}`.

## Limits
It sees that a trigger exists, not that somebody looks at it.

## Source
Practice; stopping boundaries for harm are standard in trials (ICH E9, 1998).
"""

from __future__ import annotations

from collections.abc import Iterator

from pilotaudit.findings.base import Case, Finding, Severity
from pilotaudit.findings.stages import is_beyond_pilot, is_discovery

CODE = "ROL101"
SEVERITY: Severity = "block"


def check(case: Case) -> Iterator[Finding]:
    """One finding when no level is set from the controlled pilot on."""
    stage = case.charter.stage
    if case.charter.rollback.limits or is_discovery(stage):
        return
    message = "no rollback trigger is set; add a level that stops the pilot at once, such as error_rate: above 5%"
    if is_beyond_pilot(stage):
        yield case.finding(
            CODE, SEVERITY, "rollback", f"{message} (required at the stage {stage})", effect="conditional"
        )
    else:
        yield case.finding(CODE, "warn", "rollback", message)

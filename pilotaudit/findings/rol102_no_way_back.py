"""Nobody has said how to switch it off.

## What it does
Looks for `rollback.how` from the controlled pilot on.

## Why it matters
A trigger that fires at night meets whoever is there. If the way back, and who takes it, is not written down, the tool
stays on until somebody has found out.

## Example
`rollback: {error_rate: above 5%}` without `how`.

## What to do
One sentence: what is switched off, where, and by whom. `how: Switch drafts off in ServiceNow; owner technical`.

## Limits
It sees that something is written, not that it was tried.

## Source
Practice; Beyer et al. (2016), Site Reliability Engineering, on rollbacks and emergency response.
"""

from __future__ import annotations

from collections.abc import Iterator

from pilotaudit.findings.base import Case, Finding, Severity
from pilotaudit.findings.stages import is_discovery

CODE = "ROL102"
SEVERITY: Severity = "warn"


def check(case: Case) -> Iterator[Finding]:
    """One finding when the way back is not described."""
    if case.charter.rollback.how is None and not is_discovery(case.charter.stage):
        message = "the charter does not say how the pilot is reversed and who does it; add rollback.how"
        yield case.finding(CODE, SEVERITY, "rollback", message)

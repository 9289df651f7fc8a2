"""Weekly use cannot be measured.

## What it does
Says why there is no weekly active share: no `usage` table, no column that marks AI help, or no unit.

## Why it matters
Use is necessary for any gain to be the tool's. The default gate asks for it, and what is missing never passes.

## Example
    charters/support-desk.yaml:19:1 ADO103 note weekly use cannot be measured: no usage table and no ai_used
    column. ...

## What to do
Add `data.usage` (date, user) or an `ai_used` column to the items; or say `weekly_active: {not required: reason}` and
accept a CONDITIONAL GO at most.

## Limits
None.

## Source
Practice.
"""

from __future__ import annotations

from collections.abc import Iterator

from pilotaudit.charter.model import NotRequired
from pilotaudit.findings.base import Case, Finding, Severity

CODE = "ADO103"
SEVERITY: Severity = "note"


def check(case: Case) -> Iterator[Finding]:
    """Yield one finding when weekly use is asked for and has no value."""
    wanted = case.charter.adoption
    if isinstance(wanted, NotRequired) or isinstance(wanted.weekly_active, NotRequired):
        return
    if case.adoption is not None and case.adoption.share is None:
        remedy = "Put that right." if case.adoption.source else "Add a usage table or an ai_used column."
        message = f"weekly use cannot be measured: {case.adoption.missing}. {remedy}"
        yield case.finding(CODE, SEVERITY, "adoption", message)

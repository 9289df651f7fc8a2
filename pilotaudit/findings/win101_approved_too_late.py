"""The criteria were approved after the pilot had begun.

## What it does
Compares `approved` with the first day of `window.pilot`; the same day is too late.

## Why it matters
Criteria chosen after the first results are chosen by the results. The verdict cannot be a GO: it would judge the
arrow by a target drawn around it.

## Example
`approved: 2026-02-02` with `pilot: 2026-02-02 to 2026-03-29`.

## What to do
If the criteria were really agreed earlier, write that date and keep the record. Otherwise agree on them now and judge
a new window that starts afterwards.

## Limits
The date is what the charter says. Undated pilots cannot be checked.

## Source
Nosek et al. (2018), The preregistration revolution; Kerr (1998), HARKing: hypothesizing after the results are known.
"""

from __future__ import annotations

from collections.abc import Iterator

from pilotaudit.findings.base import Case, Finding, Severity
from pilotaudit.phrases import DateRange

CODE = "WIN101"
SEVERITY: Severity = "block"


def check(case: Case) -> Iterator[Finding]:
    """One finding when approval is not before the first pilot day."""
    pilot, approved = case.charter.window.pilot, case.charter.approved
    if isinstance(pilot, DateRange) and approved >= pilot.first:
        message = (
            f"the criteria were approved on {approved}, and the pilot began on {pilot.first}; "
            "judge a window that starts after the approval"
        )
        yield case.finding(CODE, SEVERITY, "approved", message, effect="hold")

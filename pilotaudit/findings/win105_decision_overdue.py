"""The decision date has passed.

## What it does
Compares `window.decide_by` with the judgement date. `evaluate` prints it without changing the verdict; `check` and
`portfolio` exit 10, because a pilot past its date is undecided until somebody decides.

## Why it matters
Not deciding is a decision to go on paying: the pilot becomes production, or a habit, without anybody having said so.

## Example
`decide_by: 2026-04-05` on 12 April 2026.

## What to do
Decide: expand, narrow, improve and retest, or retire. The recommendation of `evaluate` says which the data support.

## Limits
It knows the dates, not whether the decision was taken elsewhere.

## Source
Practice; escalation of commitment is well documented (Staw 1976, Knee-deep in the big muddy).
"""

from __future__ import annotations

from collections.abc import Iterator

from pilotaudit import numbers
from pilotaudit.findings.base import Case, Finding, Severity

CODE = "WIN105"
SEVERITY: Severity = "note"


def check(case: Case) -> Iterator[Finding]:
    """One finding from the day after the decision date."""
    decide_by = case.charter.window.decide_by
    if case.as_of > decide_by:
        days = numbers.plural((case.as_of - decide_by).days, "day")
        message = f"the decision was due on {decide_by}, {days} ago; decide, and write the decision down"
        yield case.finding(CODE, SEVERITY, "window.decide_by", message)

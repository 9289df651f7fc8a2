"""Weeks were left out of a weekly series.

## What it does
Counts, where groups are compared by their weeks, the weeks of both windows that the series could not use: without rows
in a group, or with nothing to count in one, so that the week has no logarithm.

## Why it matters
A series rests on a dozen numbers, one per week. Weeks are missing for reasons (a holiday, a migration, a queue that
was closed), and those reasons may have changed the work of the weeks around them too.

## Example
    charters/queue.yaml:18:3 STA120 note Average handling time: 2 of 12 weeks are left out of the series: a group
    has no data in them

## What to do
Look whether the export is complete. Say in `exclude` which days are left out on purpose, and why.

## Limits
The gap itself is allowed for: weeks that are farther apart are less alike. With more than a tenth of the weeks without
anything to count, or more than half of the judged weeks without data, the series is refused (STA101).

## Source
The formula of weekly series, in this tool's manual. Both shares are this tool's own choice: one week of ten changes a
step by less than its error, and half of the judged weeks is the least that can stand for them.
"""

from __future__ import annotations

from collections.abc import Iterator

from pilotaudit.estimates.model import Refusal
from pilotaudit.findings.base import Case, Finding, Severity, path_of, refused

CODE = "STA120"
SEVERITY: Severity = "note"

NAMED = ("primary", "guardrail")


def check(case: Case) -> Iterator[Finding]:
    """Yield one note per metric of the gate to which this applies."""
    for one, note in refused(case, CODE, *NAMED):
        if not isinstance(one.test, Refusal):
            message = f"{one.metric.label}: {note.reason}"
            yield case.finding(CODE, SEVERITY, path_of(one), message, metric=one.metric.key)

"""The pilot is longer than 90 days.

## What it does
Counts the days of `window.pilot`, both ends included: over 90 the verdict is CONDITIONAL GO at most, from 85 to 90 it
is a note.

## Why it matters
A workflow that cannot be tested in 90 days is too large for a pilot. Long pilots change while they run: people, prices,
models and the workload, so that what is judged at the end is not what was approved.

## Example
`pilot: 2026-02-02 to 2026-06-01`, 120 days.

## What to do
Narrow the workflow until four to twelve weeks are enough, or cut it into stages with a decision each.

## Limits
Low volume can need more time. Then say so, and have the length accepted with a waiver.

## Source
Practice: pilots normally take four to twelve weeks.
"""

from __future__ import annotations

from collections.abc import Iterator

from pilotaudit.findings.base import Case, Finding, Severity
from pilotaudit.phrases import DateRange

CODE = "WIN102"
SEVERITY: Severity = "block"

_TWELVE_WEEKS, _LIMIT = 84, 90


def check(case: Case) -> Iterator[Finding]:
    """One finding for a pilot of more than twelve weeks."""
    pilot = case.charter.window.pilot
    if not isinstance(pilot, DateRange) or pilot.days <= _TWELVE_WEEKS:
        return
    message = f"the pilot takes {pilot.days} days; narrow the workflow until four to twelve weeks are enough"
    if pilot.days > _LIMIT:
        yield case.finding(
            CODE, SEVERITY, "window.pilot", f"{message} (the limit is {_LIMIT} days)", effect="conditional"
        )
    else:
        yield case.finding(CODE, "note", "window.pilot", message)

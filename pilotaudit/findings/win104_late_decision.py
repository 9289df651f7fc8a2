"""The decision is more than 90 days after the start.

## What it does
Counts the days from the first pilot day to `window.decide_by` and warns above 90.

## Why it matters
A pilot without a decision goes on: it costs money, people get used to it, and it becomes production without anybody
having decided so.

## Example
`pilot: 2026-02-02 to 2026-03-29` with `decide_by: 2026-05-04`, 91 days after the first day.

## What to do
Decide within a week or two of the last pilot day.

## Limits
The count is in calendar days.

## Source
Practice.
"""

from __future__ import annotations

from collections.abc import Iterator

from pilotaudit.findings.base import Case, Finding, Severity
from pilotaudit.phrases import DateRange

CODE = "WIN104"
SEVERITY: Severity = "warn"

_LIMIT = 90


def check(case: Case) -> Iterator[Finding]:
    """One finding for a decision date more than 90 days after the first pilot day."""
    window = case.charter.window
    if not isinstance(window.pilot, DateRange):
        return
    days = (window.decide_by - window.pilot.first).days
    if days > _LIMIT:
        message = f"decide_by is {days} days after the first pilot day; decide within {_LIMIT}"
        yield case.finding(CODE, SEVERITY, "window.decide_by", message)

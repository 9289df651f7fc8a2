"""The baseline is shorter than the 28 days that are advised.

## What it does
Counts the days of `window.baseline`, both ends included. From 14 to 27 it warns.

## Why it matters
Two or three weeks show the weekly rhythm but not the monthly one: month-end, releases, pay days. The verdict stands,
with less confidence.

## Example
    charters/support-desk.yaml:11:3 BAS103 warn the baseline has 20 days; 28 are advised. ...

## What to do
Move the first day of `window.baseline` back to cover a month.

## Limits
It does not know which rhythm the work has.

## Source
Practice: at least 14 days, 28 advised (the month before).
"""

from __future__ import annotations

from collections.abc import Iterator

from pilotaudit.findings.base import Case, Finding, Severity
from pilotaudit.phrases import DateRange

CODE = "BAS103"
SEVERITY: Severity = "warn"

FEWEST_DAYS, ADVISED_DAYS = 14, 28


def check(case: Case) -> Iterator[Finding]:
    """Yield one finding when the baseline window has 14 to 27 days."""
    baseline = case.charter.window.baseline
    if isinstance(baseline, DateRange) and FEWEST_DAYS <= baseline.days < ADVISED_DAYS:
        message = f"the baseline has {baseline.days} days; {ADVISED_DAYS} are advised. Let it start earlier."
        yield case.finding(CODE, SEVERITY, "window.baseline", message)

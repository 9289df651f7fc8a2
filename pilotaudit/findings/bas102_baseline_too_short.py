"""The baseline is shorter than 14 days: too short to judge against.

## What it does
Counts the days of `window.baseline`, both ends included. Under 14 the verdict is held.

## Why it matters
Work has a weekly rhythm. With fewer than two full weeks a single odd day, a holiday or an incident decides what
"before" means, and the error of the comparison cannot be computed.

## Example
    charters/support-desk.yaml:11:3 BAS102 hold the baseline has 10 days, 14 are needed and 28 are advised. ...

## What to do
Move the first day of `window.baseline` back: the data usually exist. If the baseline was lost, an owner can accept
that in writing under `waivers`, until a date; the verdict is then at most CONDITIONAL GO.

## Limits
The threshold is a number of days, not of rows: ten busy days are still ten days.

## Source
Practice: at least 14 days, 28 advised (the month before).
"""

from __future__ import annotations

from collections.abc import Iterator

from pilotaudit import numbers
from pilotaudit.findings.base import Case, Finding, Severity
from pilotaudit.phrases import DateRange

CODE = "BAS102"
SEVERITY: Severity = "block"

FEWEST_DAYS = 14


def check(case: Case) -> Iterator[Finding]:
    """Yield one finding when the baseline window has fewer than 14 days."""
    baseline = case.charter.window.baseline
    if isinstance(baseline, DateRange) and baseline.days < FEWEST_DAYS:
        days = numbers.plural(baseline.days, "day")
        message = f"the baseline has {days}, {FEWEST_DAYS} are needed and 28 are advised. Let it start earlier."
        yield case.finding(CODE, SEVERITY, "window.baseline", message, effect="hold")

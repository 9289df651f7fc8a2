"""The baseline ends long before the pilot starts.

## What it does
Counts the days between the last baseline day and the first pilot day. More than 31 is a warning.

## Why it matters
What happened in between (hiring, another tool, a new kind of request) looks like an effect of the pilot. The month
before is the process the pilot really replaces.

## Example
    charters/support-desk.yaml:11:3 BAS104 warn 60 days lie between baseline and pilot; 31 at most are advised.
    ...

## What to do
Let the baseline end on the day before the pilot starts, or say under `exclude` why weeks in between are unusable.

## Limits
A control group that was watched over the same gap takes much of the harm away; the warning is given all the same.

## Source
Practice: the baseline lies within the month before the pilot.
"""

from __future__ import annotations

from collections.abc import Iterator

from pilotaudit.findings.base import Case, Finding, Severity
from pilotaudit.phrases import DateRange

CODE = "BAS104"
SEVERITY: Severity = "warn"

LONGEST_GAP_DAYS = 31


def check(case: Case) -> Iterator[Finding]:
    """Yield one finding when more than 31 days lie between the windows."""
    window = case.charter.window
    if not (isinstance(window.baseline, DateRange) and isinstance(window.pilot, DateRange)):
        return
    gap = (window.pilot.first - window.baseline.last).days - 1
    if gap > LONGEST_GAP_DAYS:
        advised = f"{LONGEST_GAP_DAYS} at most are advised"
        message = f"{gap} days lie between baseline and pilot; {advised}. Use the month before the pilot."
        yield case.finding(CODE, SEVERITY, "window.baseline", message)

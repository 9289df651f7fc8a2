"""A registered look comes too early to give a GO.

## What it does
Counts the settled weeks that will have passed at each date of `window.looks`. With fewer than two of them the look can
stop a pilot for harm, but never give a GO.

## Why it matters
People plan meetings around a look. One that cannot say yes should be known before, and it still spends a little of the
2.5 % when a settled week has passed.

## Example
    charters/support-desk.yaml:12:5 STA113 note the look 2026-02-22 comes before two settled weeks have passed: ...

## What to do
Move the look, or keep it as an early warning.

## Limits
It counts weeks of the calendar. Two of them are the least, because a single week has no late half to hold by itself.

## Source
Lan & DeMets (1983), Discrete sequential boundaries for clinical trials; the two weeks are this tool's own choice.
"""

from __future__ import annotations

from collections.abc import Iterator

from pilotaudit.findings.base import Case, Finding, Severity
from pilotaudit.panel.timeline import timeline_of

CODE = "STA113"
SEVERITY: Severity = "note"


def check(case: Case) -> Iterator[Finding]:
    """Yield one finding per registered look that can give no GO."""
    for position, day in enumerate(case.charter.window.looks):
        look = timeline_of(case.charter, day).look
        if look.kind == "registered" and not look.is_gate:
            message = (
                f"the look {day} comes before two settled weeks have passed: it can stop for harm, but give no GO."
            )
            yield case.finding(CODE, SEVERITY, f"window.looks.{position}", message)

"""The pilot still runs: this is an interim look, not a gate.

## What it does
Compares the judgement date with the last pilot day. Before it, the verdict is never GO; a registered look
(`window.looks`) is treated alike in this version. Only harm stops a pilot early.

## Why it matters
Who looks every week and stops at the first good one finds an effect that is not there far more often than the stated
5 %: up to 44 % of the time on rows, 6.7 % on units.

## Example
    charters/support-desk.yaml:10:3 STA103 hold the pilot runs until 2026-03-29 and this is an interim look, not a
    gate. ...

## What to do
Wait for the last pilot day, then run again. Shorten the window only before the first day.

## Limits
It reads dates only. `--as-of` sets the judgement date.

## Source
Lan & DeMets (1983); Armitage, McPherson & Rowe (1969).
"""

from __future__ import annotations

from collections.abc import Iterator

from pilotaudit.findings.base import Case, Finding, Severity

CODE = "STA103"
SEVERITY: Severity = "block"


def check(case: Case) -> Iterator[Finding]:
    """Yield one finding when the data are judged before the last pilot day."""
    if case.panel is None or case.panel.timeline.decisive or case.panel.timeline.pilot is None:
        return
    last = case.panel.timeline.pilot.last
    look = "a registered look" if case.as_of in case.charter.window.looks else "an interim look"
    message = f"the pilot runs until {last} and this is {look}, not a gate. Judge it on that day or later."
    yield case.finding(CODE, SEVERITY, "window.pilot", message, effect="hold")

"""The pilot still runs: this is an interim look, not a gate.

## What it does
Compares the judgement date with the last pilot day and with the registered looks (`window.looks`), to the day. Before
the last day, on any other date than a registered one, the verdict is never GO. Only harm stops a pilot early.

## Why it matters
Who looks every week and stops at the first good one finds an effect that is not there far more often than the stated
5 %: up to 44 % of the time on rows, 6.7 % on units. A registered look pays for itself beforehand: each one has its own
stricter level, and all of them together keep the one-sided 2.5 %, whether anybody ran them or not.

## Example
    charters/support-desk.yaml:10:3 STA103 hold the pilot runs until 2026-03-29 and this is an interim look, not a
    gate. ...

## What to do
Wait for the next registered look or for the last pilot day, then run again. Register looks before the pilot starts:
`looks: [2026-03-15]`. To run a look later than planned, say `--as-of` with its day; rows after it are not read.

## Limits
It reads dates only. `--as-of` sets the judgement date. A waiver of it is printed and opens no gate: the verdict is
still never GO.

## Source
Lan & DeMets (1983); Armitage, McPherson & Rowe (1969).
"""

from __future__ import annotations

from collections.abc import Iterator

from pilotaudit.findings.base import Case, Finding, Severity

CODE = "STA103"
SEVERITY: Severity = "block"


def check(case: Case) -> Iterator[Finding]:
    """Yield one finding when the data are judged before the last pilot day, on no registered one."""
    timeline = None if case.panel is None else case.panel.timeline
    if timeline is None or timeline.pilot is None or timeline.look.kind != "interim":
        return
    later = next((day for day in timeline.looks if day > timeline.as_of), None)
    when = "Judge it on that day or later" if later is None else f"Judge it at the next registered look, {later}"
    message = f"the pilot runs until {timeline.pilot.last} and this is an interim look, not a gate. {when}."
    yield case.finding(CODE, SEVERITY, "window.pilot", message, effect="hold")

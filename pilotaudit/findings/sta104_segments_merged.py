"""Segments were taken together, or left out of the adjustment.

## What it does
Says which segments were merged into "other" because a group and window of theirs has fewer than 10 rows (successes,
for a proportion) or fewer than 2 units with any, and whether all were left out for that reason.

## Why it matters
Adjusting for case mix needs a level for each segment. A level from a handful of rows would add noise instead.

## Example
    charters/support-desk.yaml:16:3 STA104 note Average handling time: segments too small to compare were taken
    together as
    "other": Fax

## What to do
Nothing, or choose coarser segments.

## Limits
Merged segments are still judged together, not dropped.

## Source
The formulas of the first rung, in this tool's manual.
"""

from __future__ import annotations

from collections.abc import Iterator

from pilotaudit.estimates.model import Refusal
from pilotaudit.findings.base import Case, Finding, Severity, path_of, refused

CODE = "STA104"
SEVERITY: Severity = "note"

NAMED = ("primary", "guardrail")


def check(case: Case) -> Iterator[Finding]:
    """Yield one note per metric of the gate to which this applies."""
    for one, note in refused(case, CODE, *NAMED):
        if isinstance(one.test, Refusal):
            continue
        yield case.finding(CODE, SEVERITY, path_of(one), f"{one.metric.label}: {note.reason}", metric=one.metric.key)

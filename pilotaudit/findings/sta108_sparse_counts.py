"""Counts are sparse: events are added up before they are compared.

## What it does
Says that some units have fewer than 10 rows (successes, for a proportion) in a window, so that logs of single units
cannot be trusted and the event-weighted ratio carries the test as well as the size.

## Why it matters
With a handful of events the log of a unit's level is mostly noise, and a unit with none has no log at all.

## Example
    charters/support-desk.yaml:18:3 STA108 note Error rate: some units have fewer than 10 rows or successes in a
    window, ...

## What to do
Nothing. More weeks or larger units make the test stronger.

## Limits
Under 30 rows or successes per group and window the comparison is refused (STA101).

## Source
MacKinnon, Nielsen & Webb (2023) on the jackknife.
"""

from __future__ import annotations

from collections.abc import Iterator

from pilotaudit.estimates.model import Refusal
from pilotaudit.findings.base import Case, Finding, Severity, path_of, refused

CODE = "STA108"
SEVERITY: Severity = "note"

NAMED = ("primary", "guardrail")


def check(case: Case) -> Iterator[Finding]:
    """Yield one note per metric of the gate to which this applies."""
    for one, note in refused(case, CODE, *NAMED):
        if isinstance(one.test, Refusal):
            continue
        yield case.finding(CODE, SEVERITY, path_of(one), f"{one.metric.label}: {note.reason}", metric=one.metric.key)

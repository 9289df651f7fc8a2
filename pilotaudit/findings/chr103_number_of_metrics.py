"""Fewer than three metrics, or more than five.

## What it does
Counts the metrics in `primary`, `secondary` and `guardrails`. Watched guardrails and weekly use are not counted.

## Why it matters
With one metric the pilot can win by moving the harm to where nobody measures. With nine, one of them gets better by
chance and becomes the story.

## Example
A charter with a primary metric and nothing else: 1 metric.

## What to do
Keep one primary metric and two to four others that could show its price: errors, rework, escalations, satisfaction.

## Limits
A count says nothing about whether the metrics fit the workflow. It never changes the verdict.

## Source
Practice; on many outcomes and chance findings see Ioannidis (2005), Why Most Published Research Findings Are False.
"""

from __future__ import annotations

from collections.abc import Iterator

from pilotaudit import numbers
from pilotaudit.charter.model import Guard
from pilotaudit.findings.base import Case, Finding, Severity

CODE = "CHR103"
SEVERITY: Severity = "note"

_FEWEST, _MOST = 3, 5


def check(case: Case) -> Iterator[Finding]:
    """One finding when the number of stated metrics is outside three to five."""
    charter = case.charter
    guards = [key for key, guard in charter.guardrails.items() if isinstance(guard, Guard)]
    count = len({*charter.primary, *charter.secondary, *guards})
    if not _FEWEST <= count <= _MOST:
        metrics = numbers.plural(count, "metric")
        message = f"{metrics} stated; three to five show a gain and its price without finding one by chance"
        yield case.finding(CODE, SEVERITY, "primary", message)

"""No security review, or no data boundary, is on file.

## What it does
Looks for `governance.security_review` and `governance.data_boundary`.

## Why it matters
A pilot on real work sees real data. What the tool may read, and who looked at it before it was switched on, is asked
at the latest when something has gone wrong; a pilot that passed can still be stopped by it.

## Example
A charter without a `governance` block.

## What to do
Add `governance: {security_review: 2026-01-20, data_boundary: Internal knowledge base only; no HR records}`.

## Limits
It sees that something is written, not that it is true. It never changes the verdict.

## Source
Practice; NIST (2023), AI Risk Management Framework 1.0, functions Govern and Map.
"""

from __future__ import annotations

from collections.abc import Iterator

from pilotaudit import numbers
from pilotaudit.findings.base import Case, Finding, Severity

CODE = "GOV101"
SEVERITY: Severity = "warn"


def check(case: Case) -> Iterator[Finding]:
    """One finding that names what is not on file."""
    governance = case.charter.governance
    items = {
        "security_review": governance and governance.security_review,
        "data_boundary": governance and governance.data_boundary,
    }
    absent = [name for name, value in items.items() if value is None]
    if absent:
        words = numbers.listed([f"governance.{name}" for name in absent])
        message = f"not on file: {words}; add when it was reviewed and what the tool may read"
        yield case.finding(CODE, SEVERITY, "governance", message)

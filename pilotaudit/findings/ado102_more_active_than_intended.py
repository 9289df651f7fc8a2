"""More people use it than are meant to.

## What it does
Compares the distinct people who were active in the pilot with `adoption.intended_users`.

## Why it matters
The share of intended users is then too high: the number in the charter is wrong, or people outside the pilot are
counted. Where more people are active in a settled week than are intended at all, the share is not told any more:
weekly use is not measured, and the verdict waits.

## Example
    charters/support-desk.yaml:19:3 ADO102 warn 31 people were active, and 24 are intended users. ...

## What to do
Correct `intended_users` before the pilot starts, or take people outside the pilot out of the usage export.

## Limits
It counts names, so one person with two accounts counts twice.

## Source
Practice.
"""

from __future__ import annotations

from collections.abc import Iterator

from pilotaudit import numbers
from pilotaudit.findings.base import Case, Finding, Severity

CODE = "ADO102"
SEVERITY: Severity = "warn"


def check(case: Case) -> Iterator[Finding]:
    """Yield one finding when more people were active than are intended to be."""
    adoption = case.adoption
    if adoption is not None and adoption.intended is not None and adoption.seen > adoption.intended:
        active, meant = numbers.count(adoption.seen), numbers.count(adoption.intended)
        message = f"{active} people were active, and {meant} are intended users. Correct the number or the export."
        yield case.finding(CODE, SEVERITY, "adoption.intended_users", message)

"""One person holds both owner roles.

## What it does
Compares `owners.business` with `owners.technical`.

## Why it matters
The business owner asks whether it is worth it, the technical owner whether it is safe. One person answers both
questions more kindly, and is missed twice when moving on.

## Example
`owners: {business: Head of Service Desk, technical: Head of Service Desk}`.

## What to do
Name a second person for integration, logging and safe deployment, if there is one.

## Limits
It compares the texts, so two spellings of one person are two persons. In small organisations one person may be right.

## Source
Practice; segregation of duties is an old rule of internal control.
"""

from __future__ import annotations

from collections.abc import Iterator

from pilotaudit.findings.base import Case, Finding, Severity

CODE = "OWN101"
SEVERITY: Severity = "note"


def check(case: Case) -> Iterator[Finding]:
    """One finding when both texts are the same."""
    owners = case.charter.owners
    if owners.business.casefold().split() == owners.technical.casefold().split():
        message = (
            f"{owners.business} answers for the result and for safe operation; name a second person if there is one"
        )
        yield case.finding(CODE, SEVERITY, "owners.technical", message)

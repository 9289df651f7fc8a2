"""The pilot group are volunteers.

## What it does
Reads `groups.assignment`. Volunteers reach CONDITIONAL GO at most.

## Why it matters
People who choose a tool are keener, often better, and sometimes on the way up already. Their gain is not what the
others will have, and no formula takes that out.

## Example
    charters/support-desk.yaml:14:3 CMP102 conditional the pilot group are volunteers, ...

## What to do
Next time draw lots among the volunteers: half start now, half in two months. That costs nothing and settles it.

## Limits
It believes the charter; it cannot see in the data how people came into the pilot.

## Source
Selection bias; see Shadish, Cook & Campbell (2002), chapters 4 and 5.
"""

from __future__ import annotations

from collections.abc import Iterator

from pilotaudit.findings.base import Case, Finding, Severity

CODE = "CMP102"
SEVERITY: Severity = "block"

MESSAGE = (
    "the pilot group are volunteers, and keen people may have improved without the tool. "
    "Draw lots among the volunteers next time: half now, half later."
)


def check(case: Case) -> Iterator[Finding]:
    """Yield one finding when people chose themselves."""
    if case.charter.groups.assignment == "volunteers":
        yield case.finding(CODE, SEVERITY, "groups.assignment", MESSAGE, effect="conditional")

"""Something about the export is known from memory only.

## What it does
Names what was used of a preset that nobody has confirmed on documentation, real rows or code: the unit of a column,
a header in another language, a default.

## Why it matters
A unit that is wrong by a factor of 60 leaves a relative change as it is and makes every level, and every target that
is a level, wrong.

## Example
    charters/support-desk.yaml:33:3 DAT134 note of Jira issues it is known from memory only: "Time Spent": that it is in
    seconds ...

## What to do
Look at a few values in the system itself, and say in the charter what you saw: `durations`, `columns` or `dates`.

## Limits
None.

## Source
The files of the presets say for each fact where it is from.
"""

from __future__ import annotations

from collections.abc import Iterator

from pilotaudit.findings.base import Case, Finding, Severity

CODE = "DAT134"
SEVERITY: Severity = "note"


def check(case: Case) -> Iterator[Finding]:
    """Yield one finding when something unconfirmed was used."""
    found = None if case.panel is None else case.panel.export
    if found is None or not found.unconfirmed:
        return
    said = "; ".join(found.unconfirmed)
    message = f"of {found.label} it is known from memory only: {said}. Check it, and say it in the charter."
    yield case.finding(CODE, SEVERITY, "data.items", message)

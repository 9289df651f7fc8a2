"""The export is written otherwise than its system writes.

## What it does
Compares what is known of the system with what the file shows: the delimiter, the order of day and month, the spelling
of durations. The file is what counts; a difference is a note.

## Why it matters
It is the trace of a program in between. A spreadsheet that saves an export again turns dates round, drops seconds and
leading zeros, and may have changed more than can be seen.

## Example
    charters/support-desk.yaml:33:3 DAT132 note unlike an export of GitLab issues: "Closed At (UTC)" is written day
    first, not iso ...

## What to do
Ask how the file came about, and take the export itself where you can.

## Limits
Systems can be set to write otherwise; then there is nothing to do.

## Source
Real exports that had been saved again by a spreadsheet.
"""

from __future__ import annotations

from collections.abc import Iterator

from pilotaudit.findings.base import Case, Finding, Severity

CODE = "DAT132"
SEVERITY: Severity = "note"


def check(case: Case) -> Iterator[Finding]:
    """Yield one finding when the file shows something else than is known."""
    found = None if case.panel is None else case.panel.export
    if found is None or not found.differences:
        return
    said = "; ".join(found.differences)
    message = (
        f"unlike an export of {found.label}: {said}. It was read as it is written. Ask whether it was saved again."
    )
    yield case.finding(CODE, SEVERITY, "data.items", message)

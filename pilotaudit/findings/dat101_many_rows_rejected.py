"""More than 5 % of the rows could not be used: what rests on them cannot be trusted.

## What it does
Divides rejected rows (unreadable dates, values out of range, duplicates and the like) by all rows that were read. Rows
that were set aside on purpose (outside the windows, followed by a later update) are not rejected. Above 5 % the verdict
is held.

## Why it matters
Rows rarely break by chance alone. If the slow tickets lack an end date, the average of the rest is a fiction, and no
interval shows it.

## Example
    charters/support-desk.yaml:20:1 DAT101 hold 412 of 5,600 rows (7.4%) could not be used: 398 bad dates, 14
    duplicates ...

## What to do
List them with `--rejects PATH` (file, line, column and reason), repair the export, and run again.

## Limits
It knows how many rows are lost, not whether the lost ones differ.

## Source
Practice; the 5 % stand in the command line's contract.
"""

from __future__ import annotations

from collections.abc import Iterator

from pilotaudit import numbers
from pilotaudit.findings.base import TOLERANCE, Case, Finding, Severity, share_of

CODE = "DAT101"
SEVERITY: Severity = "block"

LARGEST_SHARE = 0.05


def check(case: Case) -> Iterator[Finding]:
    """Yield one finding when more than 5 % of the rows that were read are rejected."""
    if case.panel is None:
        return
    report = case.panel.report
    share = share_of(report.rows_rejected, report.rows_read)
    if share > LARGEST_SHARE + TOLERANCE:
        why = numbers.listed(tuple(f"{numbers.count(one.rows)} {one.reason}" for one in report.rejected))
        rows = f"{numbers.count(report.rows_rejected)} of {numbers.count(report.rows_read)} rows"
        lost = f"{rows} ({numbers.percent(share)})"
        message = f"{lost} could not be used: {why}. List them with --rejects and repair the export."
        yield case.finding(CODE, SEVERITY, "data.items", message, effect="hold")

"""Some rows could not be used.

## What it does
Says how many rows were rejected, by reason, when they are 5 % or less of the rows that were read.

## Why it matters
Rows never vanish silently. A few broken ones in an export are ordinary; their number should be known.

## Example
    charters/support-desk.yaml:20:1 DAT102 note 100 of 8,412 rows (1.2%) could not be used: 97 bad dates and 3
    duplicates.

## What to do
Nothing, or list them with `--rejects PATH` to repair the export.

## Limits
Above 5 % this becomes DAT101, which holds the verdict.

## Source
Practice.
"""

from __future__ import annotations

from collections.abc import Iterator

from pilotaudit import numbers
from pilotaudit.findings.base import TOLERANCE, Case, Finding, Severity, share_of

CODE = "DAT102"
SEVERITY: Severity = "note"

LARGEST_SHARE = 0.05


def check(case: Case) -> Iterator[Finding]:
    """Yield one finding when some rows, but no more than 5 %, are rejected."""
    if case.panel is None:
        return
    report = case.panel.report
    share = share_of(report.rows_rejected, report.rows_read)
    if 0 < share <= LARGEST_SHARE + TOLERANCE:
        why = numbers.listed(tuple(f"{numbers.count(one.rows)} {one.reason}" for one in report.rejected))
        rows = f"{numbers.count(report.rows_rejected)} of {numbers.count(report.rows_read)} rows"
        lost = f"{rows} ({numbers.percent(share)})"
        yield case.finding(CODE, SEVERITY, "data.items", f"{lost} could not be used: {why}.")

"""Ids repeat: the file may hold one row per update instead of one per item.

## What it does
Counts used rows whose id occurs more than once. Above 1 % of the rows the verdict is held; below, it is a note.

## Why it matters
An update log counts an item as often as somebody touched it. Long and troubled items weigh most, and the verdict
rests on how often people click, not on how the work went.

## Example
    charters/servicenow.yaml:21:3 DAT103 hold ids repeat in 116,794 of 141,712 rows. Does the file hold one row
    per update? ...

## What to do
Say `one_row_per: number` (and `latest_by`, the column that orders the updates) under `data.items`, so that the last
row of each item is taken. If the column is not an id, map the right one under `columns`.

## Limits
It needs an id column. Rows that are alike in every column are rejected as duplicates before this check.

## Source
Practice; the 1 % are this tool's own choice.
"""

from __future__ import annotations

from collections.abc import Iterator

from pilotaudit import numbers
from pilotaudit.findings.base import Case, Finding, Severity, share_of

CODE = "DAT103"
SEVERITY: Severity = "block"

LARGEST_SHARE = 0.01
REMEDY = "Does the file hold one row per update? Say `one_row_per` and `latest_by` under data.items."


def check(case: Case) -> Iterator[Finding]:
    """Yield a finding when ids repeat: a hold above 1 % of the rows, else a note."""
    if case.panel is None or case.panel.report.repeated_ids == 0:
        return
    report = case.panel.report
    repeated = f"ids repeat in {numbers.count(report.repeated_ids)} of {numbers.plural(report.rows_used, 'row')}"
    if share_of(report.repeated_ids, report.rows_used) > LARGEST_SHARE:
        yield case.finding(CODE, SEVERITY, "data.items", f"{repeated}. {REMEDY}", effect="hold")
    else:
        yield case.finding(CODE, "note", "data.items", f"{repeated}.")

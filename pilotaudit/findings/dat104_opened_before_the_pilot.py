"""Many items were opened before the pilot and finished in it.

## What it does
Counts items finished in the pilot window that were opened before its first day. More than 20 % is a warning.

## Why it matters
Such items were partly worked without the tool, and the oldest backlog closes first: durations at the start of a pilot
say more about the backlog than about the tool.

## Example
    charters/support-desk.yaml:9:3 DAT104 warn 31.0% of the items finished in the pilot were opened before it ...

## What to do
Let the pilot run longer, or keep only items opened in it (`where`). Settling weeks take most of them away.

## Limits
It needs a column for when an item was opened.

## Source
Contract of the charter: items opened before the pilot and finished in it are counted and flagged when many; the 20 %
are this tool's own choice.
"""

from __future__ import annotations

from collections.abc import Iterator

from pilotaudit import numbers
from pilotaudit.findings.base import Case, Finding, Severity, share_of

CODE = "DAT104"
SEVERITY: Severity = "warn"

LARGEST_SHARE = 0.20


def check(case: Case) -> Iterator[Finding]:
    """Yield one finding when more than 20 % of the pilot's items were opened before it."""
    if case.panel is None or case.primary is None or case.primary.metric.key not in case.panel.metrics:
        return
    cells = case.panel.metrics[case.primary.metric.key]
    share = share_of(case.panel.report.opened_before, float(cells.rows[cells.week >= 0].sum()))
    if share > LARGEST_SHARE:
        early = f"{numbers.percent(share)} of the items finished in the pilot were opened before it"
        message = f"{early}, so part of their work was done without the tool. Let the pilot run longer."
        yield case.finding(CODE, SEVERITY, "window.pilot", message)

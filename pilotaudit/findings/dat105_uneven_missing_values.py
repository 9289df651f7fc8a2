"""Values are missing more often in one group than in the other.

## What it does
For every metric, compares the share of blank values among the used rows of both groups. A difference of more than 5
percentage points is a warning.

## Why it matters
If the tool (or the people using it) fills a field more often, or skips it, the groups are not measured alike. An
effect may be one of recording.

## Example
    charters/support-desk.yaml:18:3 DAT105 warn Error rate: blank in 1.0% of control rows and 9.0% of treatment
    rows ...

## What to do
Ask why the field is filled differently, and repair the export or choose a field that both groups fill alike.

## Limits
It sees blanks, not wrong values.

## Source
Practice (coverage in both groups and periods); the 5 points are this tool's own choice.
"""

from __future__ import annotations

from collections.abc import Iterator

from pilotaudit import numbers
from pilotaudit.findings.base import TOLERANCE, Case, Finding, Severity, path_of, share_of

CODE = "DAT105"
SEVERITY: Severity = "warn"

LARGEST_DIFFERENCE = 0.05


def check(case: Case) -> Iterator[Finding]:
    """Yield one finding per metric that is blank more than 5 points more often in one group."""
    if case.panel is None:
        return
    for one in case.measured:
        control, treatment = _blank_shares(case, one.metric.key)
        if one.role != "rollback" and abs(treatment - control) > LARGEST_DIFFERENCE + TOLERANCE:
            both = f"{numbers.percent(control)} of control rows and {numbers.percent(treatment)} of treatment rows"
            message = f"{one.metric.label}: blank in {both}, so the groups are not measured alike. Find out why."
            yield case.finding(CODE, SEVERITY, path_of(one), message, metric=one.metric.key)


def _blank_shares(case: Case, key: str) -> tuple[float, float]:
    """Share of used rows whose value is blank, (control, treatment); the same where a group has no rows at all."""
    if case.panel is None or key not in case.panel.metrics:
        return 0.0, 0.0
    cells, blank = case.panel.metrics[key], case.panel.report.missing.get(key, (0, 0))
    filled = [float(cells.rows[cells.arm == arm].sum()) for arm in (0, 1)]
    rows = [blank[arm] + filled[arm] for arm in (0, 1)]
    return (share_of(blank[0], rows[0]), share_of(blank[1], rows[1])) if all(rows) else (0.0, 0.0)

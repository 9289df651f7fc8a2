"""There is no baseline: nothing shows how the work went before the pilot.

## What it does
Looks for measured rows before the pilot. It holds the verdict when the charter says that there is no baseline, or
when the baseline window holds no usable row of the primary metric. A pilot that was declared randomised gets a note
instead.

## Why it matters
Without a "before" there is no claim of improvement. Groups that nobody drew by lot differ from the start, and a
baseline that is only a stated number cannot be checked. Where a lot decided, the control group takes the place of the
past.

## Example
    charters/support-desk.yaml:11:3 BAS101 hold the charter has no baseline (lost in the migration), ...

## What to do
Export the weeks before the first pilot day (28 days are advised) and name them in `window.baseline`. If they are
lost, assign people by lot and compare after the start, or extend the pilot by a switch-off that can serve as a
baseline.

## Limits
It sees the windows and the rows inside them, not whether those weeks were normal.

## Source
Practice: without a baseline there is no claim of improvement.
"""

from __future__ import annotations

from collections.abc import Iterator

from pilotaudit.charter.model import NoBaseline
from pilotaudit.findings.base import Case, Effect, Finding, Severity

CODE = "BAS101"
SEVERITY: Severity = "block"

REMEDY = "so no improvement can be claimed. Export the weeks before the first pilot day, or assign people by lot."


def check(case: Case) -> Iterator[Finding]:
    """Yield one finding when the baseline is missing, on paper or in the data."""
    baseline = case.charter.window.baseline
    if isinstance(baseline, NoBaseline):
        missing = f"the charter has no baseline ({baseline.none})"
    elif _is_empty(case):
        missing = f"no usable row lies in the baseline window, {baseline}"
    else:
        return
    if case.charter.groups.assignment == "randomised" and case.charter.groups.no_control is None:
        message = f"{missing}; people were assigned by lot, so the groups are compared after the start."
        yield case.finding(CODE, "note", "window.baseline", message)
        return
    effect: Effect = "hold"
    yield case.finding(CODE, SEVERITY, "window.baseline", f"{missing}, {REMEDY}", effect=effect)


def _is_empty(case: Case) -> bool:
    """Whether the primary metric has rows, but none before the first pilot day."""
    if case.panel is None or case.primary is None or case.primary.metric.key not in case.panel.metrics:
        return False
    weeks = case.panel.metrics[case.primary.metric.key].week
    return weeks.size > 0 and not bool((weeks < 0).any())

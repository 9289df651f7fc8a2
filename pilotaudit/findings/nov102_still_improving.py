"""The effect is still improving.

## What it does
Compares the late half with the earlier settled weeks, per unit and against control. A gain that grew, beyond chance
(one-sided 95 %), is noted.

## Why it matters
A learning curve: the settled average understates what may come. It is said, and never added to the verdict.

## Example
    charters/support-desk.yaml:16:3 NOV102 note Average handling time: still improving, from -6.0% to -13.0% ...

## What to do
Nothing, or extend the pilot to see where it levels off.

## Limits
A few weeks do not show where a curve ends. Without control a season looks the same, which the message says; where
nothing is known per unit (a group that is one unit, no unit known, rows as units) nothing is said.

## Source
Practice.
"""

from __future__ import annotations

from collections.abc import Iterator

from pilotaudit.findings.base import Case, Finding, Severity, path_of
from pilotaudit.findings.weeks import contrast, gain, gain_text

CODE = "NOV102"
SEVERITY: Severity = "note"


def check(case: Case) -> Iterator[Finding]:
    """Yield one finding when the late half of the primary is better than the earlier settled weeks."""
    one, panel = case.primary, case.panel
    if one is None or panel is None or len(panel.timeline.settled) < 2:
        return
    late = panel.timeline.late
    early = panel.timeline.settled[: -len(late)]
    before, after, change = gain(one, early), gain(one, late), contrast(one, panel, early, late)
    if before is not None and after is not None and change is not None and change.quantile(0.05) > 0:
        moved = f"from {gain_text(one, before)} to {gain_text(one, after)}"
        season = "" if one.control.units else " Without control a season looks so."
        message = f"{one.metric.label}: still improving, {moved} within the settled weeks.{season}"
        yield case.finding(CODE, SEVERITY, path_of(one), message, metric=one.metric.key)

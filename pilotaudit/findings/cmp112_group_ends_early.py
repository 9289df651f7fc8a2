"""One group stops before the end of the pilot.

## What it does
Looks at the last judged weeks. When one group has under a tenth of its usual rows in each of the last two (or in the
only week of the late half) while the other goes on, the verdict is held.

## Why it matters
From then on there is nothing to compare with. The judged weeks of one group would be held against other weeks of the
other, and whatever the season did in between would count as an effect.

## Example
    charters/support-desk.yaml:12:3 CMP112 hold control stops before the end: it has 3 rows in the week of 2026-03-09
    and 0 in that of 2026-03-16, of 310 usual ones. ...

## What to do
Find out where the group went: moved to the tool early, renamed, or left out of the export. If it was moved, let the
pilot window end on the day before; the verdict is then about the weeks in which there were two groups.

## Limits
A tenth, because late closures and reopened items remain when a queue is closed; two weeks, because one may be a
holiday, which CMP113 names. A group that shrinks without ending is not seen here; turnover of units is CMP108.

## Source
Practice; both thresholds are this tool's own choice.
"""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from pilotaudit import numbers
from pilotaudit.findings.base import Case, Finding, Severity
from pilotaudit.findings.volumes import gone, volumes

CODE = "CMP112"
SEVERITY: Severity = "block"


def check(case: Case) -> Iterator[Finding]:
    """Yield one finding when a group is gone in the last judged weeks."""
    weeks = gone(case)
    if not weeks or case.panel is None or case.primary is None:
        return
    arm, timeline = weeks[0].arm, case.panel.timeline
    known = volumes(case, (*timeline.baseline_weeks, *timeline.pilot_weeks))
    usual = round(median(one.a_week for one in known if one.arm == arm and one.rows > 0))
    group = "the pilot group" if arm else "control"
    rows = [f"{numbers.plural(round(one.rows), 'row')} in the week of {one.starts}" for one in weeks[:2]]
    message = (
        f"{group} stops before the end: it has {numbers.listed(rows)}, of {numbers.count(usual)} usual ones. Let the "
        "pilot window end before, or find the rows."
    )
    yield case.finding(CODE, SEVERITY, "window.pilot", message, effect="hold", metric=case.primary.metric.key)

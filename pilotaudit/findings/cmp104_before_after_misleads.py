"""Before/after shows a gain that the control group had too.

## What it does
Compares two views of the primary metric: the pilot group against its own past, and pilot against control before and
after. It warns when the first shows a gain (two-sided 95 %), the second shows none, and the control group moved the
same way by at least half as much.

## Why it matters
This is the classic false positive: a quiet season or a change that hit both groups. Before/after passes, and the tool
had nothing to do with it.

## Example
    charters/season.yaml:16:3 CMP104 warn Average handling time: before/after alone shows -14.2%, but the control
    group
    moved by -13.5% too. ...

## What to do
Believe the comparison with control. It is the one that decides.

## Limits
It needs a control group with a baseline.

## Source
Practice.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from pilotaudit import numbers
from pilotaudit.estimates.model import Estimate, Measured
from pilotaudit.findings.base import Case, Finding, Severity, path_of

CODE = "CMP104"
SEVERITY: Severity = "warn"

ALIKE = 0.5


def check(case: Case) -> Iterator[Finding]:
    """Yield one finding when the primary's before/after gain is shared by the control group."""
    one = case.primary
    if one is None or not isinstance(one.pre_post, Estimate) or not isinstance(one.test, Estimate):
        return
    control = _control_change(one)
    if control is None or not _shows_gain(one.pre_post, one) or _shows_gain(one.test, one):
        return
    if control / one.pre_post.center >= ALIKE:
        own, other = (numbers.signed_percent(math.expm1(change)) for change in (one.pre_post.center, control))
        moved = f"before/after alone shows {own}, but the control group moved by {other} too"
        message = f"{one.metric.label}: {moved}. Season or a change that hit both explains it; control decides."
        yield case.finding(CODE, SEVERITY, path_of(one), message, metric=one.metric.key)


def _shows_gain(estimate: Estimate, measured: Measured) -> bool:
    return estimate.towards(measured.metric.better).quantile(0.025) > 0


def _control_change(measured: Measured) -> float | None:
    """Log change of the control group's level from baseline to the judged weeks."""
    before, after = measured.control_baseline, measured.control_after
    return math.log(after / before) if before and after and before > 0 and after > 0 else None

"""Units of the pilot group started in different weeks.

## What it does
Finds the first pilot week in which each unit of the pilot group used the tool (`ai_used`). Units that started two
weeks or more after the first ones are late. It warns when more than 20 % of the units that ever used it are late, and
says how many of them started only after the settling weeks, inside the weeks that are judged.

## Why it matters
The pilot has one start. Units that wait count as helped while they are not, which makes a real effect look smaller,
and the weeks in which they learn are judged, though settling weeks exist to leave them out.

## Example
    charters/support-desk.yaml:12:3 CMP110 warn 5 of 12 units of the pilot group first used the tool two weeks or more
    after the first ones, 3 of them in weeks that are judged. ...

## What to do
Let the pilot window start when all have access, or lengthen `window.settle_in` until the last ones have settled. A
planned rollout in waves is a pilot per wave, each with its own control.

## Limits
It needs an `ai_used` column, and sees use, not access: people who could have started and did not look the same. A unit
that never used the tool is not late; weekly use counts it. One unit in five may be late without a warning, as people
are away for a fortnight.

## Source
Goodman-Bacon (2021) on staggered starts; two weeks and 20 % are this tool's own choice.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pilotaudit import numbers
from pilotaudit.findings.base import TOLERANCE, Case, Finding, Severity

if TYPE_CHECKING:
    from pilotaudit.panel.model import IntArray, Used

CODE = "CMP110"
SEVERITY: Severity = "warn"

LATE_WEEKS, LARGEST_SHARE = 2, 0.20


def check(case: Case) -> Iterator[Finding]:
    """Yield one finding when more than a fifth of the users started late."""
    panel = case.panel
    if panel is None or panel.used is None or not (panel.has_units and panel.weekly):
        return
    starts = first_weeks(panel.used)
    if starts.size == 0:
        return
    late = starts >= int(starts.min()) + LATE_WEEKS
    if late.sum() > LARGEST_SHARE * starts.size + TOLERANCE:
        settled = panel.timeline.settled
        judged = int((starts[late] > min(settled)).sum()) if settled else 0
        of = f"{numbers.count(int(late.sum()))} of {numbers.plural(starts.size, 'unit')} of the pilot group"
        when = f", {numbers.count(judged)} of them in weeks that are judged" if judged else ""
        message = (
            f"{of} first used the tool two weeks or more after the first ones{when}. Let the pilot start with all."
        )
        yield case.finding(CODE, SEVERITY, "window.pilot", message)


def first_weeks(used: Used) -> IntArray:
    """First pilot week with AI help of every treated unit that has one, in the order of the units."""
    import numpy as np

    active = (used.arm == 1) & (used.week >= 0) & (used.used > 0)
    order = np.lexsort((used.week[active], used.unit[active]))
    unit, week = used.unit[active][order], used.week[active][order]
    starts: IntArray = week[np.unique(unit, return_index=True)[1]]
    return starts

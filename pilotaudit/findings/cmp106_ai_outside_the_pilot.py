"""AI was used where it should not have been: in control, or before the pilot.

## What it does
Counts rows with AI help in the control group and in the baseline. More than 5 % in either is a warning.

## Why it matters
A comparison with people who use the tool too, or with weeks in which it was already tried, hides part of the effect,
or all of it.

## Example
    charters/support-desk.yaml:14:1 CMP106 warn AI was used in 10.0% of the control group's rows ...

## What to do
Switch it off for the control group, let the baseline end before the first trial, or move the people who use it into
the pilot group before it starts, never afterwards.

## Limits
It needs an `ai_used` column. The verdict compares the groups as they were assigned, whoever used what.

## Source
Practice; the 5 % are this tool's own choice. Intention to treat: Fisher et al. (1990).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pilotaudit import numbers
from pilotaudit.findings.base import TOLERANCE, Case, Finding, Severity, share_of

if TYPE_CHECKING:
    from pilotaudit.panel.model import Used

CODE = "CMP106"
SEVERITY: Severity = "warn"

LARGEST_SHARE = 0.05


def check(case: Case) -> Iterator[Finding]:
    """Yield one finding when more than 5 % of the rows had AI help in control or in the baseline."""
    if case.panel is None or case.panel.used is None:
        return
    shares = _shares(case.panel.used)
    worst = [f"{numbers.percent(share)} of {where}" for where, share in shares if share > LARGEST_SHARE + TOLERANCE]
    if worst:
        message = f"AI was used in {numbers.listed(worst)}, which hides part of the effect. Switch it off there."
        yield case.finding(CODE, SEVERITY, "groups", message)


def _shares(used: Used) -> tuple[tuple[str, float], ...]:
    """Share of rows with AI help: control during the pilot, and everybody before it."""
    control, before = (used.arm == 0) & (used.week >= 0), used.week < 0
    return tuple(
        (where, share_of(float(used.used[chosen].sum()), float(used.rows[chosen].sum())))
        for where, chosen in (("the control group's rows", control), ("the baseline's rows", before))
    )

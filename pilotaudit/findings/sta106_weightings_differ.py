"""The two weightings differ: the effect sits in small or in large units.

## What it does
Compares the unit log change (each unit counts once) with the event-weighted ratio (each row counts once). A gap of
more than a third of the target is a warning.

## Why it matters
If mostly the busiest people gain, the average unit does not; if mostly occasional users gain, the total hardly moves.
Expanding to others will not repeat the headline.

## Example
    charters/support-desk.yaml:16:3 STA106 warn Average handling time: -7.5% per unit, -13.2% over all rows. ...

## What to do
Look at the size of the units that gained. The figure over all rows is the one held against the target.

## Limits
With few units the two differ by chance too. A weekly series of whole groups has one weighting and is not looked at.

## Source
The formulas of the first rung, in this tool's manual.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from pilotaudit import numbers
from pilotaudit.estimates.model import Estimate
from pilotaudit.findings.base import Case, Finding, Severity, path_of

CODE = "STA106"
SEVERITY: Severity = "warn"

LARGEST_PART_OF_TARGET = 1 / 3


def check(case: Case) -> Iterator[Finding]:
    """Yield one finding when the two figures differ by more than a third of the target."""
    one = case.aimed
    if one is None or not one.needed or not isinstance(one.test, Estimate) or not isinstance(one.size, Estimate):
        return
    if one.test.scale != "log" or one.size.scale != "log" or one.test.mixture is not None:
        return
    if abs(one.size.center - one.test.center) > abs(one.needed) * LARGEST_PART_OF_TARGET:
        test, other = (numbers.signed_percent(math.expm1(value)) for value in (one.test.center, one.size.center))
        message = (
            f"{one.metric.label}: {test} per unit, {other} over all rows. The effect sits in small or in large units."
        )
        yield case.finding(CODE, SEVERITY, path_of(one), message, metric=one.metric.key)

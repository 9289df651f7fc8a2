"""The raw and the adjusted effect differ: the case mix matters.

## What it does
Compares the effect of the primary metric with and without the adjustment for segments. A gap of more than a third of
the target is a warning.

## Why it matters
When much of a change comes from other work arriving, the adjustment carries the verdict. It is right if the segments
are, and nobody can see that in the figures.

## Example
    charters/support-desk.yaml:16:3 STA105 warn Average handling time: -13.2% adjusted for case mix, -6.0% as
    counted. ...

## What to do
Ask why the mix changed, and whether the tool or its users changed how work is categorised.

## Limits
It needs a segment column.

## Source
Simpson (1951); direct standardisation as in Kitagawa (1955).
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from pilotaudit import numbers
from pilotaudit.estimates.model import Estimate, Measured, Refusal
from pilotaudit.findings.base import Case, Finding, Severity, path_of

CODE = "STA105"
SEVERITY: Severity = "warn"

LARGEST_PART_OF_TARGET = 1 / 3


def check(case: Case) -> Iterator[Finding]:
    """Yield one finding when the two figures differ by more than a third of the target."""
    one = case.aimed
    if one is None or not one.needed:
        return
    adjusted, raw = _change(one.test, one), _change(one.raw, one)
    if adjusted is None or raw is None:
        return
    if abs(raw - adjusted) > abs(one.needed) * LARGEST_PART_OF_TARGET:
        test, other = (numbers.signed_percent(math.expm1(value)) for value in (adjusted, raw))
        message = (
            f"{one.metric.label}: {test} adjusted for case mix, {other} as counted. Ask why the mix of work changed."
        )
        yield case.finding(CODE, SEVERITY, path_of(one), message, metric=one.metric.key)


def _change(outcome: Estimate | Refusal, one: Measured) -> float | None:
    """A log change; a difference of levels is held against the level expected."""
    if isinstance(outcome, Refusal) or outcome.scale == "log":
        return None if isinstance(outcome, Refusal) else outcome.center
    expected = one.counterfactual
    ratio = 1 + outcome.center / expected if expected else 0.0
    return math.log(ratio) if ratio > 0 else None

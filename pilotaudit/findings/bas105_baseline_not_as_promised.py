"""The measured baseline is not the one that was promised.

## What it does
Compares the level measured in the baseline window, over the pilot group, with the `baseline` written beside the
target. More than 10 % apart is a warning that names both.

## Why it matters
A target was agreed on a number. If the true number differs, the same percentage means another saving, and "at most 16
minutes" may already be true or out of reach.

## Example
    charters/support-desk.yaml:17:3 BAS105 warn average handling time: the promised baseline is 18.4 min, measured
    22.0 min ...

## What to do
Find out which is right: another population, another definition, or a guess. The verdict uses the measured one.

## Limits
It compares levels over the whole window; it does not adjust for another case mix.

## Source
Practice; the 10 % are this tool's own choice.
"""

from __future__ import annotations

from collections.abc import Iterator

from pilotaudit import numbers
from pilotaudit.estimates.model import Measured
from pilotaudit.estimates.targets import as_level
from pilotaudit.findings.base import TOLERANCE, Case, Finding, Severity, path_of
from pilotaudit.phrases import Quantity

CODE = "BAS105"
SEVERITY: Severity = "warn"

LARGEST_DIFFERENCE = 0.10


def check(case: Case) -> Iterator[Finding]:
    """Yield one finding per metric whose promised baseline is more than 10 % off."""
    aims = {**case.charter.primary, **case.charter.secondary}
    for one in case.measured:
        aim = aims.get(one.metric.key)
        if one.role in ("primary", "secondary") and aim is not None and aim.baseline is not None:
            yield from _compared(case, one, aim.baseline)


def _compared(case: Case, one: Measured, promised: Quantity) -> Iterator[Finding]:
    stated = as_level(promised, one.metric)
    if one.baseline is None or stated == 0 or abs(one.baseline / stated - 1) <= LARGEST_DIFFERENCE + TOLERANCE:
        return
    off = numbers.signed_percent(one.baseline / stated - 1)
    measured, said = (numbers.level(value, one.metric.unit, one.metric.kind) for value in (one.baseline, stated))
    message = (
        f"{one.metric.label}: the promised baseline is {said}, measured {measured} ({off}). Find out which is right."
    )
    yield case.finding(CODE, SEVERITY, f"{path_of(one)}.baseline", message, metric=one.metric.key)

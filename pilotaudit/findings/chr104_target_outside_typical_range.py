"""The target is outside the range that is usual for this metric.

## What it does
Compares the target of a primary or secondary metric with the range in the catalogue (`pilotaudit metrics KEY`).
Above it is a warning, below it a note; the ends belong to the range.

## Why it matters
A target far above what such pilots reach is missed by good pilots. One far below is met by pilots that are not worth
their price, and by chance.

## Example
`primary: {average_handling_time: -40%}` against a usual improvement of 5% to 15%.

## What to do
Take a target that would be worth the cost and that others have reached, or write down why this pilot is different.
A target should lie below the effect one hopes for: at exactly the target, the chance to show it is small.

## Limits
Only changes in the unit of the range are compared; absolute targets and levels are not, and few metrics have a range.
The ranges are rules of thumb.

## Source
Practice; the ranges stand in the catalogue.
"""

from __future__ import annotations

from collections.abc import Iterator

from pilotaudit.charter.model import Aim
from pilotaudit.charter.roles import metric_of
from pilotaudit.findings.base import Case, Finding, Severity
from pilotaudit.phrases import Change

CODE = "CHR104"
SEVERITY: Severity = "warn"


def check(case: Case) -> Iterator[Finding]:
    """One finding for every target above or below its metric's range."""
    for block, aims in (("primary", case.charter.primary), ("secondary", case.charter.secondary)):
        for key, aim in aims.items():
            yield from _target(case, f"{block}.{key}", key, aim)


def _target(case: Case, path: str, key: str, aim: Aim) -> Iterator[Finding]:
    metric = metric_of(key, case.charter)
    change = aim.target
    if metric.typical is None or not isinstance(change, Change) or change.amount.unit != metric.typical_unit:
        return
    low, high = sorted(abs(end) for end in metric.typical)
    size = abs(change.amount.value)
    usual = f"the usual improvement of {low:f}{metric.typical_unit} to {high:f}{metric.typical_unit}"
    if size > high:
        message = (
            f"the target {change} of {key} is above {usual}; expect to miss it, or write down why it is within reach"
        )
        yield case.finding(CODE, SEVERITY, path, message)
    elif size < low:
        message = f"the target {change} of {key} is below {usual}; ask whether it is worth the cost"
        yield case.finding(CODE, "note", path, message)

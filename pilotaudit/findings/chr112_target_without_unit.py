"""A target without a unit.

## What it does
Names a target that is a bare number, such as `-10`, where the metric has a unit of its own that is not a count of
points, and says how it is read.

## Why it matters
A bare number stands in the metric's own unit. Whoever forgets the percent sign has promised ten minutes and not a
tenth, and the verdict is about the ten minutes.

## Example
    charters/support-desk.yaml:22:3 CHR112 warn the target -10 of average_handling_time is read as -10 min; write
    -10 min, or -10% for a share

## What to do
Write the unit, or the percent sign.

## Limits
Scores and counts have no unit to be mistaken; their bare numbers are taken as they stand.

## Source
The charter's phrases: a number without a unit stands in the metric's own.
"""

from __future__ import annotations

from collections.abc import Iterator

from pilotaudit.charter.model import Aim
from pilotaudit.charter.roles import metric_of
from pilotaudit.findings.base import Case, Finding, Severity
from pilotaudit.phrases import Change
from pilotaudit.quantities import is_currency, is_time

CODE = "CHR112"
SEVERITY: Severity = "warn"


def check(case: Case) -> Iterator[Finding]:
    """One finding for every target that could lack its percent sign."""
    for block, aims in (("primary", case.charter.primary), ("secondary", case.charter.secondary)):
        for key, aim in aims.items():
            yield from _target(case, f"{block}.{key}", key, aim)


def _target(case: Case, path: str, key: str, aim: Aim) -> Iterator[Finding]:
    change, unit = aim.target, metric_of(key, case.charter).unit
    if not isinstance(change, Change) or change.amount.unit or not (is_time(unit) or is_currency(unit)):
        return
    message = (
        f"the target {change} of {key} is read as {change} {unit}; write {change} {unit}, or {change}% for a share"
    )
    yield case.finding(CODE, SEVERITY, path, message)

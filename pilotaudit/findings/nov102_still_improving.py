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
A few weeks do not show where a curve ends.

## Source
Practice.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pilotaudit import numbers
from pilotaudit.estimates.methods import own_past, two_windows
from pilotaudit.estimates.model import Estimate, Measured
from pilotaudit.estimates.sums import Sample
from pilotaudit.findings.base import Case, Finding, Severity, path_of
from pilotaudit.panel.model import Panel

CODE = "NOV102"
SEVERITY: Severity = "note"


def check(case: Case) -> Iterator[Finding]:
    """Yield one finding when the late half of the primary is better than the earlier settled weeks."""
    one, panel = case.primary, case.panel
    if one is None or panel is None or len(panel.timeline.settled) < 2 or one.metric.key not in panel.metrics:
        return
    late = panel.timeline.late
    early = panel.timeline.settled[: -len(late)]
    before, after = _gain(one, early), _gain(one, late)
    contrast = _contrast(one, panel, early, late)
    if before is None or after is None or contrast is None or after <= before:
        return
    if contrast.towards(one.metric.better).quantile(0.05) > 0:
        change = f"from {_text(one, before)} to {_text(one, after)}"
        message = f"{one.metric.label}: still improving, {change} within the settled weeks."
        yield case.finding(CODE, SEVERITY, path_of(one), message, metric=one.metric.key)


def _contrast(one: Measured, panel: Panel, early: tuple[int, ...], late: tuple[int, ...]) -> Estimate | None:
    """Late weeks against early ones, per unit and against control, as if the early ones were the baseline."""
    cells, shift = panel.metrics[one.metric.key], min(late)
    moved = replace(cells, week=cells.week - shift)
    weeks = tuple(week - shift for week in early), tuple(week - shift for week in late)
    method = two_windows() if one.control.units else own_past()
    test, _ = method.compare(Sample(moved, *weeks, one.metric.kind == "proportion"))
    return test if isinstance(test, Estimate) and test.scale == "log" else None


def _gain(one: Measured, weeks: Sequence[int]) -> float | None:
    found = [each.effect for each in one.weekly if each.week in weeks and each.effect is not None]
    gains = [effect.towards(one.metric.better).center for effect in found if effect.scale == "log"]
    return sum(gains) / len(gains) if gains else None


def _text(one: Measured, gain: float) -> str:
    return numbers.signed_percent(math.expm1(-gain if one.metric.better == "lower" else gain))

"""The groups were not alike before the pilot.

## What it does
Compares both groups in the baseline: the level of the primary metric over units, as a standardised difference, and
the shares of the segments. It warns when the difference is above 0.25 standard deviations and more than chance gives
between so few units (two-sided 95 %), or when a segment's share differs by more than 10 percentage points.

## Why it matters
Groups that start apart tend to move apart by themselves: the worse one drifts back to the mean, other work has
another season. The change of each unit and the adjustment for case mix take out much of it, not all.

## Example
    charters/support-desk.yaml:14:1 CMP105 warn the groups were not alike before the pilot: complex is 40.0% of
    the
    treatment group's work and 18.0% of control's. ...

## What to do
Choose a control from the same pool, matched one by one, or draw lots.

## Limits
Few units differ by chance alone, hence the second condition on the level. What was never recorded cannot be compared.

## Source
Practice; a standardised difference of 0.25 after Imbens & Rubin (2015), chapter 14.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pilotaudit import numbers
from pilotaudit.findings.base import TOLERANCE, Case, Finding, Severity, share_of

if TYPE_CHECKING:
    from pilotaudit.panel.model import Cells, FloatArray

CODE = "CMP105"
SEVERITY: Severity = "warn"

LARGEST_DIFFERENCE, LARGEST_SHIFT = 0.25, 0.10
CONFIDENCE = 0.95


def check(case: Case) -> Iterator[Finding]:
    """Yield one finding that names the level, the mix, or both."""
    if case.panel is None or case.primary is None or case.primary.metric.key not in case.panel.metrics:
        return
    cells = case.panel.metrics[case.primary.metric.key]
    unlike = (*_levels(case, cells), *_mix(case, cells))
    if unlike:
        message = f"the groups were not alike before the pilot: {'; '.join(unlike)}. Choose control from the same pool."
        yield case.finding(CODE, SEVERITY, "groups", message)


def _levels(case: Case, cells: Cells) -> Iterator[str]:
    import numpy as np
    from scipy.special import stdtrit

    control, treated = (_unit_levels(cells, arm) for arm in (0, 1))
    if min(control.size, treated.size) < 2 or case.primary is None:
        return
    variances = [float(values.var(ddof=1)) for values in (control, treated)]
    apart, spread = float(treated.mean() - control.mean()), float(np.sqrt(sum(variances) / 2))
    error = float(np.sqrt(variances[0] / control.size + variances[1] / treated.size))
    chance = float(stdtrit(min(control.size, treated.size) - 1.0, 0.5 + CONFIDENCE / 2)) * error
    if abs(apart) > LARGEST_DIFFERENCE * spread and abs(apart) > chance:
        metric = case.primary.metric
        means = (numbers.level(float(values.mean()), metric.unit, metric.kind) for values in (treated, control))
        yield "{} stood at {} in the treatment group and {} in control".format(metric.label.lower(), *means)


def _unit_levels(cells: Cells, arm: int) -> FloatArray:
    """Baseline level of each unit of an arm, in the metric's unit."""
    import numpy as np

    chosen = (cells.arm == arm) & (cells.week < 0) & (cells.size > 0)
    units, place = np.unique(cells.unit[chosen], return_inverse=True)
    total, size = (
        np.bincount(place, weights=values[chosen], minlength=units.size) for values in (cells.total, cells.size)
    )
    levels: FloatArray = total / size
    return levels


def _mix(case: Case, cells: Cells) -> Iterator[str]:
    """The segment whose share differs most, when that is too much."""
    before = [float(cells.size[(cells.arm == arm) & (cells.week < 0)].sum()) for arm in (0, 1)]
    names = () if case.panel is None or min(before) <= 0 else case.panel.segments
    shares = [(_share(cells, 1, place), _share(cells, 0, place), name) for place, name in enumerate(names)]
    treated, control, name = max(shares, key=lambda one: abs(one[0] - one[1]), default=(0.0, 0.0, ""))
    if abs(treated - control) > LARGEST_SHIFT + TOLERANCE:
        both = f"{numbers.percent(treated)} of the treatment group's work and {numbers.percent(control)} of control's"
        yield f"{name or 'work without a segment'} is {both}"


def _share(cells: Cells, arm: int, segment: int) -> float:
    chosen = (cells.arm == arm) & (cells.week < 0)
    whole = float(cells.size[chosen].sum())
    return share_of(float(cells.size[chosen & (cells.segment == segment)].sum()), whole) if whole else 0.0

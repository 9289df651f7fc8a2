"""The groups were not alike before the pilot.

## What it does
Compares both groups in the baseline: the level of the primary metric over units, the rows per unit (on the log scale),
both as standardised differences, and the shares of the segments. It warns when a difference is above 0.25 standard
deviations and more than chance gives between so few units, or when a segment's share differs by more than 10
percentage points.

## Why it matters
Groups that start apart tend to move apart by themselves: the worse one drifts back to the mean, people with twice the
work feel a rush twice as much, other work has another season. The change of each unit and the adjustment for case mix
take out much of it, not all.

## Example
    charters/support-desk.yaml:14:1 CMP105 warn the groups were not alike before the pilot: complex is 40.0% of the
    treatment group's work and 18.0% of control's. ...

## What to do
Choose a control from the same pool, matched one by one, or draw lots.

## Limits
Few units differ by chance alone, hence the second condition on level and rows: two-sided 97.5 % each, so that at most
one pair of like groups in twenty is called unlike. What was never recorded cannot be compared.

## Source
Practice; a standardised difference of 0.25 after Imbens & Rubin (2015), chapter 14; 10 points are this tool's choice.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pilotaudit import numbers
from pilotaudit.findings.base import TOLERANCE, Case, Finding, Severity, share_of
from pilotaudit.findings.baselines import before

if TYPE_CHECKING:
    from pilotaudit.findings.baselines import Before
    from pilotaudit.metrics.base import Metric
    from pilotaudit.panel.model import Cells, FloatArray, IntArray

CODE = "CMP105"
SEVERITY: Severity = "warn"

LARGEST_DIFFERENCE, LARGEST_SHIFT = 0.25, 0.10
CONFIDENCE = 0.975


def check(case: Case) -> Iterator[Finding]:
    """Yield one finding that names the level, the rows per unit, the mix, or several of them."""
    if case.panel is None or case.primary is None or case.primary.metric.key not in case.panel.metrics:
        return
    metric = case.primary.metric
    cells, units = case.panel.metrics[metric.key], before(case.panel, metric)
    # What is counted per unit and day has its volume as its level.
    volume = _volume(units) if case.panel.has_units and metric.kind != "count" else ()
    unlike = (*_level(units, metric), *volume, *_mix(cells, case.panel.segments))
    if unlike:
        message = f"the groups were not alike before the pilot: {'; '.join(unlike)}. Choose control from the same pool."
        yield case.finding(CODE, SEVERITY, "groups", message)


def _level(units: Before, metric: Metric) -> Iterator[str]:
    if _apart(units.level, units.arm):
        means = (numbers.level(float(units.level[units.arm == arm].mean()), metric.unit, metric.kind) for arm in (1, 0))
        yield "{} stood at {} in the treatment group and {} in control".format(metric.label.lower(), *means)


def _volume(units: Before) -> Iterator[str]:
    import numpy as np

    if _apart(np.log(np.maximum(units.rows, 1.0)), units.arm):
        means = (numbers.significant(float(units.rows[units.arm == arm].mean())) for arm in (1, 0))
        yield "a unit had {} rows in the treatment group and {} in control".format(*means)


def _apart(values: FloatArray, arm: IntArray) -> bool:
    """Whether the arms differ by more than a quarter of a standard deviation, and by more than chance gives."""
    from scipy.special import stdtrit

    control, treated = (values[arm == side] for side in (0, 1))
    if min(control.size, treated.size) < 2:
        return False
    variances = [float(side.var(ddof=1)) for side in (control, treated)]
    error = (variances[0] / control.size + variances[1] / treated.size) ** 0.5
    chance = float(stdtrit(min(control.size, treated.size) - 1.0, 0.5 + CONFIDENCE / 2)) * error
    apart, spread = abs(float(treated.mean() - control.mean())), (sum(variances) / 2) ** 0.5
    return bool(apart > max(LARGEST_DIFFERENCE * spread, chance) + TOLERANCE)


def _mix(cells: Cells, names: tuple[str, ...]) -> Iterator[str]:
    """The segment whose share differs most, when that is too much."""
    shares = [(*_shares(cells, place), name) for place, name in enumerate(names)]
    control, treated, name = max(shares, key=lambda one: abs(one[0] - one[1]), default=(0.0, 0.0, ""))
    if abs(treated - control) > LARGEST_SHIFT + TOLERANCE:
        both = f"{numbers.percent(treated)} of the treatment group's work and {numbers.percent(control)} of control's"
        yield f"{name or 'work without a segment'} is {both}"


def _shares(cells: Cells, segment: int) -> tuple[float, float]:
    """Share of a segment in each arm's baseline work, (control, treatment); alike where an arm has none."""
    of_arms = [(cells.arm == arm) & (cells.week < 0) for arm in (0, 1)]
    whole = [float(cells.size[chosen].sum()) for chosen in of_arms]
    if min(whole) <= 0:
        return 0.0, 0.0
    here = cells.segment == segment
    control, treated = (
        share_of(float(cells.size[chosen & here].sum()), total) for chosen, total in zip(of_arms, whole, strict=True)
    )
    return control, treated

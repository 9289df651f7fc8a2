"""The pilot group stood worst before the pilot, as if it had been chosen for that.

## What it does
Ranks all units by their baseline level of the primary metric. Where no lot decided, and the pilot group's units stand
worse than control's beyond chance (Mann-Whitney, one-sided 2.5 %), it works out how much of that gap would close by
itself: the gap times the share of noise in the units' levels, read from how far the two halves of the baseline differ
within units. When that is more than a third of the target, a GO holds only under the condition that the group was not
chosen for these figures.

## Why it matters
Whoever looks worst in a month is partly unlucky in that month. Choose those for the pilot, and they improve without
any tool, because bad luck does not repeat: regression to the mean. Measured against the same month, that passes for an
effect.

## Example
    charters/support-desk.yaml:14:1 CMP107 conditional the pilot group stood worse than control before the pilot (22.4
    min, control 16.1 min), beyond chance: if it was chosen for that, about 6.3% of improvement come by themselves,
    ...

## What to do
Say how the group was chosen. If it was chosen for its figures, take another baseline: weeks that nobody looked at when
choosing, such as the month before. Better: choose units in pairs, alike in the baseline, and let a lot decide.

## Limits
It sees that the group looks chosen, not whether it was: a group that is worse for lasting reasons is named as well.
Three units against three are never beyond chance, however they are ranked. Units with many rows and steady weeks have
little noise, so little regresses and nothing is said. Noise that lasts longer than half a baseline is seen in part
only: the error that the halves show is raised by a factor of 1.25, as in planning. How often it speaks, of groups
that were chosen and of groups that lots made, `make calibrate` prints.

## Source
Galton (1886); Barnett, van der Pols & Dobson (2005) on regression to the mean; Mann & Whitney (1947). A third of the
target is the size from which this tool names any bias; 2.5 % is the level of its own test.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pilotaudit import numbers
from pilotaudit.findings.base import Case, Finding, Severity
from pilotaudit.findings.baselines import before

if TYPE_CHECKING:
    from pilotaudit.estimates.model import Measured
    from pilotaudit.findings.baselines import Before
    from pilotaudit.panel.model import FloatArray

CODE = "CMP107"
SEVERITY: Severity = "block"

FEWEST_UNITS = 3
LARGEST_CHANCE = 0.025
SHARE_OF_TARGET = 1 / 3
UNSEEN_NOISE = 1.25
"""By how much errors seen inside a baseline fall short of the true ones."""


@dataclass(frozen=True, slots=True)
class Gap:
    """How far the pilot group stood behind control. treated, control: mean levels; closing: what would close by itself.

    closing is a share of the treated level, positive.
    """

    treated: float
    control: float
    closing: float


def check(case: Case) -> Iterator[Finding]:
    """Yield one finding when the pilot group looks chosen for its figures and that could pass for an effect."""
    one, panel = case.aimed, case.panel
    if one is None or panel is None or one.needed is None or one.metric.key not in panel.metrics or not panel.weekly:
        return
    if case.charter.groups.assignment == "randomised":
        return
    units = before(panel, one.metric)
    gap = _gap(units, one)
    if gap is not None and gap.closing > SHARE_OF_TARGET * abs(one.needed):
        yield case.finding(CODE, SEVERITY, "groups", _message(gap, one), effect="conditional", metric=one.metric.key)


def _gap(units: Before, one: Measured) -> Gap | None:
    """The gap between the groups; None where the pilot group is not worse beyond chance, or too little is known."""
    import numpy as np

    sides = [units.level[units.arm == arm] for arm in (0, 1)]
    if min(side.size for side in sides) < FEWEST_UNITS or one.metric.better == "neutral":
        return None
    control, treated = (float(side.mean()) for side in sides)
    worse = sides[1] if one.metric.better == "lower" else -sides[1]
    better = sides[0] if one.metric.better == "lower" else -sides[0]
    if treated <= 0 or chance_of_rank(worse, better) > LARGEST_CHANCE:
        return None
    apart = units.halves[:, 0] - units.halves[:, 1]
    noise = UNSEEN_NOISE**2 * float(np.nanvar(apart)) / 4 if np.isfinite(apart).sum() >= FEWEST_UNITS else 0.0
    share = min(1.0, noise / float(units.level.var(ddof=1)))
    return Gap(treated, control, share * abs(treated - control) / treated)


def chance_of_rank(high: FloatArray, low: FloatArray) -> float:
    """One-sided p-value of `high` ranking above `low`: Mann-Whitney, normal with corrections for ties and continuity.

    Agrees with scipy.stats.mannwhitneyu(high, low, alternative="greater", method="asymptotic").
    """
    import numpy as np
    from scipy.special import ndtr

    values, place, ties = np.unique(np.concatenate([high, low]), return_inverse=True, return_counts=True)
    if values.size == 1:
        return 0.5
    ranks = (np.cumsum(ties) - (ties - 1) / 2)[place]
    m, n = high.size, low.size
    above = float(ranks[:m].sum()) - m * (m + 1) / 2
    whole = m + n
    variance = m * n / 12 * (whole + 1 - float((ties**3 - ties).sum()) / (whole * (whole - 1)))
    return float(ndtr(-(above - m * n / 2 - 0.5) / variance**0.5))


def _message(gap: Gap, one: Measured) -> str:
    metric = one.metric
    treated, control = (numbers.level(value, metric.unit, metric.kind) for value in (gap.treated, gap.control))
    return (
        f"the pilot group stood worse than control before the pilot ({treated}, control {control}), beyond chance: if "
        f"it was chosen for that, about {numbers.percent(gap.closing)} of improvement come by themselves. Say how it "
        "was chosen, or take a baseline that nobody looked at when choosing."
    )

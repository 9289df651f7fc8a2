"""Those who left or joined differ from those who stayed.

## What it does
Only units with work both before the pilot and in the judged weeks are compared. This check looks at the others: units
that left (work before, none in the judged weeks) and units that joined. It warns when the share that left, or that
joined, differs between the groups by more than 10 percentage points and beyond chance (Fisher's exact test, two-sided
5 %); and when leaving out those who left moves the groups' baseline levels apart by more than a third of the target
and beyond chance (two-sided 95 %).

## Why it matters
If the slow ones leave one group and the quick ones the other, what remains is no longer what was compared before. And
if people leave because of the tool, those who stay are the ones it suits.

## Example
    charters/support-desk.yaml:14:1 CMP108 warn turnover differs between the groups: 6 of 14 units left the pilot group
    and 0 of 13 left control. ...

## What to do
Find out why they left or joined, and whether the pilot had to do with it. Keep people in the group that they were
assigned to, whoever uses what, and keep their work in the export.

## Limits
Each remaining unit is compared with its own past, so different levels alone do no harm; that those who left would have
changed alike cannot be shown. Units that pause for a few weeks and come back have stayed. Where nobody of a group
stayed there is nothing to compare, which other findings say.

## Source
Attrition in field experiments: Gerber & Green (2012), chapter 7. Ten points and a third of the target are this tool's
own choice: the sizes from which it names a shift of the mix and a bias.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pilotaudit import numbers
from pilotaudit.findings.base import TOLERANCE, Case, Finding, Severity
from pilotaudit.findings.baselines import before

if TYPE_CHECKING:
    from pilotaudit.findings.baselines import Before
    from pilotaudit.panel.model import FloatArray

CODE = "CMP108"
SEVERITY: Severity = "warn"

LARGEST_DIFFERENCE = 0.10
LARGEST_CHANCE, LARGEST_Z = 0.05, 1.96
SHARE_OF_TARGET = 1 / 3


@dataclass(frozen=True, slots=True)
class Moved:
    """Units that left or joined, of all units of an arm, (control, treatment)."""

    word: str
    moved: tuple[int, int]
    whole: tuple[int, int]


def check(case: Case) -> Iterator[Finding]:
    """Yield one finding that names who left, who joined, and how the levels moved."""
    one, panel = case.aimed, case.panel
    if one is None or panel is None or one.metric.key not in panel.metrics or not panel.has_units:
        return
    units = before(panel, one.metric)
    if any(not (units.stays & (units.arm == arm)).any() for arm in (0, 1)):
        return
    said = [*_uneven(_left(units)), *_uneven(_joined(units)), *_shifted(units, one.needed)]
    if said:
        message = f"turnover differs between the groups: {'; '.join(said)}. Find out why, and whether the tool did it."
        yield case.finding(CODE, SEVERITY, "groups", message, metric=one.metric.key)


def _left(units: Before) -> Moved:
    counts = [(int((units.arm == arm).sum()), int((~units.stays & (units.arm == arm)).sum())) for arm in (0, 1)]
    return Moved("left", (counts[0][1], counts[1][1]), (counts[0][0], counts[1][0]))


def _joined(units: Before) -> Moved:
    stayed = [int((units.stays & (units.arm == arm)).sum()) for arm in (0, 1)]
    return Moved("joined", units.joined, (units.joined[0] + stayed[0], units.joined[1] + stayed[1]))


def _uneven(one: Moved) -> Iterator[str]:
    control, treated = (moved / whole for moved, whole in zip(one.moved, one.whole, strict=True))
    if abs(treated - control) > LARGEST_DIFFERENCE + TOLERANCE and fisher(one.moved, one.whole) < LARGEST_CHANCE:
        of = [f"{numbers.count(a)} of {numbers.plural(b, 'unit')}" for a, b in zip(one.moved, one.whole, strict=True)]
        yield f"{of[1]} {one.word} the pilot group and {of[0]} {one.word} control"


def fisher(moved: tuple[int, int], whole: tuple[int, int]) -> float:
    """Two-sided p-value of two shares being equal: Fisher's exact test, from the hypergeometric distribution.

    Agrees with scipy.stats.fisher_exact.
    """
    import numpy as np
    from scipy.special import gammaln

    total = sum(moved)
    least, most = max(0, total - whole[1]), min(total, whole[0])
    k = np.arange(least, most + 1, dtype=np.float64)
    log = _choose(np.full_like(k, whole[0]), k) + _choose(np.full_like(k, whole[1]), total - k)
    log -= float(gammaln(sum(whole) + 1) - gammaln(total + 1) - gammaln(sum(whole) - total + 1))
    chances = np.exp(log)
    # Ties are decided with a tolerance, since equal chances differ in their last bits.
    return min(1.0, float(chances[chances <= chances[moved[0] - least] * (1 + 1e-7)].sum()))


def _choose(n: FloatArray, k: FloatArray) -> FloatArray:
    from scipy.special import gammaln

    log: FloatArray = gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1)
    return log


def _shifted(units: Before, needed: float | None) -> Iterator[str]:
    """How leaving out those who left moves the baseline levels, on the log scale; nothing without a target."""
    import numpy as np

    sides = [(units.level[units.arm == arm], units.stays[units.arm == arm]) for arm in (0, 1)]
    if needed is None or units.stays.all() or any(stays.sum() < 2 or (level <= 0).any() for level, stays in sides):
        return
    shifts = [float(np.log(level[stays]).mean() - np.log(level).mean()) for level, stays in sides]
    # The mean of some of a group's units against all of them, when those who left are drawn by lot.
    errors = [float(np.log(level).var(ddof=1)) * (1 / stays.sum() - 1 / stays.size) for level, stays in sides]
    apart = shifts[1] - shifts[0]
    if abs(apart) > max(SHARE_OF_TARGET * abs(needed), LARGEST_Z * math.sqrt(sum(errors))) + TOLERANCE:
        moves = [numbers.signed_percent(math.expm1(shift)) for shift in shifts]
        yield f"leaving out those who left moves the baseline by {moves[1]} in the pilot group, {moves[0]} in control"

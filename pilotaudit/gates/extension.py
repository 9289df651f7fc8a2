"""How much more data would settle what is open: the standard error scaled, nothing finer.

The error of an estimate falls about with the square root of the judged weeks, or of the units. That is optimistic
where units drift by themselves, so every figure is said with "about".
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from pilotaudit.charter.roles import Asked
from pilotaudit.estimates.model import Estimate, Measured
from pilotaudit.findings.base import Case
from pilotaudit.gates.base import Reading, needed_gain, read
from pilotaudit.gates.guardrail import harm_of
from pilotaudit.gates.model import Criterion

SOONEST = 1.05
"""A criterion that is open although its error would do needs at least a little more data."""


def growth(case: Case, asked: Sequence[Asked], criteria: Sequence[Criterion]) -> float | None:
    """By what factor the data would have to grow to settle the underpowered criteria, at the present estimates.

    None when nothing is underpowered or no amount of data would settle it.
    """
    keys = {one.metric for one in criteria if one.deciding and one.state == "UNDERPOWERED"}
    pairs = [(ask, one) for ask, one in zip(asked, case.measured, strict=False) if one.metric.key in keys]
    factors = [factor for ask, one in pairs for factor in (*_of_primary(ask, one), *_of_guardrail(ask, one))]
    return max(SOONEST, *factors) if factors and all(math.isfinite(one) for one in factors) else None


def _of_primary(asked: Asked, measured: Measured) -> Iterator[float]:
    needed = needed_gain(measured)
    if asked.role != "primary" or needed is None:
        return
    for test, size in ((measured.test, measured.size), (measured.late_test, measured.late_size)):
        if isinstance(test, Estimate) and isinstance(size, Estimate):
            yield from _factors(read(test, measured), read(size, measured), needed)


def _factors(test: Reading | None, size: Reading | None, needed: float) -> Iterator[float]:
    """Until no effect is ruled out where the target is reached, else until the target is ruled out."""
    if test is not None and size is not None:
        reached = size.reaches(needed)
        wide, gap = (test, test.center) if reached else (size, needed - size.center)
        yield _squared(wide.center - wide.pessimistic, gap)


def _of_guardrail(asked: Asked, measured: Measured) -> Iterator[float]:
    if asked.role != "guardrail" or asked.guard is None:
        return
    harm = harm_of(measured, asked.guard)
    if not isinstance(harm, str):
        yield _squared(harm.inner - harm.center, abs(harm.margin - harm.center))


def _squared(width: float, gap: float) -> float:
    return (width / gap) ** 2 if gap > 0 else math.inf

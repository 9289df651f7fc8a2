"""One unit decides the result.

## What it does
Leaves out each unit in turn and looks at the primary metric again. When the event-weighted effect reaches the target,
but shows no gain at all without one of the units, the verdict is held: the sign is that unit's. When no effect is ruled
out and the target is reached, and either is no longer so without one of them, that is a warning.

## Why it matters
A verdict about a tool should not be one about a person. If a single agent with a third of all tickets changed their
habits, the sum moves and the tool may have nothing to do with it.

## Example
    charters/support-desk.yaml:18:3 STA110 hold Average handling time: without one unit of the pilot group (41.0% of
    its rows) the effect is +1.2%, not -12.3%. ...

## What to do
Look at that unit's work together with its people. Add units or weeks, so that no single one carries the result.

## Limits
With three units in a group, each counts for a third, so a warning is to be expected; under three, or where groups are
compared by their weeks, nothing is left to compare. A result close to its target hangs on many things, and one unit is
among them. The error of the size without a unit is computed to first order, all else exactly. Which unit it is, is not
printed: the outputs rank nobody. A missed target is not asked about: a unit that alone keeps the effect from its target
widens the interval so much that the target stays within it.

## Source
Leave-one-out (jackknife): Efron & Stein (1981); MacKinnon, Nielsen & Webb (2023) on influential clusters.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pilotaudit import numbers
from pilotaudit.estimates.model import Estimate, Measured, Refusal
from pilotaudit.findings.base import TOLERANCE, Case, Finding, Severity, path_of
from pilotaudit.findings.weeks import gain_text
from pilotaudit.moments import Exposure

if TYPE_CHECKING:
    from pilotaudit.estimates.leave_one_out import LeftOut
    from pilotaudit.panel.model import FloatArray, Panel

CODE = "STA110"
SEVERITY: Severity = "block"

RUNGS = ("unit log change", "ratio of ratios", "one team per arm")
"""Comparisons of unit sums over two windows."""


@dataclass(frozen=True, slots=True)
class Gains:
    """Log ratios, positive is better: with all units, and without each.

    needed: what the target asks for; size: of the event-weighted effect; pessimistic: end of the test, two-sided 95 %.
    sizes, bounds: size and pessimistic without each unit.
    """

    needed: float
    size: float
    pessimistic: float
    sizes: FloatArray
    bounds: FloatArray

    @property
    def reaches(self) -> bool:
        """Whether the effect reaches the target."""
        return self.size >= self.needed - TOLERANCE

    @property
    def is_met(self) -> bool:
        """Whether no effect is ruled out and the target is reached."""
        return self.pessimistic > 0 and self.reaches


def check(case: Case) -> Iterator[Finding]:
    """Yield one finding about the unit without which the primary's result is another."""
    one = case.primary
    without = None if one is None or case.panel is None else _without(one, case.panel)
    if one is None or without is None:
        return
    gains = _gains(one, without)
    turned, undone = _turned(gains), _undone(gains)
    if turned is not None:
        effects = f"the effect is {gain_text(one, float(gains.sizes[turned]))}, not {gain_text(one, gains.size)}"
        message = f"{_who(one, without, turned)} {effects}. Add units, so that no single one carries the result."
        yield case.finding(CODE, SEVERITY, path_of(one), message, effect="hold", metric=one.metric.key)
    elif undone is not None:
        message = f"{_who(one, without, undone)} the gain would not be shown. Add units or weeks to make sure of it."
        yield case.finding(CODE, "warn", path_of(one), message, metric=one.metric.key)


def _without(one: Measured, panel: Panel) -> LeftOut | None:
    """The primary's comparison without each unit; None where it is no comparison of units that decides."""
    from pilotaudit.estimates.leave_one_out import left_out
    from pilotaudit.estimates.sums import Sample, roll_up

    judged = one.rung.name in RUNGS and one.rung.decides and one.needed is not None
    if not judged or isinstance(one.test, Refusal) or isinstance(one.size, Refusal):
        return None
    adjust = not any(isinstance(need.size, Exposure) for need in one.metric.needs)
    cells, weeks = panel.metrics[one.metric.key], (panel.timeline.baseline_weeks, panel.timeline.settled)
    return left_out(roll_up(Sample(cells, *weeks, one.metric.kind == "proportion", adjust)))


def _gains(one: Measured, without: LeftOut) -> Gains:
    assert isinstance(one.test, Estimate)
    assert isinstance(one.size, Estimate)
    sign = -1.0 if one.metric.better == "lower" else 1.0
    test, size = one.test.towards(one.metric.better), one.size.towards(one.metric.better)
    bounds = _bounds(sign, without, test)
    return Gains(sign * (one.needed or 0.0), size.center, test.quantile(0.025), sign * without.size, bounds)


def _bounds(sign: float, without: LeftOut, test: Estimate) -> FloatArray:
    """The test's pessimistic end without each unit; where units have no logs, the size is the test."""
    import numpy as np
    from scipy.special import stdtrit

    from pilotaudit.estimates.leave_one_out import Tests

    tests = without.test
    if tests is None:
        tests = Tests(without.size, without.spread**2, np.full(without.size.size, test.df), without.whole)
    # What is added to the error of whole teams stays when a unit goes.
    error = np.sqrt(tests.variance + max(0.0, test.se**2 - tests.whole))
    bounds: FloatArray = sign * tests.center + stdtrit(tests.df, 0.025) * error
    return bounds


def _turned(gains: Gains) -> int | None:
    """The unit without which a gain that reaches the target is none at all."""
    at = int(gains.sizes.argmin())
    return at if gains.reaches and gains.sizes[at] <= 0 else None


def _undone(gains: Gains) -> int | None:
    """The unit without which the gain that was shown is shown no more."""
    import numpy as np

    spare = np.minimum(gains.bounds, gains.sizes - gains.needed + TOLERANCE)
    return int(spare.argmin()) if gains.is_met and spare.min() <= 0 else None


def _who(one: Measured, without: LeftOut, at: int) -> str:
    group = "the pilot group" if without.arm[at] else "control"
    return f"{one.metric.label}: without one unit of {group} ({numbers.percent(float(without.share[at]))} of its rows)"

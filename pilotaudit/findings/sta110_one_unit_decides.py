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

if TYPE_CHECKING:
    from pilotaudit.estimates.leave_one_out import LeftOut
    from pilotaudit.panel.model import FloatArray, Panel

CODE = "STA110"
SEVERITY: Severity = "block"

RUNGS = ("unit log change", "ratio of ratios", "one team per arm")
"""Comparisons of unit sums over two windows."""


@dataclass(frozen=True, slots=True)
class Gain:
    """A gain that reaches its target, as log ratios with positive being better.

    needed: what the target asks for; size, test: the event-weighted effect and the unit log change.
    """

    needed: float
    size: Estimate
    test: Estimate


def check(case: Case) -> Iterator[Finding]:
    """Yield one finding about the unit without which the primary's result is another."""
    one = case.aimed
    gain = None if one is None else _gain(one)
    if one is None or case.panel is None or gain is None:
        return
    without = _without(one, case.panel)
    if without is None:
        return
    sizes = -without.size if one.metric.better == "lower" else without.size
    turned, undone = _turned(sizes), _undone(gain, sizes, _bounds(one, gain.test, without))
    if turned is not None:
        effects = f"the effect is {gain_text(one, float(sizes[turned]))}, not {gain_text(one, gain.size.center)}"
        message = f"{_who(one, without, turned)} {effects}. Add units, so that no single one carries the result."
        yield case.finding(CODE, SEVERITY, path_of(one), message, effect="hold", metric=one.metric.key)
    elif undone is not None:
        message = f"{_who(one, without, undone)} the gain would not be shown. Add units or weeks to make sure of it."
        yield case.finding(CODE, "warn", path_of(one), message, metric=one.metric.key)


def _gain(one: Measured) -> Gain | None:
    """The primary's gain; None where it does not reach its target, or where no comparison of units decides."""
    if one.rung.name not in RUNGS or not one.rung.decides or one.needed is None:
        return None
    if isinstance(one.test, Refusal) or isinstance(one.size, Refusal):
        return None
    needed = -one.needed if one.metric.better == "lower" else one.needed
    gain = Gain(needed, one.size.towards(one.metric.better), one.test.towards(one.metric.better))
    return gain if gain.size.center >= needed - TOLERANCE else None


def _without(one: Measured, panel: Panel) -> LeftOut | None:
    """The primary's comparison without each unit; None where too few would remain."""
    from pilotaudit.estimates.leave_one_out import left_out
    from pilotaudit.estimates.samples import metric_sample
    from pilotaudit.estimates.sums import roll_up

    return left_out(roll_up(metric_sample(panel, one.metric, panel.timeline.settled)))


def _bounds(one: Measured, test: Estimate, without: LeftOut) -> FloatArray:
    """The test's pessimistic end without each unit; where units have no logs, the size is the test."""
    import numpy as np
    from scipy.special import stdtrit

    from pilotaudit.estimates.leave_one_out import Tests

    tests = without.test
    if tests is None:
        tests = Tests(without.size, without.spread**2, np.full(without.size.size, test.df), without.whole)
    # What is added to the error of whole teams stays when a unit goes.
    error = np.sqrt(tests.variance + max(0.0, test.se**2 - tests.whole))
    centers = -tests.center if one.metric.better == "lower" else tests.center
    bounds: FloatArray = centers + stdtrit(tests.df, 0.025) * error
    return bounds


def _turned(sizes: FloatArray) -> int | None:
    """The unit without which there is no gain at all. sizes: gains without each unit."""
    at = int(sizes.argmin())
    return at if sizes[at] <= 0 else None


def _undone(gain: Gain, sizes: FloatArray, bounds: FloatArray) -> int | None:
    """The unit without which the gain that was shown is shown no more; None when none was."""
    import numpy as np

    spare = np.minimum(bounds, sizes - gain.needed + TOLERANCE)
    return int(spare.argmin()) if gain.test.quantile(0.025) > 0 and spare.min() <= 0 else None


def _who(one: Measured, without: LeftOut, at: int) -> str:
    group = "the pilot group" if without.arm[at] else "control"
    return f"{one.metric.label}: without one unit of {group} ({numbers.percent(float(without.share[at]))} of its rows)"

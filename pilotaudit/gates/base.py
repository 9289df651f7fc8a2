"""An estimate as a gate reads it: on the log scale, positive is better, with the ends that decide."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from pilotaudit.estimates.looks import ONE_SIDED
from pilotaudit.estimates.model import Estimate, Measured, Refusal
from pilotaudit.estimates.targets import needed_log_ratio
from pilotaudit.phrases import Target

TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class Reading:
    """A gain as a log ratio, positive is better.

    pessimistic: the bound from below, with the one-sided error that was asked for, 2.5 % unless said; optimistic: the
    upper end of the two-sided 95 % interval; likely_least: one-sided 95 % bound from below.
    """

    center: float
    pessimistic: float
    optimistic: float
    likely_least: float

    def reaches(self, needed: float) -> bool:
        """Whether the estimate reaches what is needed; exactly on target is reached."""
        return self.center >= needed - TOLERANCE


def read(estimate: Estimate, measured: Measured, error: float = ONE_SIDED) -> Reading | None:
    """An estimate of this metric turned so that positive is better; None when it has no log scale.

    error: one-sided chance that the truth lies below the pessimistic bound.
    """
    turned = estimate.towards(measured.metric.better)
    ends = (turned.center, turned.quantile(error), turned.quantile(1 - ONE_SIDED), turned.quantile(0.05))
    logs = [_as_log(value, turned, measured) for value in ends]
    return None if any(math.isnan(value) for value in logs) else Reading(*logs)


def needed_gain(measured: Measured) -> float | None:
    """What the target asks for, as a log ratio with positive being better; None without a target."""
    if measured.needed is None:
        return None
    return -measured.needed if measured.metric.better == "lower" else measured.needed


def _as_log(gain: float, estimate: Estimate, measured: Measured) -> float:
    """A gain in levels as a log ratio of the counterfactual level; NaN where there is none."""
    if estimate.scale == "log":
        return gain
    expected = measured.counterfactual
    if expected is None or expected <= 0:
        return math.nan
    sign = -1 if measured.metric.better == "lower" else 1
    ratio = 1 + sign * gain / expected
    return sign * math.log(ratio) if ratio > 0 else -sign * math.inf


def relative(estimate: Estimate, measured: Measured) -> tuple[float, float, float] | None:
    """Estimate, low and high as fractions of the level expected without the change; None without such a level."""
    low, high = estimate.interval()
    if estimate.scale == "log":
        return math.expm1(estimate.center), math.expm1(low), math.expm1(high)
    expected = measured.counterfactual
    return (estimate.center / expected, low / expected, high / expected) if expected else None


def chance_of_target(measured: Measured) -> float | None:
    """Probability that the true effect reaches the target, from the size's distribution; None without a target."""
    needed = needed_gain(measured)
    if needed is None or isinstance(measured.size, Refusal):
        return None
    threshold = _on_scale(needed, measured.size, measured)
    if threshold is None:
        return None
    return 1 - measured.size.towards(measured.metric.better).probability_below(threshold)


def _on_scale(needed: float, estimate: Estimate, measured: Measured) -> float | None:
    """A needed gain as the estimate counts it: a log ratio, or a difference of levels from what was expected."""
    if estimate.scale == "log":
        return needed
    sign, expected = (-1 if measured.metric.better == "lower" else 1), measured.counterfactual
    return None if expected is None or expected <= 0 else sign * expected * math.expm1(sign * needed)


def with_target(measured: Measured, target: Target) -> Measured:
    """The same measurement held against another target, such as one that a later stage sets."""
    needed = needed_log_ratio(target, measured.metric, measured.mixed_baseline)
    return replace(measured, target=target, needed=needed)

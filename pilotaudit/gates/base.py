"""An estimate as a gate reads it: on the log scale, positive is better, with the ends that decide."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from pilotaudit.estimates.model import Estimate, Measured
from pilotaudit.estimates.targets import needed_log_ratio
from pilotaudit.phrases import Target

TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class Reading:
    """A gain as a log ratio, positive is better.

    pessimistic, optimistic: ends of the two-sided 95 % interval; likely_least: one-sided 95 % bound from below.
    error: standard error on the log scale (of the pessimistic side where the estimate is a difference of levels).
    """

    center: float
    pessimistic: float
    optimistic: float
    likely_least: float
    error: float

    def reaches(self, needed: float) -> bool:
        """Whether the estimate reaches what is needed; exactly on target is reached."""
        return self.center >= needed - TOLERANCE


def read(estimate: Estimate, measured: Measured) -> Reading | None:
    """An estimate of this metric turned so that positive is better; None when it has no log scale."""
    turned = estimate.towards(measured.metric.better)
    ends = (turned.center, *turned.interval(), turned.quantile(0.05))
    logs = [_as_log(value, turned, measured) for value in ends]
    if any(math.isnan(value) for value in logs):
        return None
    center, pessimistic, optimistic, likely_least = logs
    error = turned.se if turned.scale == "log" else (center - pessimistic) / -(estimate_t(turned))
    return Reading(center, pessimistic, optimistic, likely_least, error)


def needed_gain(measured: Measured) -> float | None:
    """What the target asks for, as a log ratio with positive being better; None without a target."""
    if measured.needed is None:
        return None
    return -measured.needed if measured.metric.better == "lower" else measured.needed


def estimate_t(estimate: Estimate) -> float:
    """The 2.5 % quantile of the estimate's t distribution, negative."""
    return (estimate.quantile(0.025) - estimate.center) / estimate.se


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


def with_target(measured: Measured, target: Target) -> Measured:
    """The same measurement held against another target, such as one that a later stage sets."""
    needed = needed_log_ratio(target, measured.metric, measured.mixed_baseline)
    return replace(measured, target=target, needed=needed)

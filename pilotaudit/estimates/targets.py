"""Every improvement target on one scale: the log ratio that the pilot arm has to reach."""

from __future__ import annotations

import math

from pilotaudit.metrics.base import Metric
from pilotaudit.phrases import Change, Quantity, Target, convert, is_time


def needed_log_ratio(target: Target | None, metric: Metric, mixed_baseline: float | None) -> float | None:
    """Log r*: `-10%` is log 0.9; `-2 min`, `+3pp`, `at most 16 min` are log(required / B), B the mixed baseline.

    mixed_baseline: the pilot arm's baseline at its pilot-window case mix, in the metric's unit (shares for a
    proportion). None without a target, without the baseline that it needs, and for a target that cannot be reached by
    any level above zero (`-100%`, or `-20 min` from 18).
    """
    ratio = _ratio(target, metric, mixed_baseline)
    return math.log(ratio) if ratio is not None and ratio > 0 else None


def _ratio(target: Target | None, metric: Metric, mixed_baseline: float | None) -> float | None:
    if target is None:
        return None
    if isinstance(target, Change) and target.amount.unit == "%":
        return 1 + float(target.amount.value) / 100
    if mixed_baseline is None or mixed_baseline <= 0:
        return None
    amount = as_level(target.amount, metric)
    required = mixed_baseline + amount if isinstance(target, Change) else amount
    return required / mixed_baseline


def as_level(amount: Quantity, metric: Metric) -> float:
    """An amount in the metric's own unit: 0.08 h of minutes are 4.8; percent and points of a proportion are shares."""
    if metric.kind == "proportion" and amount.unit in ("%", "pp"):
        return float(amount.value / 100)
    return float(convert(amount, metric.unit) if is_time(amount.unit) else amount.value)

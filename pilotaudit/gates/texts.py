"""What was required and what was seen, as the criteria table shows it. Signs are as measured."""

from __future__ import annotations

import math

from pilotaudit import numbers
from pilotaudit.estimates.model import Measured, Refusal
from pilotaudit.gates.base import relative
from pilotaudit.metrics import Metric
from pilotaudit.phrases import Change, Level, NoWorse, Target


def effect_text(measured: Measured) -> str:
    """The measured effect: `-13.2% [-17.1, -9.2]`; levels and points beside it where the target speaks of them."""
    if isinstance(measured.size, Refusal):
        return "not measured"
    change = relative(measured.size, measured)
    if change is None:
        return numbers.difference(measured.size.center, measured.metric.unit, measured.metric.kind)
    if isinstance(measured.target, Level) and measured.mixed_baseline is not None:
        return _level_text(measured, change)
    if _speaks_of_levels(measured.target, measured) and measured.counterfactual is not None:
        return _difference_text(measured, change[0])
    return interval_text(change)


def interval_text(change: tuple[float, float, float]) -> str:
    """`-13.2% [-17.1, -9.2]` from fractions."""
    low, high = (numbers.signed(100 * value, 1) for value in change[1:])
    return f"{numbers.signed_percent(change[0])} [{low}, {high}]"


def target_words(target: Target | None) -> str:
    """The target as part of a sentence: `the 10% target`, `the target of at most 16 min`."""
    if isinstance(target, Change):
        return f"the {str(target).lstrip('+-')} target"
    return "the target" if target is None else f"the target of {target}"


def with_unit(asked: Target | NoWorse, metric: Metric) -> str:
    """What the charter asks, a bare number with the unit that it stands for: `-10` of minutes becomes `-10 min`."""
    bare = not asked.amount.unit and metric.unit and metric.kind != "proportion"
    return f"{asked} {metric.unit}" if bare else str(asked)


def share_text(share: float, limit: float | None) -> str:
    """A share with as few digits as keep it on its own side of the limit: 71%, but 59.9% beside 60%."""
    for digits in (0, 1, 2):
        text = numbers.percent(share, digits)
        if limit is None or math.isclose(share, limit, abs_tol=1e-9) or float(text[:-1]) != round(100 * limit, 6):
            return text
    return text


def _speaks_of_levels(target: Target | None, measured: Measured) -> bool:
    return measured.metric.kind == "proportion" or (isinstance(target, Change) and target.amount.unit != "%")


def _difference_text(measured: Measured, change: float) -> str:
    """`12.0% -> 13.0%, +1.0pp (+8.3%)`: from the level expected without the change to the one with it."""
    unit, kind = measured.metric.unit, measured.metric.kind
    expected = measured.counterfactual or 0.0
    before, after = (numbers.level(value, unit, kind) for value in (expected, expected * (1 + change)))
    moved = numbers.difference(expected * change, unit, kind)
    return f"{before} -> {after}, {moved} ({numbers.signed_percent(change)})"


def _level_text(measured: Measured, change: tuple[float, float, float]) -> str:
    """`15.9 min [15.2, 16.6], -13.2%`: the level that is held against the limit, at the pilot window's case mix."""
    unit, kind = measured.metric.unit, measured.metric.kind
    at, low, high = ((measured.mixed_baseline or 0.0) * (1 + value) for value in change)
    ends = ", ".join(numbers.level(end, "", kind).rstrip("%") for end in (low, high))
    return f"{numbers.level(at, unit, kind)} [{ends}], {numbers.signed_percent(change[0])}"

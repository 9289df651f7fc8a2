"""Earlier weeks against later ones, for the checks on novelty and learning."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from pilotaudit import numbers
from pilotaudit.estimates.model import Estimate, Measured
from pilotaudit.panel.model import Panel


def contrast(one: Measured, panel: Panel, early: tuple[int, ...], late: tuple[int, ...]) -> Estimate | None:
    """Late weeks against early ones, per unit and against control, as if the early ones were the baseline.

    A positive value is better. Without control the treated units' own change. None when there are no weeks or too few
    units to compare: a group that is one unit, rows that are units themselves.
    """
    from pilotaudit.estimates.methods import own_past, two_windows
    from pilotaudit.estimates.samples import metric_sample
    from pilotaudit.estimates.sums import Sample

    key = one.metric.key
    if not early or not late or key not in panel.metrics:
        return None
    cells, shift = panel.metrics[key], min(late)
    moved = replace(cells, week=cells.week - shift)
    weeks = tuple(week - shift for week in early), tuple(week - shift for week in late)
    # What is exposed to all of the calendar has no mix of segments here either.
    adjust = metric_sample(panel, one.metric, late).adjust
    sample = Sample(moved, *weeks, one.metric.kind == "proportion", adjust)
    if one.metric.kind == "quantile":
        # Quantiles are looked up by their weeks as the calendar counts them.
        sample = Sample(cells, early, late, quantiles=panel.quantiles.get(key))
    method = two_windows() if one.control.units else own_past()
    test, _ = method.compare(sample)
    return test.towards(one.metric.better) if isinstance(test, Estimate) and test.scale == "log" else None


def gain(one: Measured, weeks: Sequence[int]) -> float | None:
    """Mean weekly gain over some weeks as a log ratio, positive is better; None when no week has an effect."""
    found = [each.effect for each in one.weekly if each.week in weeks and each.effect is not None]
    gains = [effect.towards(one.metric.better).center for effect in found if effect.scale == "log"]
    return sum(gains) / len(gains) if gains else None


def gain_text(one: Measured, gained: float) -> str:
    """A gain as a relative change with the sign as measured: `-13.2%`."""
    return numbers.signed_percent(math.expm1(-gained if one.metric.better == "lower" else gained))

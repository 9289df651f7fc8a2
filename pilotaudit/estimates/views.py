"""What is shown beside the headline: levels, week by week, segment by segment."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from pilotaudit.estimates.inference import Outcome, holm, p_worse
from pilotaudit.estimates.model import Estimate, SegmentEffect, Size, WeekEffect
from pilotaudit.estimates.sums import Sample, UnitSums, added, distinct, numbered, only, within
from pilotaudit.metrics.base import Better
from pilotaudit.panel.model import Cells, Quantiles

Test = Callable[[Sample], Outcome]

HARM_LEVEL = 0.05
"""One-sided level at which a segment counts as worse, after Holm."""


def level(cells: Cells, arm: int, weeks: Sequence[int]) -> float | None:
    """An arm's level S/N in some weeks over all its units, in the metric's unit; None without data."""
    chosen = (cells.arm == arm) & within(cells.week, weeks)
    size = float(cells.size[chosen].sum())
    return float(cells.total[chosen].sum()) / size if size > 0 else None


def sample_level(sample: Sample, arm: int, weeks: Sequence[int]) -> float | None:
    """The same of a sample; of a quantile, that of all the arm's rows over a set of weeks that was asked about."""
    if sample.quantiles is None:
        return level(sample.cells, arm, weeks)
    return sample.quantiles.arms.get(tuple(weeks), (None, None))[arm]


def arm_size(units: UnitSums, arm: int, against_baseline: bool) -> Size:
    """Units and rows of an arm that the comparison rests on: stayers with both windows, or all units judged."""
    compared = units.stays if against_baseline else units.size[:, 1].sum(axis=1) > 0
    rows = units.rows[compared & (units.arm == arm)]
    return Size(len(rows), round(float((rows if against_baseline else rows[:, 1]).sum())))


def weekly_levels(sample: Sample, weeks: Sequence[int]) -> tuple[tuple[int, float | None, float | None], ...]:
    """(week, treatment level, control level) for every week; None where an arm has no data."""
    if sample.quantiles is not None:
        return tuple((week, sample_level(sample, 1, (week,)), sample_level(sample, 0, (week,))) for week in weeks)
    cells = sample.cells
    first = min((*weeks, int(cells.week.min(initial=0))))
    shape = (1 + max((*weeks, int(cells.week.max(initial=0)))) - first, 2)
    place = (cells.week - first) * 2 + cells.arm
    total, size = added(place, cells.total, shape), added(place, cells.size, shape)
    known = np.divide(total, size, out=np.full(shape, np.nan), where=size > 0)
    return tuple((week, _known(known[week - first, 1]), _known(known[week - first, 0])) for week in weeks)


def weekly_effects(test: Test, sample: Sample, pilot: Sequence[int], settled: Sequence[int]) -> tuple[WeekEffect, ...]:
    """Each pilot week against the whole baseline, on units with data in both; no effect where it cannot be had."""
    cells = sample.cells if sample.weeks is None else sample.weeks
    there = set(distinct(cells.week).tolist())
    effects = ((week, _of_week(test, sample, week) if week in there else None) for week in pilot)
    return tuple(WeekEffect(week, week not in settled, effect) for week, effect in effects)


def segment_effects(test: Test, sample: Sample, names: Sequence[str], better: Better) -> tuple[SegmentEffect, ...]:
    """Each segment by itself; adverse where harm is significant at one-sided 5 % after Holm. None of one segment."""
    present = numbered(sample.cells.segment)[0]
    if present.size < 2:
        return ()
    shown = [_segment(test, sample, int(position), names[position], better) for position in present]
    harms = {place: one.p_worse for place, one in enumerate(shown) if one.p_worse is not None}
    adjusted = dict(zip(harms, holm(list(harms.values())), strict=True))
    return tuple(replace(one, adverse=adjusted.get(place, 1.0) < HARM_LEVEL) for place, one in enumerate(shown))


def _segment(test: Test, sample: Sample, position: int, name: str, better: Better) -> SegmentEffect:
    cells = only(sample.cells, sample.cells.segment == position)
    cube = None if sample.cube is None else sample.cube.of_segment(position, cells)
    weeks = None if sample.weeks is None else only(sample.weeks, sample.weeks.segment == position)
    quantiles = None if sample.quantiles is None else sample.quantiles.segments.get(position, Quantiles({}, {}))
    part = replace(sample, cells=cells, cube=cube, weeks=weeks, quantiles=quantiles)
    effect = _estimate(test(part))
    rows = cells.rows[within(cells.week, sample.baseline) | within(cells.week, sample.judged)]
    harm = None if effect is None or better == "neutral" else p_worse(effect, better)
    before, after = sample_level(part, 1, sample.baseline), sample_level(part, 1, sample.judged)
    return SegmentEffect(name, before, after, round(float(rows.sum())), effect, harm)


def _of_week(test: Test, sample: Sample, week: int) -> Estimate | None:
    return _estimate(test(replace(sample, judged=(week,), joined=())))


def _estimate(outcome: Outcome) -> Estimate | None:
    return outcome if isinstance(outcome, Estimate) else None


def _known(level: float) -> float | None:
    return None if np.isnan(level) else float(level)

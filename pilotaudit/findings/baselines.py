"""Units as they stood before the pilot, for the checks on how alike the groups were and how they were chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from pilotaudit.metrics.base import Metric
    from pilotaudit.panel.model import Cells, FloatArray, IntArray, Panel, Quantiles

    BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Before:
    """One entry per unit and arm with work in the baseline.

    unit, arm: positions, 1 for treatment; level: S/N in the metric's unit; rows: usable rows; stays: whether it has
    work in the judged weeks too. halves: (n, 2), level in the first and the second half of the baseline weeks, not a
    number where there was no work. joined: units with work in the judged weeks only, (control, treatment).
    """

    unit: IntArray
    arm: IntArray
    level: FloatArray
    rows: FloatArray
    stays: BoolArray
    halves: FloatArray
    joined: tuple[int, int]


def before(panel: Panel, metric: Metric) -> Before:
    """Units in the baseline weeks of a metric that the panel has; the first half has the odd week.

    Levels of a quantile are each unit's quantile.
    """
    timeline = panel.timeline
    found = of_sums(panel.metrics[metric.key], timeline.baseline_weeks, timeline.settled)
    quantiles = panel.quantiles.get(metric.key)
    return found if quantiles is None else _of_quantiles(found, quantiles, timeline.baseline_weeks)


def of_sums(cells: Cells, baseline: Sequence[int], judged: Sequence[int]) -> Before:
    """The same of sums. baseline, judged: week indices."""
    import numpy as np

    from pilotaudit.estimates.cube import numbered

    pair, entry = numbered(cells.unit * 2 + cells.arm)
    window = _windows(cells.week, baseline, judged)
    place, shape = entry * PARTS + window, (pair.size, PARTS)
    rows, total, size = (
        np.bincount(place, values, pair.size * PARTS).reshape(shape) for values in (cells.rows, cells.total, cells.size)
    )
    here, later = size[:, :2].sum(axis=1) > 0, size[:, 2] > 0
    with np.errstate(divide="ignore", invalid="ignore"):
        level = total[here, :2].sum(axis=1) / size[here, :2].sum(axis=1)
        halves = total[here, :2] / size[here, :2]
    control, treated = np.bincount(pair[later & ~here] % 2, minlength=2).tolist()
    return Before(
        unit=pair[here] // 2,
        arm=pair[here] % 2,
        level=level,
        rows=rows[here, :2].sum(axis=1),
        stays=later[here],
        halves=halves,
        joined=(control, treated),
    )


def _of_quantiles(found: Before, quantiles: Quantiles, baseline: tuple[int, ...]) -> Before:
    """The same units with their quantiles in the place of their means; not a number where none was computed."""
    import numpy as np

    half, pairs = -(-len(baseline) // 2), found.unit * 2 + found.arm

    def levels(weeks: tuple[int, ...]) -> FloatArray:
        level: FloatArray = np.full(pairs.size, np.nan)
        known = quantiles.units.get(weeks)
        if known is not None:
            level[np.searchsorted(pairs, known.unit * 2 + known.arm)] = known.total / known.size
        return level

    halves = np.stack([levels(baseline[:half]), levels(baseline[half:])], axis=1)
    return replace(found, level=levels(baseline), halves=halves)


PARTS = 4
"""First and second half of the baseline, the judged weeks, and all other weeks."""


def _windows(week: IntArray, baseline: Sequence[int], judged: Sequence[int]) -> IntArray:
    """Which part each entry's week lies in."""
    import numpy as np

    if week.size == 0:
        return week
    first, half = int(week.min()), -(-len(baseline) // 2)
    part = np.full(int(week.max()) - first + 1, PARTS - 1, dtype=np.int64)
    for number, weeks in enumerate((baseline[:half], baseline[half:], judged)):
        inside = [one - first for one in weeks if 0 <= one - first < part.size]
        part[inside] = number
    found: IntArray = part[week - first]
    return found

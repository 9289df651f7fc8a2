"""Cells rolled up to one row per arm and calendar week: what weekly series are made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pilotaudit.estimates.cube import Cube, added, numbered, over_segments, within
from pilotaudit.estimates.sums import FloatArray, IntArray, Parts, Sample, grouped, only, rates, with_cube


@dataclass(frozen=True, slots=True)
class ArmWeeks:
    """Sums per arm (0 control, 1 treatment), week (t of them) and segment (k of them, after merging).

    week: (t,) calendar weeks that hold data, ascending; total, size: (2, t, k), sums of numerator and denominator over
    the units with data both in the baseline and in the judged weeks; rate: (k,), level of each segment in the baseline
    over all units of both arms. merged, dropped: as in `UnitSums`.
    """

    week: IntArray
    total: FloatArray
    size: FloatArray
    rate: FloatArray
    merged: tuple[int, ...] = ()
    dropped: bool = False

    def totals(self, arm: int, window: Sequence[int]) -> tuple[FloatArray, FloatArray]:
        """Sums of numerator and denominator of an arm over some weeks, (k,) each."""
        inside = np.isin(self.week, window)
        return self.total[arm, inside].sum(axis=0), self.size[arm, inside].sum(axis=0)


def arm_weeks(sample: Sample) -> ArmWeeks:
    """One row per arm and week: the baseline, and every pilot week, judged or not.

    A segment is compared by itself where each arm has 10 rows (proportions: successes) and two weeks with S > 0 in the
    baseline and in the pilot weeks: the rule of the units with weeks in their place, as an arm may be one unit.
    """
    cube = None if sample.weeks is not None else with_cube(sample).cube
    sums = _of_cells(sample) if cube is None else _of_cube(sample, cube)
    group, merged, dropped = _groups(sums, sample)
    columns = (group[:, None] == np.arange(int(group.max(initial=0)) + 1)).astype(np.float64)
    _, total, size = sums.stayers @ columns
    return ArmWeeks(sums.week, total, size, rates(*(sums.everybody @ columns)), merged, dropped)


@dataclass(frozen=True, slots=True)
class _Sums:
    """Before segments are merged: week (t,) and segment (k,).

    stayers: (3, 2, t, k), what counts as events, numerators and denominators, per arm; everybody: (2, 1, 1, k),
    numerators and denominators of the baseline over all units of both arms.
    """

    week: IntArray
    segment: IntArray
    stayers: FloatArray
    everybody: FloatArray


def _of_cube(sample: Sample, cube: Cube) -> _Sums:
    """From dense arrays: one product with the arms' stayers."""
    before, judged = cube.weeks(sample.baseline), cube.weeks(sample.judged)
    both = [over_segments(cube.size[window].sum(axis=0)) > 0 for window in (before, judged)]
    arms = np.stack([(cube.arm == arm) & both[0] & both[1] for arm in (0, 1)]).astype(np.float64)
    week = cube.first + np.arange(cube.there.shape[0])
    used = (within(week, sample.baseline) | (week >= 0)) & cube.there.any(axis=(1, 2))
    events = cube.total if sample.proportion else cube.rows
    stayers = np.stack([np.swapaxes(arms @ one[used], 0, 1) for one in (events, cube.total, cube.size)])
    everybody = np.stack([one[before].sum(axis=(0, 1)) for one in (cube.total, cube.size)])
    return _Sums(week[used], cube.segment, stayers, everybody[:, None, None])


def _of_cells(sample: Sample) -> _Sums:
    """The same from the cells alone, or from the weeks of groups where cells hold periods."""
    cells = sample.cells if sample.weeks is None else sample.weeks
    cells = only(cells, within(cells.week, sample.baseline) | (cells.week >= 0))
    before, judged = within(cells.week, sample.baseline), within(cells.week, sample.judged)
    pair, entry = numbered(cells.unit * 2 + cells.arm)
    both = [added(entry[window], cells.size[window], (pair.size,)) > 0 for window in (before, judged)]
    stays = (both[0] & both[1])[entry]
    first = int(cells.week.min(initial=0))
    week, place = numbered(cells.week - first)
    segment, column = numbered(cells.segment)
    shape = (2, week.size, segment.size)
    key = ((cells.arm * shape[1] + place) * shape[2] + column)[stays]
    events = cells.total if sample.proportion else cells.rows
    stayers = np.stack([added(key, one[stays], shape) for one in (events, cells.total, cells.size)])
    return _Sums(week + first, segment, stayers, _everybody(sample, segment))


def _everybody(sample: Sample, segment: IntArray) -> FloatArray:
    """Numerators and denominators of the baseline over all units, (2, 1, 1, k)."""
    cells, cube = sample.cells, sample.cube
    if cube is not None and cube.cells is cells:
        place, before = np.searchsorted(cube.segment, segment), cube.weeks(sample.baseline)
        return np.stack([one[before].sum(axis=(0, 1))[None, None, place] for one in (cube.total, cube.size)])
    cells = only(cells, within(cells.week, sample.baseline) & np.isin(cells.segment, segment))
    column = np.searchsorted(segment, cells.segment)
    return np.stack([added(column, one, (1, 1, segment.size)) for one in (cells.total, cells.size)])


def _groups(sums: _Sums, sample: Sample) -> tuple[IntArray, tuple[int, ...], bool]:
    """Which column each segment goes to, by the rule of `sums.grouped` with weeks as entries."""
    arm, place, segment = there = np.nonzero((sums.stayers[2] > 0) & sample.adjust)
    window = (~within(sums.week, sample.baseline)).astype(np.int64)[place]
    events, total, size = (one[there] for one in sums.stayers)
    return grouped(Parts(place, arm, window, segment, events, total, size), sums.segment)

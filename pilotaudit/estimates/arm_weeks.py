"""Cells rolled up to one row per arm and calendar week: what weekly series are made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pilotaudit.estimates.sums import (
    BoolArray,
    FloatArray,
    IntArray,
    Parts,
    Sample,
    added,
    grouped,
    numbered,
    only,
    rates,
)
from pilotaudit.panel.model import Cells


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
    cells = only(sample.cells, np.isin(sample.cells.week, sample.baseline) | (sample.cells.week >= 0))
    before = np.isin(cells.week, sample.baseline)
    first = int(cells.week.min(initial=0))
    week, place = numbered(cells.week - first)
    position, segment = numbered(cells.segment)
    stays = _stays(cells, before, np.isin(cells.week, sample.judged))
    events = cells.total if sample.proportion else cells.rows
    parts = Parts(place, cells.arm, (~before).astype(np.int64), segment, events, cells.total, cells.size)
    group, merged, dropped = grouped(parts.only(stays & sample.adjust), position)
    shape = (2, week.size, int(group.max(initial=0)) + 1)
    column = group[segment]
    key = ((cells.arm * shape[1] + place) * shape[2] + column)[stays]
    total, size = (added(key, values[stays], shape) for values in (cells.total, cells.size))
    whole = (added(column[before], values[before], (1, 1, shape[2])) for values in (cells.total, cells.size))
    return ArmWeeks(week + first, total, size, rates(*whole), merged, dropped)


def _stays(cells: Cells, before: BoolArray, judged: BoolArray) -> BoolArray:
    """Cells of units with data both before and in the judged weeks; where no unit is known an arm is one."""
    pair, entry = numbered(cells.unit * 2 + cells.arm)
    both = [added(entry[window], cells.size[window], (pair.size,)) > 0 for window in (before, judged)]
    stays: BoolArray = (both[0] & both[1])[entry]
    return stays

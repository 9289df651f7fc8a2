"""Cells rolled up to one row per unit: sums per window and segment, who stayed, and which segments can be compared."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from pilotaudit.panel.model import Cells

IntArray: TypeAlias = NDArray[np.int64]
FloatArray: TypeAlias = NDArray[np.float64]
BoolArray: TypeAlias = NDArray[np.bool_]

FEWEST_ROWS = 10
"""Rows (proportions: successes) that an arm x window cell of a segment needs, and each window of a stayer."""


@dataclass(frozen=True, slots=True)
class Sample:
    """The part of one metric's cells that one question looks at.

    baseline, judged: week indices of the two windows; proportion: whether successes are counted instead of rows;
    adjust: whether segments enter the comparison. joined: weeks of settling in, which only the test of a weekly series
    takes together with the judged ones.
    """

    cells: Cells
    baseline: tuple[int, ...]
    judged: tuple[int, ...]
    proportion: bool = False
    adjust: bool = True
    joined: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class UnitSums:
    """Sums per unit and arm (n of them), window (0 baseline, 1 judged) and segment (k of them, after merging).

    unit, arm: (n,); total, size: (n, 2, k), sums of numerator and denominator; rows: (n, 2); log_total: (n, 2) or None.
    events: (n, 2), what counts towards enough data: successes of a proportion, else rows.
    stays: (n,), data in both windows; rate: (k,), level of each segment in the baseline over all units of both arms.
    merged: positions of segments that were merged into `other`; dropped: whether all were, for lack of data.
    """

    unit: IntArray
    arm: IntArray
    total: FloatArray
    size: FloatArray
    rows: FloatArray
    events: FloatArray
    stays: BoolArray
    rate: FloatArray
    log_total: FloatArray | None = None
    merged: tuple[int, ...] = ()
    dropped: bool = False

    def stayers(self, arm: int) -> int:
        """Units of an arm with data in both windows."""
        return int((self.stays & (self.arm == arm)).sum())


def roll_up(sample: Sample) -> UnitSums:
    """One row per unit and arm, segments merged where they are too small to compare."""
    cells = only(sample.cells, np.isin(sample.cells.week, sample.baseline + sample.judged))
    pair, entry = numbered(cells.unit * 2 + cells.arm)
    position, segment = numbered(cells.segment)
    window, n = np.isin(cells.week, sample.judged).astype(np.int64), pair.size
    events = cells.total if sample.proportion else cells.rows
    parts = Parts(entry, cells.arm, window, segment, events, cells.total, cells.size)
    place = entry * 2 + window
    stays = _in_both(added(place, cells.size, (n, 2)))
    group, merged, dropped = grouped(parts.only(stays[entry] & sample.adjust), position)
    shape = (n, 2, int(group.max(initial=0)) + 1)
    key = place * shape[2] + group[segment]
    total, size = added(key, cells.total, shape), added(key, cells.size, shape)
    logs = None if cells.log_total is None else added(place, cells.log_total, (n, 2))
    return UnitSums(
        unit=pair // 2,
        arm=pair % 2,
        total=total,
        size=size,
        rows=added(place, cells.rows, (n, 2)),
        events=added(place, events, (n, 2)),
        stays=stays,
        rate=rates(total, size),
        log_total=logs,
        merged=merged,
        dropped=dropped,
    )


def without_segments(units: UnitSums) -> UnitSums:
    """The same units with all segments taken together: nothing is adjusted for case mix."""
    total, size = units.total.sum(axis=2, keepdims=True), units.size.sum(axis=2, keepdims=True)
    return replace(units, total=total, size=size, rate=rates(total, size))


def case_mix(units: UnitSums) -> FloatArray:
    """Level that each stayer's mix of segments would have at the common baseline rates, (stayers, 2).

    M_it = sum over k of share_itk x rho_k, shares of the denominator.
    """
    size = units.size[units.stays]
    mix: FloatArray = (size @ units.rate) / size.sum(axis=2)
    return mix


def levels(units: UnitSums) -> FloatArray:
    """Each stayer's level S/N in both windows, (stayers, 2)."""
    level: FloatArray = units.total[units.stays].sum(axis=2) / units.size[units.stays].sum(axis=2)
    return level


def is_sparse(units: UnitSums) -> bool:
    """Whether logs of single units cannot be trusted: a stayer with S = 0, or more than 10 % with under 10 rows."""
    stays = units.stays
    few = (units.events[stays] < FEWEST_ROWS).any(axis=1)
    return bool((units.total[stays].sum(axis=2) <= 0).any() or 10 * few.sum() > few.size)


def only(cells: Cells, chosen: BoolArray) -> Cells:
    """Some of the cells."""
    logs = None if cells.log_total is None else cells.log_total[chosen]
    return Cells(
        cells.unit[chosen],
        cells.arm[chosen],
        cells.segment[chosen],
        cells.week[chosen],
        cells.rows[chosen],
        cells.total[chosen],
        cells.size[chosen],
        logs,
    )


@dataclass(frozen=True, slots=True)
class Parts:
    """Cells with unit (or week) and segment as numbers from 0: what the merging rule counts."""

    entry: IntArray
    arm: IntArray
    window: IntArray
    segment: IntArray
    events: FloatArray
    total: FloatArray
    size: FloatArray

    def only(self, at: BoolArray) -> Parts:
        """Some of the cells."""
        return Parts(
            self.entry[at],
            self.arm[at],
            self.window[at],
            self.segment[at],
            self.events[at],
            self.total[at],
            self.size[at],
        )


def numbered(values: IntArray) -> tuple[IntArray, IntArray]:
    """Distinct values, ascending, and each value's place among them; values are not negative."""
    top = int(values.max(initial=0)) + 1
    if top > 8 * values.size + 1_000_000:
        return np.unique(values, return_inverse=True)
    # Positions are dense, so counting finds them without a sort.
    seen = np.bincount(values, minlength=top) > 0
    return np.flatnonzero(seen), (np.cumsum(seen) - 1)[values]


def added(place: IntArray, values: FloatArray, shape: tuple[int, ...]) -> FloatArray:
    """Values summed by place, as an array of that shape; zeros where there are none."""
    return np.bincount(place, values, math.prod(shape)).astype(np.float64, copy=False).reshape(shape)


def _in_both(size: FloatArray) -> BoolArray:
    both: BoolArray = (size[:, 0] > 0) & (size[:, 1] > 0)
    return both


def rates(total: FloatArray, size: FloatArray) -> FloatArray:
    """Baseline level per segment over all units; 0 where a segment has no baseline (it is never compared then)."""
    numerator, denominator = total[:, 0].sum(axis=0), size[:, 0].sum(axis=0)
    rates: FloatArray = np.divide(numerator, denominator, out=np.zeros_like(numerator), where=denominator > 0)
    return rates


def grouped(parts: Parts, position: IntArray) -> tuple[IntArray, tuple[int, ...], bool]:
    """Which column each segment goes to, the segments merged into `other`, and whether all were taken together.

    position: the segments' positions in the panel, ascending; parts: stayers only. Segments that no stayer has get a
    column of their own: they are compared nowhere, but leavers' sums stay whole.
    """
    together = np.zeros(position.size, dtype=np.int64)
    if position.size < 2 or parts.entry.size == 0:
        return together, (), False
    enough = _enough(parts, position.size)
    seen = np.bincount(parts.segment, parts.size, position.size) > 0
    small = ~enough & seen
    merged = tuple(position[small].tolist())
    other = parts.only(small[parts.segment])
    if merged and not _enough(replace(other, segment=np.zeros_like(other.segment)), 1)[0]:
        return together, merged, True
    group = np.cumsum(enough) - 1
    group[small] = enough.sum()
    group[~seen] = group.max() + 1
    return group, merged, False


def _enough(parts: Parts, k: int) -> BoolArray:
    """Per segment: at least 10 rows (successes) and 2 units with S > 0 in every arm x window cell that exists."""
    cell = parts.arm * 2 + parts.window
    events = np.bincount(cell * k + parts.segment, parts.events, 4 * k).reshape(4, k)
    key, inverse = numbered((parts.entry * 4 + cell) * k + parts.segment)
    positive = key[np.bincount(inverse, parts.total, key.size) > 0]
    units = np.bincount(positive % (4 * k), minlength=4 * k).reshape(4, k)
    good = (events >= FEWEST_ROWS) & (units >= 2)
    cells = [2 * arm + window for arm in np.unique(parts.arm) for window in (0, 1)]
    return np.asarray(good[cells].all(axis=0), dtype=np.bool_)

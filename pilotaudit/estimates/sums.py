"""Cells rolled up to one row per unit: sums per window and segment, who stayed, and which segments can be compared."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from pilotaudit.estimates.cube import Cube, Weeks, cube_of
from pilotaudit.estimates.cube import added as added  # noqa: PLC0414
from pilotaudit.estimates.cube import distinct as distinct  # noqa: PLC0414
from pilotaudit.estimates.cube import numbered as numbered  # noqa: PLC0414
from pilotaudit.estimates.cube import over_segments as over_segments  # noqa: PLC0414
from pilotaudit.estimates.cube import over_units as over_units  # noqa: PLC0414
from pilotaudit.estimates.cube import within as within  # noqa: PLC0414
from pilotaudit.panel.model import Along, Cells, Quantiles, Slopes, Squares

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
    takes together with the judged ones. cube: the cells as dense arrays, where they were made already.
    slopes, weeks: weekly slopes before the pilot, and the groups' own weeks, where the cells hold periods.
    covariates: (units of the panel, k), what is held constant; not a number where a unit has none. quantiles: of a
    metric that is one; the cells hold the sums of the same values.
    """

    cells: Cells
    baseline: tuple[int, ...]
    judged: tuple[int, ...]
    proportion: bool = False
    adjust: bool = True
    joined: tuple[int, ...] = ()
    cube: Cube | None = None
    slopes: Slopes | None = None
    weeks: Cells | None = None
    covariates: FloatArray | None = None
    quantiles: Quantiles | None = None


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
    """One row per unit and arm, segments merged where they are too small to compare.

    Of a quantile S/N is each unit's quantile over the window, weighted by its rows, and there are no segments; a window
    that none were computed for has no units.
    """
    if sample.quantiles is not None:
        return _rolled_quantiles(sample, sample.quantiles)
    cube = with_cube(sample).cube
    return _rolled_cells(sample) if cube is None else _rolled_cube(sample, cube)


def with_cube(sample: Sample) -> Sample:
    """The same sample with its cells as dense arrays, so that they are made once for all its windows."""
    made = sample.cube is not None and sample.cube.cells is sample.cells
    return sample if made else replace(sample, cube=cube_of(sample.cells))


def _rolled_cube(sample: Sample, cube: Cube) -> UnitSums:
    """From dense arrays: a window is a sum over its weeks."""
    weeks = cube.weeks(sample.baseline), cube.weeks(sample.judged)
    there = _windows(cube.there, weeks)
    entries, segments = over_segments(over_segments(there)) > 0, over_units(there).sum(axis=0) > 0
    total, size, rows = (_some(_windows(sums, weeks), entries, segments) for sums in (cube.total, cube.size, cube.rows))
    events, arm, stays = total if sample.proportion else rows, cube.arm[entries], _in_both(over_segments(size))
    counted = _Counted(_arms(arm, stays), events, total, size)
    group, merged, dropped = _dense_groups(counted, cube.segment[segments], sample.adjust)
    total, size = _regrouped(total, group), _regrouped(size, group)
    return UnitSums(
        unit=cube.unit[entries],
        arm=arm,
        total=total,
        size=size,
        rows=over_segments(rows),
        events=over_segments(events),
        stays=stays,
        rate=rates(total, size),
        log_total=None if cube.log_total is None else _windows(cube.log_total, weeks)[entries],
        merged=merged,
        dropped=dropped,
    )


def _rolled_quantiles(sample: Sample, quantiles: Quantiles) -> UnitSums:
    """Both windows side by side, each as if it were one week."""
    nobody = only(sample.cells, np.zeros(sample.cells.unit.size, dtype=np.bool_))
    windows = [quantiles.units.get(weeks, nobody) for weeks in (sample.baseline, sample.judged)]
    week = np.repeat(np.array([-1, 0], dtype=np.int64), [one.unit.size for one in windows])
    names = ("unit", "arm", "segment", "rows", "total", "size")
    unit, arm, segment, rows, total, size = (np.concatenate([getattr(one, name) for one in windows]) for name in names)
    return _rolled_cells(Sample(Cells(unit, arm, segment, week, rows, total, size), (-1,), (0,), adjust=False))


def _rolled_cells(sample: Sample) -> UnitSums:
    """The same from the cells alone, for units and segments of which few occur together."""
    week = sample.cells.week
    cells = only(sample.cells, within(week, sample.baseline) | within(week, sample.judged))
    pair, entry = numbered(cells.unit * 2 + cells.arm)
    position, segment = numbered(cells.segment)
    window, n = within(cells.week, sample.judged).astype(np.int64), pair.size
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
    mix: FloatArray = over_segments(size * units.rate) / over_segments(size)
    return mix


def levels(units: UnitSums) -> FloatArray:
    """Each stayer's level S/N in both windows, (stayers, 2)."""
    level: FloatArray = over_segments(units.total[units.stays]) / over_segments(units.size[units.stays])
    return level


def is_sparse(units: UnitSums) -> bool:
    """Whether logs of single units cannot be trusted: a stayer with S = 0, or more than 10 % with under 10 rows."""
    stays = units.stays
    events = units.events[stays]
    few = np.minimum(events[:, 0], events[:, 1]) < FEWEST_ROWS
    return bool((over_segments(units.total[stays]) <= 0).any() or 10 * few.sum() > few.size)


def only(cells: Cells, chosen: BoolArray) -> Cells:
    """Some of the cells."""
    logs, squares, along = cells.log_total, cells.squares, cells.along
    return Cells(
        cells.unit[chosen],
        cells.arm[chosen],
        cells.segment[chosen],
        cells.week[chosen],
        cells.rows[chosen],
        cells.total[chosen],
        cells.size[chosen],
        None if logs is None else logs[chosen],
        None if squares is None else Squares(*(getattr(squares, one.name)[chosen] for one in fields(squares))),
        None if along is None else Along(*(getattr(along, one.name)[chosen] for one in fields(along))),
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


@dataclass(frozen=True, slots=True)
class _Counted:
    """Dense sums: what the merging rule counts. arms: (arms, n), 1 for the stayers of each; the others: (n, 2, k)."""

    arms: FloatArray
    events: FloatArray
    total: FloatArray
    size: FloatArray

    def together(self, small: BoolArray) -> _Counted:
        """Some segments as one."""
        parts = (over_segments(one[:, :, small])[:, :, None] for one in (self.events, self.total, self.size))
        return _Counted(self.arms, *parts)

    def enough(self) -> BoolArray:
        """As `_enough`, per segment."""
        events, units = self.added(self.events), self.added((self.total > 0).astype(np.float64))
        return np.asarray(((events >= FEWEST_ROWS) & (units >= 2)).all(axis=0), dtype=np.bool_)

    def added(self, sums: FloatArray) -> FloatArray:
        """Sums over each arm's stayers, (arms x windows, k)."""
        return np.asarray(self.arms @ sums.reshape(self.arms.shape[1], -1)).reshape(-1, sums.shape[2])


def _arms(arm: IntArray, stays: BoolArray) -> FloatArray:
    """Which stayers belong to which arm, (arms that have any, n)."""
    each = np.stack([stays & (arm == 0), stays & (arm == 1)])
    return each[each.any(axis=1)].astype(np.float64)


def _dense_groups(counted: _Counted, position: IntArray, adjust: bool) -> tuple[IntArray, tuple[int, ...], bool]:
    """As `grouped`, from dense sums."""
    if not adjust or position.size < 2 or not counted.arms.size:
        return np.zeros(position.size, dtype=np.int64), (), False
    seen = counted.added(counted.size).sum(axis=0) > 0
    return _columns(position, counted.enough(), seen, lambda small: bool(counted.together(small).enough()[0]))


def _windows(sums: NDArray[np.generic], weeks: tuple[Weeks, Weeks]) -> FloatArray:
    """Sums over the weeks of both windows, (entries, 2, ...)."""
    return np.stack([sums[window].sum(axis=0) for window in weeks], axis=1)


def _some(sums: FloatArray, entries: BoolArray, segments: BoolArray) -> FloatArray:
    """The entries and segments that occur; no copy where all do."""
    kept = sums if entries.all() else sums[entries]
    return kept if segments.all() else kept[:, :, segments]


def _regrouped(sums: FloatArray, group: IntArray) -> FloatArray:
    """Segments added up into their columns, (n, 2, columns)."""
    columns = int(group.max(initial=0)) + 1
    if columns == group.size:
        return sums[:, :, np.argsort(group)] if (np.diff(group) < 0).any() else sums
    if columns == 1:
        return over_segments(sums)[:, :, None]
    one_of = (group[:, None] == np.arange(columns)).astype(np.float64)
    return np.asarray(sums.reshape(-1, group.size) @ one_of).reshape(-1, 2, columns)


def _in_both(size: FloatArray) -> BoolArray:
    both: BoolArray = (size[:, 0] > 0) & (size[:, 1] > 0)
    return both


def rates(total: FloatArray, size: FloatArray) -> FloatArray:
    """Baseline level per segment over all units; 0 where a segment has no baseline (it is never compared then)."""
    numerator, denominator = over_units(total[:, 0]), over_units(size[:, 0])
    rates: FloatArray = np.divide(numerator, denominator, out=np.zeros_like(numerator), where=denominator > 0)
    return rates


def grouped(parts: Parts, position: IntArray) -> tuple[IntArray, tuple[int, ...], bool]:
    """Which column each segment goes to, the segments merged into `other`, and whether all were taken together.

    position: the segments' positions in the panel, ascending; parts: stayers only. Segments that no stayer has get a
    column of their own: they are compared nowhere, but leavers' sums stay whole.
    """
    if position.size < 2 or parts.entry.size == 0:
        return np.zeros(position.size, dtype=np.int64), (), False

    def enough_together(small: BoolArray) -> bool:
        other = parts.only(small[parts.segment])
        return bool(_enough(replace(other, segment=np.zeros_like(other.segment)), 1)[0])

    seen = np.bincount(parts.segment, parts.size, position.size) > 0
    return _columns(position, _enough(parts, position.size), seen, enough_together)


def _columns(
    position: IntArray, enough: BoolArray, seen: BoolArray, enough_together: Callable[[BoolArray], bool]
) -> tuple[IntArray, tuple[int, ...], bool]:
    """As `grouped`, of segments that have enough to compare by themselves, and that any stayer has."""
    small = ~enough & seen
    merged = tuple(position[small].tolist())
    if merged and not enough_together(small):
        return np.zeros(position.size, dtype=np.int64), merged, True
    group: IntArray = np.cumsum(enough) - 1
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

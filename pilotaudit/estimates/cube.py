"""One metric's sums as dense arrays: every question about weeks is then a sum over a slice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import prod
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from pilotaudit.panel.model import Cells

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from pilotaudit.panel.model import FloatArray, IntArray

    BoolArray = NDArray[np.bool_]

Weeks: TypeAlias = "slice | list[int]"

DENSEST = 1_000_000
EMPTIEST = 8
"""Arrays of more than a million numbers are made only where at least one in eight of them is filled."""

MOST_COLUMNS = 16
MANY_UNITS = 1000
"""Sums over a short axis are taken column by column: many times as fast where the other axis is long."""


@dataclass(frozen=True, slots=True)
class Cube:
    """The sums of a metric, (weeks, entries, segments); an entry is a unit in an arm.

    cells: what it was made of; first: index of the first week. unit, arm: of each entry, ascending; segment: positions
    in the panel, ascending. there: where there is a cell; log_total: (weeks, entries), or None.
    """

    cells: Cells
    first: int
    unit: IntArray
    arm: IntArray
    segment: IntArray
    there: BoolArray
    rows: FloatArray
    total: FloatArray
    size: FloatArray
    log_total: FloatArray | None

    def weeks(self, wanted: Sequence[int]) -> Weeks:
        """The places of these weeks along the first axis; weeks without any cell have none."""
        places = [week - self.first for week in wanted if 0 <= week - self.first < self.there.shape[0]]
        # Weeks in a row need no copy.
        in_a_row = places and places == [*range(places[0], places[-1] + 1)]
        return slice(places[0], places[-1] + 1) if in_a_row else places

    def of_segment(self, position: int, cells: Cells) -> Cube | None:
        """One segment by itself; None where logs are kept, which are not known by segment. cells: its cells."""
        if self.log_total is not None:
            return None
        at = np.flatnonzero(self.segment == position)
        rows, total, size = (sums[:, :, at] for sums in (self.rows, self.total, self.size))
        there = self.there[:, :, at]
        return replace(self, cells=cells, segment=self.segment[at], there=there, rows=rows, total=total, size=size)


def cube_of(cells: Cells) -> Cube | None:
    """The cells as dense arrays; None where these would be mostly empty, or where there are no cells."""
    if not cells.unit.size:
        return None
    pair, entry = numbered(cells.unit * 2 + cells.arm)
    segment, column = numbered(cells.segment)
    first = int(cells.week.min())
    shape = (int(cells.week.max()) - first + 1, pair.size, segment.size)
    if prod(shape) > max(DENSEST, EMPTIEST * cells.unit.size):
        return None
    line = (cells.week - first) * pair.size + entry
    place = line * segment.size + column
    rows = added(place, cells.rows, shape)
    return Cube(
        cells=cells,
        first=first,
        unit=pair // 2,
        arm=pair % 2,
        segment=segment,
        there=(np.bincount(place, minlength=prod(shape)) > 0).reshape(shape),
        rows=rows,
        total=added(place, cells.total, shape),
        size=rows if cells.size is cells.rows else added(place, cells.size, shape),
        log_total=None if cells.log_total is None else added(line, cells.log_total, shape[:2]),
    )


def numbered(values: IntArray) -> tuple[IntArray, IntArray]:
    """Distinct values, ascending, and each value's place among them; values are not negative."""
    top = int(values.max(initial=0)) + 1
    if top > 8 * values.size + 1_000_000:
        return np.unique(values, return_inverse=True)
    # Positions are dense, so counting finds them without a sort.
    seen = np.bincount(values, minlength=top) > 0
    return np.flatnonzero(seen), (np.cumsum(seen) - 1)[values]


def distinct(values: IntArray) -> IntArray:
    """Distinct values, ascending, of any sign."""
    first = int(values.min(initial=0))
    return numbered(values - first)[0] + first


def added(place: IntArray, values: FloatArray, shape: tuple[int, ...]) -> FloatArray:
    """Values summed by place, as an array of that shape; zeros where there are none."""
    return np.bincount(place, values, prod(shape)).astype(np.float64, copy=False).reshape(shape)


def within(week: IntArray, weeks: Sequence[int]) -> BoolArray:
    """Which entries lie in these weeks."""
    if weeks and max(weeks) - min(weeks) + 1 == len(set(weeks)):
        # Weeks in a row, as nearly always, need two comparisons and no search.
        return (week >= min(weeks)) & (week <= max(weeks))
    return np.isin(week, weeks)


def over_segments(sums: FloatArray) -> FloatArray:
    """Sums over the last axis, which is short as a rule."""
    if not 0 < sums.shape[-1] <= MOST_COLUMNS:
        return np.asarray(sums.sum(axis=-1), dtype=np.float64)
    found = sums[..., 0]
    for column in range(1, sums.shape[-1]):
        found = found + sums[..., column]
    return found


def over_units(sums: FloatArray) -> FloatArray:
    """Sums over the first axis, which is long as a rule."""
    flat = sums.reshape(sums.shape[0], prod(sums.shape[1:]))
    if flat.shape[0] < MANY_UNITS or flat.shape[1] > 2 * MOST_COLUMNS:
        return np.asarray(sums.sum(axis=0), dtype=np.float64)
    return np.array([flat[:, column].sum() for column in range(flat.shape[1])]).reshape(sums.shape[1:])

"""Cells rolled up to the corners of a comparison of rows: arm by window, each by segment."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pilotaudit.estimates.sums import FEWEST_ROWS, FloatArray, IntArray, Sample, added, rates, within


@dataclass(frozen=True, slots=True)
class RowSums:
    """Sums per arm (0 control, 1 treatment), window (0 baseline, 1 judged) and segment, (2, 2, k) after merging.

    rows, events: how many, and how many count as enough data (successes of a proportion, else rows); total, size: of
    numerator and denominator; squares, breadth, product: of numerator squared, denominator squared, and their product.
    rate: (k,), level of each segment in the baseline of both arms, 0 without one. merged, dropped: as in `UnitSums`.
    """

    rows: FloatArray
    events: FloatArray
    total: FloatArray
    size: FloatArray
    squares: FloatArray
    breadth: FloatArray
    product: FloatArray
    rate: FloatArray
    merged: tuple[int, ...] = ()
    dropped: bool = False


def row_sums(sample: Sample) -> RowSums:
    """Sums of the rows of both windows; a segment with under 10 rows (successes) in a corner is taken as "other".

    Raises ValueError for cells without squares.
    """
    cells, products = sample.cells, sample.cells.squares
    if products is None:
        raise ValueError("rows can be compared only where their squares were summed")
    judged = within(cells.week, sample.judged)
    used = judged | within(cells.week, sample.baseline)
    position = np.unique(cells.segment[used])
    shape = (2, 2, max(1, position.size))
    place = ((cells.arm * 2 + judged)[used] * shape[2]) + np.searchsorted(position, cells.segment[used])
    events = cells.total if sample.proportion else cells.rows
    sums = (cells.rows, events, cells.total, cells.size, products.total, products.size, products.product)
    dense = [added(place, one[used], shape) for one in sums]
    group, merged, dropped = _groups(dense[1], position, adjust=sample.adjust and bool(sample.baseline))
    one_of = (group[:, None] == np.arange(int(group.max(initial=0)) + 1)).astype(np.float64)
    rows, many, total, size, *of_products = (one @ one_of if position.size else one for one in dense)
    squares, breadth, product = of_products
    rate = rates(total, size)
    return RowSums(rows, many, total, size, squares, breadth, product, rate, merged, dropped)


def _groups(events: FloatArray, position: IntArray, *, adjust: bool) -> tuple[IntArray, tuple[int, ...], bool]:
    """Which column each segment goes to, the segments merged, and whether all were taken together."""
    none = np.zeros(position.size, dtype=np.int64)
    if not adjust or position.size < 2:
        return none, (), False
    corners = events[events.sum(axis=(1, 2)) > 0].reshape(-1, position.size)
    enough = (corners >= FEWEST_ROWS).all(axis=0)
    merged = tuple(position[~enough].tolist())
    if merged and (corners[:, ~enough].sum(axis=1) < FEWEST_ROWS).any():
        return none, merged, True
    return np.where(enough, np.cumsum(enough) - 1, enough.sum()), merged, False

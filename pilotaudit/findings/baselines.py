"""Units as they stood before the pilot, for the checks on how alike the groups were and how they were chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from pilotaudit.panel.model import Cells, FloatArray, IntArray

    BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Before:
    """One entry per unit and arm with work in the baseline.

    unit, arm: positions, 1 for treatment; level: S/N in the metric's unit; rows: usable rows; stays: whether it has
    work in the judged weeks too. halves: (n, 2), level in the first and the second half of the baseline weeks, not a
    number where there was no work.
    """

    unit: IntArray
    arm: IntArray
    level: FloatArray
    rows: FloatArray
    stays: BoolArray
    halves: FloatArray


def before(cells: Cells, baseline: Sequence[int], judged: Sequence[int]) -> Before:
    """Units in the baseline weeks. baseline, judged: week indices; the first half has the odd week."""
    import numpy as np

    pair, entry = np.unique(cells.unit * 2 + cells.arm, return_inverse=True)
    half = -(-len(baseline) // 2)
    windows = (baseline, judged, baseline[:half], baseline[half:])
    rows, total, size = (
        np.stack([_added(entry, values, np.isin(cells.week, weeks), pair.size) for weeks in windows])
        for values in (cells.rows, cells.total, cells.size)
    )
    here = size[0] > 0
    with np.errstate(divide="ignore", invalid="ignore"):
        level = (total / size)[:, here]
    return Before(
        unit=pair[here] // 2,
        arm=pair[here] % 2,
        level=level[0],
        rows=rows[0, here],
        stays=size[1, here] > 0,
        halves=level[2:].T,
    )


def _added(entry: IntArray, values: FloatArray, inside: BoolArray, length: int) -> FloatArray:
    import numpy as np

    return np.bincount(entry[inside], values[inside], length).astype(np.float64)

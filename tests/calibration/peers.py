"""What others would use on the same pilots, computed from sums and sums of squares exactly as from the rows.

Each gives its one-sided p-value of an improvement, that is, of a fall.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Mapping
from functools import cache

import numpy as np
from scipy.special import stdtr

from tests.calibration.draw import Sums
from tests.calibration.world import Floats

Windows = tuple[Floats, Floats, Floats]
"""Rows, sums and sums of squares of one pilot, each (units, 2 windows); judged are all pilot weeks."""


def windows(sums: Sums, pilot: int, weeks: int | None = None) -> Windows:
    """One pilot's rows before the start and after it, up to so many pilot weeks."""
    start = sums.world.baseline
    end = sums.world.weeks.size if weeks is None else start + weeks
    parts = (slice(0, start), slice(start, end))
    rows, total, squares = (
        np.stack([one[pilot, :, part].sum(axis=(1, 2)) for part in parts], axis=1).astype(np.float64)
        for one in (sums.size, sums.total, sums.squares)
    )
    return rows, total, squares


def welch(arm: np.ndarray, data: Windows) -> float:
    """Welch's t test, rows of treatment against rows of control, after the start."""
    return _welch(*(_moments(arm == one, data, 1) for one in (1, 0)))


def before_after(arm: np.ndarray, data: Windows) -> float:
    """Welch's t test, rows of treatment after the start against rows before it."""
    return _welch(_moments(arm == 1, data, 1), _moments(arm == 1, data, 0))


def did_hc1(arm: np.ndarray, data: Windows) -> float:
    """Difference in differences by least squares on the rows, HC1 errors."""
    effect, variance, rows = _did(arm, data)
    return float(stdtr(rows - 4, effect / np.sqrt(variance * rows / (rows - 4))))


def did_cr1(arm: np.ndarray, data: Windows) -> float:
    """The same with errors clustered by unit (CR1), t with one df less than units."""
    rows, total, _ = data
    effect, _, number = _did(arm, data)
    scores = np.zeros(arm.size)
    for one in (0, 1):
        inside = arm == one
        for window in (0, 1):
            n, s = rows[inside, window], total[inside, window]
            scores[inside] += (1 if one == window else -1) * (s - n * s.sum() / n.sum()) / n.sum()
    units = int((rows.sum(axis=1) > 0).sum())
    scale = units / (units - 1) * (number - 1) / (number - 4)
    return float(stdtr(units - 1, effect / np.sqrt(scale * (scores**2).sum())))


def cuped(arm: np.ndarray, data: Windows) -> float:
    """tea-tasting: ratio of sums per unit after the start, adjusted by the same ratio before it (CUPED)."""
    import pandas as pd

    rows, total, _ = data
    stays = (rows > 0).all(axis=1)
    table = pd.DataFrame(
        {
            "variant": arm[stays],
            "total": total[stays, 1],
            "rows": rows[stays, 1],
            "total_before": total[stays, 0],
            "rows_before": rows[stays, 0],
        }
    )
    found = _experiment().analyze(table, control=0)["level"]
    return found.pvalue / 2 if found.effect_size < 0 else 1 - found.pvalue / 2


@cache
def _experiment():
    import tea_tasting

    return tea_tasting.Experiment(level=tea_tasting.RatioOfMeans("total", "rows", "total_before", "rows_before"))


PEERS: Mapping[str, Callable[[np.ndarray, Windows], float]] = {
    "Welch on rows": welch,
    "before and after on rows": before_after,
    "difference in differences on rows, HC1": did_hc1,
    "difference in differences on rows, clustered by unit (CR1)": did_cr1,
    "tea-tasting, CUPED per unit": cuped,
}


def present() -> tuple[str, ...]:
    """The peers that can be run here; tea-tasting is not among a developer's packages."""
    missing = importlib.util.find_spec("tea_tasting") is None
    return tuple(name for name in PEERS if not (missing and name.startswith("tea-tasting")))


Moments = tuple[float, float, float]
"""Rows, mean, and the sample variance of the rows."""


def _moments(units: np.ndarray, data: Windows, window: int) -> Moments:
    n, total, squares = (float(one[units, window].sum()) for one in data)
    mean = total / n
    return n, mean, (squares - n * mean**2) / (n - 1)


def _welch(one: Moments, other: Moments) -> float:
    parts = one[2] / one[0], other[2] / other[0]
    df = sum(parts) ** 2 / (parts[0] ** 2 / (one[0] - 1) + parts[1] ** 2 / (other[0] - 1))
    return float(stdtr(df, (one[1] - other[1]) / np.sqrt(sum(parts))))


def _did(arm: np.ndarray, data: Windows) -> tuple[float, float, float]:
    """The interaction, its HC0 variance, and the number of rows."""
    cells = {(one, window): _moments(arm == one, data, window) for one in (0, 1) for window in (0, 1)}
    effect = sum((1 if one == window else -1) * moments[1] for (one, window), moments in cells.items())
    variance = sum(moments[2] * (moments[0] - 1) / moments[0] ** 2 for moments in cells.values())
    return effect, variance, sum(moments[0] for moments in cells.values())

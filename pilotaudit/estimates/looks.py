"""Interim looks: how much of the 2.5 % each registered look may spend, and the level that is left for the last one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from math import sqrt
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pilotaudit.panel.model import FloatArray
    from pilotaudit.panel.timeline import Look

ONE_SIDED: Final = 0.025
"""What all looks together may spend, one-sided."""
NODES, REACH, HALVINGS = 256, 9.0, 80
"""Points of the grid, standard deviations that it reaches down, halvings of the interval that holds a boundary."""
FARTHEST: Final = 38.0
"""A boundary beyond this has a level that no number can carry."""


def level_of(look: Look, alpha: float = ONE_SIDED) -> float | None:
    """The one-sided level that a test must meet at this look; None at an interim run, which is no gate.

    alpha: what all looks together may spend. Without registered looks the decision has all of it.
    """
    return None if look.kind == "interim" else level_at(look.times, alpha)


def level_at(times: tuple[float, ...], alpha: float = ONE_SIDED) -> float:
    """The level of the last of these looks; 0 where there is none, because nothing can be judged yet."""
    return nominal_levels(times, alpha)[-1] if times else 0.0


def spent(time: float, alpha: float = ONE_SIDED) -> float:
    """Alpha spent once a share `time` of the settled weeks has passed: 2 (1 - Phi(z / sqrt(time))), z of alpha / 2.

    time: in (0, 1]. Source: Lan & DeMets (1983), O'Brien-Fleming type.
    """
    from scipy.special import ndtr, ndtri

    return 2 * float(ndtr(ndtri(alpha / 2) / sqrt(time)))


@lru_cache(maxsize=64)
def nominal_levels(times: tuple[float, ...], alpha: float = ONE_SIDED) -> tuple[float, ...]:
    """One-sided nominal level of each look, so that the chance of passing any of them without an effect is `alpha`.

    times: shares of the settled weeks that have passed, ascending, each in (0, 1]. The levels follow by recursion over
    the increments of a Brownian motion, so that two looks correlate by sqrt(t_j / t_k).
    Raises ValueError for times that do not ascend within (0, 1].
    Source: Lan & DeMets (1983); Armitage, McPherson & Rowe (1969). Agrees with 0.001525 and 0.0245 at t = 1/2 and 1.
    """
    _refuse_disorder(times)
    if times == (1.0,):
        return (alpha,)
    from scipy.special import ndtr

    return tuple(float(ndtr(-boundary)) for boundary in _boundaries(times, alpha))


def _refuse_disorder(times: Sequence[float]) -> None:
    steps = zip((0.0, *times), times, strict=False)
    if not times or times[-1] > 1 or any(earlier >= later for earlier, later in steps):
        raise ValueError(f"looks must ascend within 0 and 1, not {times}")


def _boundaries(times: Sequence[float], alpha: float) -> list[float]:
    """Boundaries of the looks, as z: each one leaves, of the paths that crossed none before, just what it may spend."""
    import numpy as np

    # The motion starts at 0: one path with all of the weight.
    path, weight = np.zeros(1), np.ones(1)
    found, before, used = [], 0.0, 0.0
    for time in times:
        step, budget = sqrt(time - before), spent(time, alpha)
        boundary = _boundary(path, weight, time, step, budget - used)
        found.append(boundary)
        path, weight = _onwards(path, weight, step, boundary * sqrt(time), time)
        before, used = time, budget
    return found


def _boundary(path: FloatArray, weight: FloatArray, time: float, step: float, budget: float) -> float:
    """The z that paths which crossed none before exceed with just this probability."""
    from scipy.special import ndtr

    def crossing(z: float) -> float:
        return float(weight @ ndtr((path - z * sqrt(time)) / step))

    return _halved(crossing, budget)


def _halved(crossing: Callable[[float], float], budget: float) -> float:
    """Where a falling function comes down to the budget, by halving."""
    low, high = -FARTHEST, FARTHEST
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if crossing(middle) > budget else (low, middle)
    return (low + high) / 2


def _onwards(
    path: FloatArray, weight: FloatArray, step: float, edge: float, time: float
) -> tuple[FloatArray, FloatArray]:
    """Where the paths that stayed below the edge are now: points of a grid and the probability at each."""
    import numpy as np

    points, shares = np.polynomial.legendre.leggauss(NODES)
    low = -REACH * sqrt(time)
    half = (edge - low) / 2
    now = low + half * (points + 1)
    density = np.exp(-0.5 * ((now[:, None] - path[None, :]) / step) ** 2) / (step * sqrt(2 * np.pi))
    return now, half * shares * (density @ weight)

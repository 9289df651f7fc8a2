"""The noncentral t distribution: what a t value is when there is something to see."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from pilotaudit.panel.model import FloatArray

NODES, TAIL = 64, 1e-17
"""Points between two edges of a quadrature, and what it leaves out at each end."""
EDGES: Final = (-9.0, 0.0, 9.0)
"""Standard deviations beside a threshold between which a normal distribution function rises."""


def above(threshold: float, df: float, shift: float) -> float:
    """Probability that a noncentral t value lies above a threshold. Agrees with scipy's nct.

    The mean of Phi(shift - threshold s) over s, the root of a chi square over its df. scipy.special.nctdtr is not
    used: it gives no number at all for some large shifts and for some small df.
    """
    from scipy.special import ndtr

    spread, weight = _weighted(df, sorted((shift + beside) / threshold for beside in EDGES) if threshold else ())
    return float(weight @ ndtr(shift - threshold * spread))


def threshold_of(df: float, alpha: float) -> float:
    """The t value that chance alone exceeds with this probability."""
    from scipy.special import stdtrit

    return float(stdtrit(df, 1 - alpha))


def _weighted(df: float, breaks: Sequence[float]) -> tuple[FloatArray, FloatArray]:
    """Values of the root of a chi square over its df, and their weights: Gauss-Legendre between its ends and breaks.

    Cube roots are what is spread evenly: under two df the density is not smooth at zero.
    """
    from scipy.special import gammainccinv, gammaincinv

    low, high = (float(2 * inverse(df / 2, TAIL) / df) ** (1 / 6) for inverse in (gammaincinv, gammainccinv))
    edges = np.array([low, *(min(max(one, low**3), high**3) ** (1 / 3) for one in breaks), high])
    nodes, shares = _legendre()
    half = np.diff(edges)[:, None] / 2
    root = (edges[:-1, None] + half * (nodes + 1)).ravel()
    spread = root**3
    log_density = (df - 1) * np.log(spread) - df * spread**2 / 2
    weight = (half * shares).ravel() * root**2 * np.exp(log_density - log_density.max())
    return spread, weight / weight.sum()


@lru_cache(maxsize=1)
def _legendre() -> tuple[FloatArray, FloatArray]:
    return np.polynomial.legendre.leggauss(NODES)

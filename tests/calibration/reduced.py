"""The reduced calibration: few pilots, the seed of development, and limits that say how few they are."""

from __future__ import annotations

from functools import cache

import numpy as np
from scipy.special import bdtr, chdtri, ndtr, stdtrit

from tests.calibration.pilots import USUAL, Promise
from tests.calibration.run import DEVELOPMENT, Study, results
from tests.calibration.trials import Columns, Trial
from tests.calibration.world import World

CONFIDENCE = 0.999
"""Of a binomial limit: a share that is what it should be lies beyond it in one of a thousand sets of pilots."""


@cache
def drawn(trial: Trial, world: World, runs: int, promise: Promise = USUAL) -> Columns:
    """What a trial writes down about so many pilots; the same on every machine."""
    study = Study(f"reduced {trial.__name__} {world} {promise}", trial, world, promise, runs)
    return results([study], DEVELOPMENT)[study.name]


def limits(share: float, runs: int) -> tuple[float, float]:
    """Shares between which `runs` trials with this chance lie with that confidence."""
    below = bdtr(np.arange(runs + 1), runs, share)
    low, high = np.searchsorted(below, [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2])
    return low / runs, high / runs


def at_most(share: float, runs: int) -> float:
    """The largest share that is still explained by a chance of `share`."""
    return limits(share, runs)[1]


def at_least(share: float, runs: int) -> float:
    """The smallest one."""
    return limits(share, runs)[0]


def exact_size(treated: int, control: int, points: int = 400) -> float:
    """One-sided size of the 95 % interval for normal unit changes: P(Z > t sqrt(V)), V of two scaled chi-squares.

    It is 2.5 % for equal arms and less for very unequal ones, where Bell-McCaffrey df err on the side of caution.
    The df are written out here, so that wrong ones in the program are not wrong here too.
    """
    df = (1 / treated + 1 / control) ** 2 / sum(1 / (n**2 * (n - 1)) for n in (treated, control))
    middle = (np.arange(points) + 0.5) / points
    spread = [chdtri(n - 1, 1 - middle) / (n - 1) / n for n in (treated, control)]
    ratio = (spread[0][:, None] + spread[1]) / (1 / treated + 1 / control)
    return float(ndtr(-stdtrit(df, 0.975) * np.sqrt(ratio)).mean())

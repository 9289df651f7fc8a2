"""The best that could be done: power of a t test that knows which error the judged weeks have."""

from __future__ import annotations

import numpy as np
from scipy.special import nctdtr, stdtrit

from tests.calibration.world import Floats

LEVEL = 0.025
"""One-sided level of the two-sided 95 % interval."""


def power(effect: float, estimates: Floats, treated: int, control: int) -> float:
    """Chance that a t test with pooled variance finds a fall of this size (log scale, negative).

    estimates: the decider's estimates over many pilots of one world, whose spread is the true standard error.
    Noncentral t with treated + control - 2 df at the one-sided level of 2.5 %.
    """
    df = treated + control - 2
    error = float(np.nanstd(estimates, ddof=1))
    return float(1 - nctdtr(df, abs(effect) / error, stdtrit(df, 1 - LEVEL)))

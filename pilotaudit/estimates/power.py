"""Power: what a test or a guardrail can show in one design, from its standard error. No data and no draws."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

from pilotaudit.estimates.looks import ONE_SIDED
from pilotaudit.estimates.noncentral import above, threshold_of

USUAL: Final = 0.80
"""The power that a design is usually asked for."""
LIKELY: Final = 0.05
"""One-sided error of a guardrail's bound, and of the late half's test."""
HALVINGS: Final = 60


def told_from_chance(gain: float, error: float, df: float, alpha: float = ONE_SIDED) -> float:
    """Chance that a test rules out no effect when this is the true gain; gain, error on one scale.

    One-sided level alpha, so 2.5 % is the better side of a two-sided 95 % interval. Noncentral t with df degrees of
    freedom. Agrees with statsmodels TTestPower.
    """
    return above(threshold_of(df, alpha), df, gain / error)


def detectable(error: float, df: float, alpha: float = ONE_SIDED, power: float = USUAL) -> float:
    """The smallest true gain that a test tells from chance with this power, on the scale of the error."""
    threshold = threshold_of(df, alpha)
    return error * _rising_to(power, lambda shift: above(threshold, df, shift))


def shown_harmless(margin: float, error: float, df: float, alpha: float = LIKELY) -> float:
    """Chance that the one-sided bound of harm stays inside the margin when there is no harm at all.

    margin, error: on one scale; alpha: one-sided error of the bound, 5 % at a confidence of 95 %.
    """
    return above(threshold_of(df, alpha), df, margin / error)


def not_contradicted(margin: float, error: float, df: float, alpha: float = LIKELY) -> float:
    """Chance that harm beyond the margin is not shown when there is no harm: the weaker standard."""
    return above(-threshold_of(df, alpha), df, margin / error)


def affordable(error: float, df: float, alpha: float = LIKELY, power: float = USUAL) -> float:
    """The margin inside which a harmless pilot is shown harmless with this chance, on the scale of the error."""
    return detectable(error, df, alpha, power)


def weeks_factor(before: float, judged: float) -> float:
    """What an error is multiplied with when windows have so many weeks, against one week in each."""
    return math.sqrt(1 / before + 1 / judged)


def _rising_to(wanted: float, chance: Callable[[float], float]) -> float:
    """Where a rising function of a shift from 0 on reaches a value, by doubling and halving."""
    low, high = 0.0, 1.0
    while chance(high) < wanted:
        low, high = high, 2 * high
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if chance(middle) < wanted else (low, middle)
    return high

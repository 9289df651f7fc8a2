"""What estimators share: two arms or one sample of per-unit numbers, degrees of freedom, Holm, reaching a target."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias

from pilotaudit.estimates.model import Estimate, Refusal, Scale
from pilotaudit.metrics.base import Better

if TYPE_CHECKING:
    from pilotaudit.panel.model import FloatArray, IntArray

Outcome: TypeAlias = Estimate | Refusal
Pair: TypeAlias = tuple[Outcome, Outcome]

TOO_FEW = "STA101"
NOT_BUILT = "STA102"
TOLERANCE = 1e-9
ROUNDING = 1e-12
"""Spread below this share of the values' own size is rounding, not variation."""


def between_arms(scale: Scale, values: FloatArray, arm: IntArray, method: str, grain: float = 1.0) -> Outcome:
    """Difference of two arms' means of per-unit values, treatment minus control, with HC2 and Bell-McCaffrey df.

    values, arm: one entry per unit; grain: size of the numbers that `values` are differences of, for rounding.
    Refused under two units in an arm, and where no unit differs from its arm.
    Source: Bell & McCaffrey (2002), Imbens & Kolesar (2016). Agrees with statsmodels OLS on an arm dummy, HC2.
    """
    treated, control = values[arm == 1], values[arm == 0]
    if min(treated.size, control.size) < 2:
        return too_few(treated.size, control.size)
    center = float(treated.mean() - control.mean())
    variance = float(treated.var(ddof=1) / treated.size + control.var(ddof=1) / control.size)
    return finish(scale, center, variance, bell_mccaffrey(treated.size, control.size), method, grain=grain)


def one_sample(scale: Scale, values: FloatArray, method: str, grain: float = 1.0) -> Outcome:
    """Mean of per-unit values against zero, n - 1 df. Refused under two units or without variation."""
    if values.size < 2:
        units = "1 unit has" if values.size == 1 else "no unit has"
        return Refusal(TOO_FEW, f"{units} usable data, 2 are needed to tell an effect from chance")
    variance = float(values.var(ddof=1) / values.size)
    return finish(scale, float(values.mean()), variance, values.size - 1.0, method, grain=grain)


def finish(scale: Scale, center: float, variance: float, df: float, method: str, *, grain: float = 1.0) -> Outcome:
    """An estimate, or the refusal it has to be when it is not finite or its units do not vary."""
    if not (math.isfinite(center) and math.isfinite(variance) and math.isfinite(df)):
        return Refusal(TOO_FEW, "the sums are too small to compute an effect from")
    if variance <= (ROUNDING * max(grain, abs(center))) ** 2:
        return Refusal(TOO_FEW, "no variation: every unit shows the same change, so chance cannot be measured")
    return Estimate(scale, center, math.sqrt(variance), df, method)


def too_few(treated: int, control: int) -> Refusal:
    """Fewer than two units in an arm."""
    have = f"{treated} treated and {control} control {'unit' if treated == control == 1 else 'units'} with usable data"
    return Refusal(TOO_FEW, f"{have}, 2 in each group are needed; add units or name a narrower unit")


def bell_mccaffrey(treated: float, control: float) -> float:
    """Degrees of freedom of a difference of two means with HC2, from (effective) units per arm, each above 1.

    Source: Bell & McCaffrey (2002); Imbens & Kolesar (2016).
    """
    spread = 1 / (treated**2 * (treated - 1)) + 1 / (control**2 * (control - 1))
    return (1 / treated + 1 / control) ** 2 / spread


def widened(outcome: Outcome, variance: float) -> Outcome:
    """The same estimate with a variance added that the data cannot show, such as drift of whole teams."""
    if isinstance(outcome, Refusal) or variance == 0:
        return outcome
    return outcome.widened(variance)


def p_worse(estimate: Estimate, better: Better) -> float:
    """One-sided p-value of harm: small when the data say it got worse."""
    return 1 - estimate.probability_below(0.0) if better == "higher" else estimate.probability_below(0.0)


def probability_of_reaching(estimate: Estimate, needed: float, better: Better) -> float:
    """Probability that the true effect reaches what is needed, both on the estimate's scale."""
    below = estimate.probability_below(needed)
    return 1 - below if better == "higher" else below


def reached(effect: float, needed: float, better: Better) -> bool:
    """Whether an effect reaches what is needed; exactly on target is reached, whatever binary fractions do."""
    return effect >= needed - TOLERANCE if better == "higher" else effect <= needed + TOLERANCE


def relative(log_effect: float) -> float:
    """A log ratio as a fraction: -0.105 is -10 %."""
    return math.expm1(log_effect)


def holm(p_values: Sequence[float]) -> tuple[float, ...]:
    """Adjusted p-values in the order given. Source: Holm (1979)."""
    order = sorted(range(len(p_values)), key=lambda place: p_values[place])
    adjusted, largest = [0.0] * len(p_values), 0.0
    for rank, place in enumerate(order):
        largest = max(largest, min(1.0, (len(p_values) - rank) * p_values[place]))
        adjusted[place] = largest
    return tuple(adjusted)

"""Randomised within units: items of one unit in both arms, compared inside each unit (unit fixed effects, CR2)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pilotaudit.estimates.inference import TOO_FEW, Outcome, Pair, finish
from pilotaudit.estimates.model import Refusal, Scale
from pilotaudit.estimates.sums import FloatArray, UnitSums

LOG_METHOD = "log outcome with unit fixed effects, CR2 by unit with Satterthwaite df"
LEVEL_METHOD = "outcome with unit fixed effects, CR2 by unit with Satterthwaite df"
RATIO_METHOD = "ratio of within-unit levels, delete-one-unit jackknife"


@dataclass(frozen=True, slots=True)
class _Both:
    """Units with judged items in both arms: level and weight per unit, (n,) each; treated and control."""

    treated: FloatArray
    control: FloatArray
    weight: FloatArray


def within_units(units: UnitSums) -> Pair:
    """Test and size within units: one on the log outcome where every value is positive, else on levels.

    Without logs the test is the difference of levels and the size the log of the ratio of within-unit levels.
    """
    if units.log_total is not None and np.isfinite(units.log_total[:, 1]).all():
        effect = _cr2("log", _means(units, units.log_total[:, 1], units.rows[:, 1]), LOG_METHOD, 1.0)
        return effect, effect
    return within_level(units), _ratio(_level_means(units))


def within_level(units: UnitSums) -> Outcome:
    """Difference of levels within units, in the metric's unit."""
    both = _level_means(units)
    grain = float(np.abs(np.concatenate([both.treated, both.control])).max(initial=0.0))
    return _cr2("level", both, LEVEL_METHOD, grain)


def within_control_level(units: UnitSums) -> float | None:
    """The control items' level, units weighted as in the comparison; None without a unit in both arms."""
    both = _level_means(units)
    return float(both.weight @ both.control / both.weight.sum()) if both.weight.size else None


def _level_means(units: UnitSums) -> _Both:
    return _means(units, units.total[:, 1].sum(axis=1), units.size[:, 1].sum(axis=1))


def _means(units: UnitSums, total: FloatArray, size: FloatArray) -> _Both:
    """Means of both arms for every unit that has both; weight n1 n0 / (n1 + n0) is the unit's share of |X|^2."""
    have = {arm: (units.arm == arm) & (size > 0) for arm in (0, 1)}
    _, control, treated = np.intersect1d(units.unit[have[0]], units.unit[have[1]], return_indices=True)
    n1, n0 = size[have[1]][treated], size[have[0]][control]
    return _Both(total[have[1]][treated] / n1, total[have[0]][control] / n0, n1 * n0 / (n1 + n0))


def _cr2(scale: Scale, both: _Both, method: str, grain: float) -> Outcome:
    """Effect of one regressor with unit effects absorbed.

    With X_i the centred arm dummy of unit i, W = sum |X|^2 and h_i = |X_i|^2 / W, A_i X_i = X_i / sqrt(1 - h_i):
    V = sum (w_i (D_i - b))^2 / (1 - h_i) / W^2. The Satterthwaite df needs sum_ij (g_i'g_j)^2, with
    g_i'g_i = h_i / W and g_i'g_j = -h_i h_j / (W sqrt((1 - h_i) (1 - h_j))).
    Source: Bell & McCaffrey (2002); Pustejovsky & Tipton (2018). Agrees with the matrices written out.
    """
    if both.weight.size < 2:
        return Refusal(TOO_FEW, f"{both.weight.size} units have items in both groups, 3 are needed")
    share = both.weight / both.weight.sum()
    gap = both.treated - both.control
    effect = float(share @ gap)
    variance = float((share**2 * (gap - effect) ** 2 / (1 - share)).sum())
    coupling = share**2 / (1 - share)
    df = 1 / float((share**2).sum() + coupling.sum() ** 2 - (coupling**2).sum())
    return finish(scale, effect, variance, df, method, grain=grain)


def _ratio(both: _Both) -> Outcome:
    """Log ratio of weighted levels; units are left out one at a time, both arms together."""
    n = both.weight.size
    if n < 2:
        return Refusal(TOO_FEW, f"{n} units have items in both groups, 3 are needed")
    up, down = both.weight * both.treated, both.weight * both.control
    left_up, left_down = up.sum() - up, down.sum() - down
    if min(up.sum(), down.sum(), left_up.min(), left_down.min()) <= 0:
        return Refusal(TOO_FEW, "one unit or none carries a group's events, so a ratio of them cannot be judged")
    effect = np.log(up.sum() / down.sum())
    variance = (n - 1) / n * ((np.log(left_up / left_down) - effect) ** 2).sum()
    effective = float(both.weight.sum() ** 2 / (both.weight**2).sum())
    return finish("log", float(effect), float(variance), max(0.5, effective - 1), RATIO_METHOD)

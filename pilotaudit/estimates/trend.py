"""How the result stands if the groups were drifting apart before the pilot and went on doing so.

Slopes from a few weeks are noisy, so they are not simply carried on. A drift between the groups has a usual size,
tau = 0.75 % a week; the slopes seen are shrunk towards no drift by k = tau^2 / (tau^2 + s^2), and what they leave open
of the usual size is added to the error. Only a condition of a GO comes from this, never a miss.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from pilotaudit.estimates.inference import Outcome, bell_mccaffrey, between_arms, finish
from pilotaudit.estimates.model import Estimate, Trend
from pilotaudit.estimates.sums import BoolArray, FloatArray, IntArray, Sample, UnitSums, added
from pilotaudit.panel.model import Slopes

USUAL_DRIFT: Final = 0.0075
"""Standard deviation of a drift between two groups that nobody wants, on the log scale, a week."""
METHOD = "unit log change less the drift before the pilot, HC2 with Bell-McCaffrey df"
ARMS_METHOD = "event-weighted ratio of ratios less the drift before the pilot, jackknife with Bell-McCaffrey df"
SLOPE_METHOD = "difference of mean weekly log slopes over the baseline, HC2 with Bell-McCaffrey df"
ARMS_SLOPE_METHOD = "difference of the groups' weekly log slopes over the baseline, delete-one-unit jackknife"


def units_trend(sample: Sample, units: UnitSums, changes: FloatArray, team_variance: float = 0.0) -> Trend | None:
    """The unit log change with each unit's own slope before the pilot taken off.

    changes: d_i of every stayer, in the order of `units`. b_i: OLS slope of log(S/N) over the unit's baseline weeks;
    the effect is the arms' difference in mean d_i - k b_i gap, with ((1 - k) tau gap)^2 added to its squared error.
    A unit with fewer than two baseline weeks gets its arm's mean slope. team_variance: 2 tau_team^2, where added.
    None without a baseline and judged weeks, or without variation.
    Source: Roth (2022); Rambachan & Roth (2023). Agrees with statsmodels OLS per unit, then OLS on an arm dummy, HC2.
    """
    arm, gap = units.arm[units.stays], _gap(sample)
    own = _known(sample.slopes, units) if sample.slopes else _slopes(*_weekly(sample, units), sample.baseline)
    known = np.isfinite(own)
    slope = between_arms("log", own[known], arm[known], SLOPE_METHOD)
    weight = _weight(slope)
    moved = changes if weight == 0 else changes - weight * gap * _filled(own, known, arm)
    effect = between_arms("log", moved, arm, METHOD)
    return _allowing(effect, slope, weight, gap, team_variance)


def arms_trend(sample: Sample, units: UnitSums, test: Estimate, team_variance: float = 0.0) -> Trend | None:
    """The same where units are too small for logs of their own: the groups' slopes, weighted by events.

    test: the event-weighted effect. Its error and that of the slope are taken as independent: in weeks that are alike
    a mean and a slope over them are.
    """
    gap = _gap(sample)
    slope = _arms_slope(sample, units)
    weight = _weight(slope)
    center, error = (slope.center, slope.se) if isinstance(slope, Estimate) else (0.0, 0.0)
    variance = test.se**2 - team_variance + (weight * error * gap) ** 2
    effect = finish("log", test.center - weight * center * gap, variance, test.df, ARMS_METHOD)
    return _allowing(effect, slope, weight, gap, team_variance)


def drift_alone(sample: Sample, test: Estimate) -> Trend | None:
    """The same where no slopes can be had: a drift of the usual size is allowed for as it is (k = 0)."""
    return Trend(test.widened((USUAL_DRIFT * _gap(sample)) ** 2), None, _gap(sample), 0.0)


def _allowing(effect: Outcome, slope: Outcome, weight: float, gap: float, team_variance: float) -> Trend | None:
    """The trend with what the slopes leave open added to the error."""
    if not isinstance(effect, Estimate):
        return None
    allowed = effect.widened(((1 - weight) * USUAL_DRIFT * gap) ** 2 + team_variance)
    return Trend(allowed, slope if isinstance(slope, Estimate) else None, gap, weight)


def _gap(sample: Sample) -> float:
    """Weeks from the middle of the baseline to the middle of the judged weeks."""
    return float(np.mean(sample.judged) - np.mean(sample.baseline))


def _weight(slope: Outcome) -> float:
    """How far the slopes seen are believed; 0 where there are none."""
    return USUAL_DRIFT**2 / (USUAL_DRIFT**2 + slope.se**2) if isinstance(slope, Estimate) else 0.0


def _weekly(sample: Sample, units: UnitSums) -> tuple[FloatArray, FloatArray]:
    """S and N of every stayer in every baseline week, each (stayers, weeks)."""
    cells, pairs = sample.cells, (units.unit * 2 + units.arm)[units.stays]
    week = np.array(sample.baseline, dtype=np.int64)
    before = np.flatnonzero(np.isin(cells.week, week))
    pair = cells.unit[before] * 2 + cells.arm[before]
    row = np.minimum(np.searchsorted(pairs, pair), pairs.size - 1)
    stays = pairs[row] == pair
    place = row[stays] * week.size + np.searchsorted(week, cells.week[before][stays])
    shape = (pairs.size, week.size)
    total, size = (added(place, values[before][stays], shape) for values in (cells.total, cells.size))
    return total, size


def _known(slopes: Slopes, units: UnitSums) -> FloatArray:
    """The engine's slopes of the stayers; not a number for a unit that has none."""
    pairs, wanted = slopes.unit * 2 + slopes.arm, (units.unit * 2 + units.arm)[units.stays]
    if not pairs.size:
        return np.full(wanted.shape, np.nan)
    place = np.minimum(np.searchsorted(pairs, wanted), pairs.size - 1)
    found: FloatArray = np.where(pairs[place] == wanted, slopes.slope[place], np.nan)
    return found


def _slopes(total: FloatArray, size: FloatArray, weeks: Sequence[int]) -> FloatArray:
    """OLS slope of log(S/N) on the week, one per row; not a number under two weeks with S > 0.

    total, size: (rows, weeks).
    """
    there: BoolArray = (total > 0) & (size > 0)
    logs = np.log(np.divide(total, size, out=np.ones_like(total), where=there))
    count = np.maximum(there.sum(axis=1, keepdims=True), 1)
    week = np.where(there, np.array(weeks, dtype=np.float64), 0.0)
    away = np.where(there, week - week.sum(axis=1, keepdims=True) / count, 0.0)
    squares = (away**2).sum(axis=1)
    slopes: FloatArray = np.full(squares.shape, np.nan)
    np.divide((away * logs).sum(axis=1), squares, out=slopes, where=squares > 0)
    return slopes


def _filled(own: FloatArray, known: BoolArray, arm: IntArray) -> FloatArray:
    """Slopes with those that are not known at the mean of their arm."""
    means = np.array([own[known & (arm == one)].mean() for one in (0, 1)])
    filled: FloatArray = np.where(known, own, means[arm])
    return filled


def _arms_slope(sample: Sample, units: UnitSums) -> Outcome:
    """Slope of the treated arm less that of control; each arm's variance by leaving out one unit at a time."""
    total, size = _weekly(sample, units)
    arm = units.arm[units.stays]
    found = [_arm_slope(total[arm == one], size[arm == one], sample.baseline) for one in (1, 0)]
    (treated, first, many), (control, second, others) = found
    df = bell_mccaffrey(max(many, 2), max(others, 2))
    return finish("log", treated - control, first + second, df, ARMS_SLOPE_METHOD)


def _arm_slope(total: FloatArray, size: FloatArray, weeks: Sequence[int]) -> tuple[float, float, int]:
    """One arm's slope over the weeks that no single unit carries alone, its jackknife variance, and its units."""
    n = total.shape[0]
    left = total.sum(axis=0) - total
    usable = (left > 0).all(axis=0) & (n > 1)
    weeks_used = [week for week, good in zip(weeks, usable, strict=True) if good]
    total, size, left = total[:, usable], size[:, usable], left[:, usable]
    whole = _slopes(total.sum(axis=0, keepdims=True), size.sum(axis=0, keepdims=True), weeks_used)[0]
    without = _slopes(left, size.sum(axis=0) - size, weeks_used)
    return float(whole), float((n - 1) / n * ((without - whole) ** 2).sum()), n

"""Without a baseline: the arms' levels in the judged weeks, compared between units. Only lots make this an answer."""

from __future__ import annotations

import numpy as np

from pilotaudit.estimates.inference import TOO_FEW, Outcome, bell_mccaffrey, between_arms, finish, too_few
from pilotaudit.estimates.model import Refusal
from pilotaudit.estimates.sums import FEWEST_ROWS, BoolArray, FloatArray, UnitSums

METHOD = "log unit means after the start, HC2 with Bell-McCaffrey df"
RATIO_METHOD = "event-weighted ratio of levels after the start, delete-one-unit jackknife with Bell-McCaffrey df"
LEVEL_METHOD = "unit levels after the start, HC2 with Bell-McCaffrey df"


def after_only(units: UnitSums) -> Outcome:
    """Log ratio of the arms' levels in the judged weeks, one log level per unit; no case-mix adjustment.

    Where a unit's S is not positive or more than 10 % of units have under 10 rows (proportions: successes), the
    event-weighted ratio of levels. Refused under two units in an arm and without variation.
    Source: Bell & McCaffrey (2002). Agrees with statsmodels OLS on an arm dummy, HC2.
    """
    here = _judged(units)
    if _is_sparse(units, here):
        return _ratio_of_levels(units, here)
    return between_arms("log", np.log(_levels(units, here)), units.arm[here], METHOD)


def after_only_level(units: UnitSums) -> Outcome:
    """Difference of the arms' mean unit levels in the judged weeks, in the metric's unit."""
    here = _judged(units)
    level = _levels(units, here)
    return between_arms("level", level, units.arm[here], LEVEL_METHOD, float(np.abs(level).max(initial=0.0)))


def control_level(units: UnitSums) -> float | None:
    """The control arm's level S/N in the judged weeks, or None where it has no data."""
    chosen = units.arm == 0
    size = float(units.size[chosen, 1].sum())
    return float(units.total[chosen, 1].sum()) / size if size > 0 else None


def _judged(units: UnitSums) -> BoolArray:
    found: BoolArray = units.size[:, 1].sum(axis=1) > 0
    return found


def _levels(units: UnitSums, here: BoolArray) -> FloatArray:
    level: FloatArray = units.total[here, 1].sum(axis=1) / units.size[here, 1].sum(axis=1)
    return level


def _is_sparse(units: UnitSums, here: BoolArray) -> bool:
    few = units.events[here, 1] < FEWEST_ROWS
    return bool((units.total[here, 1].sum(axis=1) <= 0).any() or 10 * few.sum() > few.size)


def _ratio_of_levels(units: UnitSums, here: BoolArray) -> Outcome:
    """log(S_P/N_P) - log(S_C/N_C), each arm's variance by leaving out one unit at a time."""
    arms = [here & (units.arm == arm) for arm in (1, 0)]
    n = [int(chosen.sum()) for chosen in arms]
    if min(n) < 2:
        return too_few(n[0], n[1])
    total, size = units.total[:, 1].sum(axis=1), units.size[:, 1].sum(axis=1)
    (treated, first, many), (control, second, others) = (_log_level(total[at], size[at]) for at in arms)
    if not np.isfinite([treated, first, control, second]).all():
        return Refusal(TOO_FEW, "one unit or none carries an arm's events, so chance cannot be measured")
    return finish("log", treated - control, first + second, bell_mccaffrey(many, others), RATIO_METHOD)


def _log_level(total: FloatArray, size: FloatArray) -> tuple[float, float, float]:
    """Log level of one arm, its jackknife variance and its effective number of units."""
    n = total.size
    with np.errstate(divide="ignore", invalid="ignore"):
        whole = np.log(total.sum() / size.sum())
        deleted = np.log((total.sum() - total) / (size.sum() - size))
        variance = (n - 1) / n * ((deleted - whole) ** 2).sum()
    return float(whole), float(variance), max(1.5, float(size.sum() ** 2 / (size**2).sum()))

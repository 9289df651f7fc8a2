"""The first rung without each unit in turn: whether one of them carries the result. Closed-form in the sums."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pilotaudit.estimates.inference import bell_mccaffrey
from pilotaudit.estimates.model import Refusal
from pilotaudit.estimates.ratio_of_ratios import each_left_out
from pilotaudit.estimates.sums import FloatArray, IntArray, UnitSums
from pilotaudit.estimates.unit_log_change import log_changes


@dataclass(frozen=True, slots=True)
class Tests:
    """The unit log change without each unit, on the log scale. whole: its variance with all of them."""

    center: FloatArray
    variance: FloatArray
    df: FloatArray
    whole: float


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One entry per stayer, control first: the result without it, on the log scale.

    arm: of the unit left out; share: of its arm's rows, both windows.
    size: event-weighted log ratio; spread: its standard error, to first order (deleting two units is taken for the sum
    of deleting each, weighted up by what remains); whole: the size's variance with all units; test: the unit log
    change, None where units have no logs.
    """

    arm: IntArray
    share: FloatArray
    size: FloatArray
    spread: FloatArray
    whole: float
    test: Tests | None


def left_out(units: UnitSums) -> LeftOut | None:
    """Both estimates without each unit; None under three stayers in an arm, where nothing would remain to compare."""
    if min(units.stayers(0), units.stayers(1)) < 3:
        return None
    rows = [units.rows[units.stays & (units.arm == arm)].sum(axis=1) for arm in (0, 1)]
    shares = [side / side.sum() for side in rows]
    deleted = each_left_out(units)
    with np.errstate(invalid="ignore"):
        control, treated = ((side.size - 1) * float(side.var()) for side in deleted)
        left = [_remaining(side, share) for side, share in zip(deleted, shares, strict=True)]
    return LeftOut(
        arm=np.repeat([0, 1], [side.size for side in rows]),
        share=np.concatenate(shares),
        size=np.concatenate(deleted),
        spread=np.sqrt(np.concatenate([left[0] + treated, left[1] + control])),
        whole=control + treated,
        test=_tests(units),
    )


def _remaining(deleted: FloatArray, share: FloatArray) -> FloatArray:
    """Jackknife variance of an arm without each of its units, from the deletions of single ones."""
    n = deleted.size - 1
    _, error = _without_each(deleted)
    # `error` is the variance of a mean of n; the jackknife sums squares instead, and those who remain weigh more.
    variance: FloatArray = (n - 1) ** 2 * error / (1 - share) ** 2
    return variance


def _tests(units: UnitSums) -> Tests | None:
    changes = log_changes(units)
    if isinstance(changes, Refusal):
        return None
    control, treated = (changes[units.arm[units.stays] == arm] for arm in (0, 1))
    (without_c, error_c), (without_t, error_t) = _without_each(control), _without_each(treated)
    n, m = control.size, treated.size
    whole_c, whole_t = (float(side.var(ddof=1)) / side.size for side in (control, treated))
    df = bell_mccaffrey(m, n - 1), bell_mccaffrey(m - 1, n)
    return Tests(
        center=np.concatenate([treated.mean() - without_c, without_t - control.mean()]),
        variance=np.concatenate([error_c + whole_t, error_t + whole_c]),
        df=np.repeat(df, [n, m]),
        whole=whole_c + whole_t,
    )


def _without_each(values: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Mean without each value, and the variance of that mean."""
    n = values.size - 1
    centred = values - values.mean()
    mean = -centred / n
    spread = (centred**2).sum() - centred**2 - n * mean**2
    return mean + values.mean(), np.maximum(spread, 0.0) / (n - 1) / n

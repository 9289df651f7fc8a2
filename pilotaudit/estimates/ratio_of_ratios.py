"""The first rung's size: what the treated units' work added up to, against what their own past and control expect."""

from __future__ import annotations

import numpy as np

from pilotaudit.estimates.inference import TOO_FEW, Outcome, bell_mccaffrey, finish, too_few
from pilotaudit.estimates.model import Refusal
from pilotaudit.estimates.sums import FloatArray, UnitSums, over_segments, over_units

METHOD = "event-weighted ratio of ratios, delete-one-unit jackknife with Bell-McCaffrey df"
OWN_METHOD = "event-weighted ratio to the own past, delete-one-unit jackknife"
FEWEST_EVENTS = 30
"""Rows (proportions: successes) per arm and window under which sparse data are refused."""


def ratio_of_ratios(units: UnitSums) -> Outcome:
    """Log ratio of the treated arm's judged total to its counterfactual, stayers only.

    theta = log S_P1 - log sum_k N_P1k (S_P0k/N_P0k) (S_C1k/N_C1k) / (S_C0k/N_C0k). Deletions are closed-form in the
    sums. Refused under two stayers in an arm and where a sum that is divided by is not positive.
    Source: MacKinnon, Nielsen & Webb (2023); Carter, Schnepel & Steigerwald (2017). Agrees with deleting unit by unit.
    """
    if min(units.stayers(0), units.stayers(1)) < 2:
        return too_few(units.stayers(1), units.stayers(0))
    treated, control = _arm(units, 1), _arm(units, 0)
    all_treated, all_control = _whole(treated), _whole(control)
    theta = _theta(all_treated, all_control)
    variances = (
        _jackknife(_theta(_without_each(treated, all_treated), all_control), theta),
        _jackknife(_theta(all_treated, _without_each(control, all_control)), theta),
    )
    df = bell_mccaffrey(_effective(treated), _effective(control))
    return _finished(float(theta[0]), sum(variances), df, METHOD)


def each_left_out(units: UnitSums) -> tuple[FloatArray, FloatArray]:
    """The same log ratio without each control unit, and without each treated one, in the order of the stayers.

    Not finite where what remains allows none. Agrees with deleting unit by unit.
    """
    treated, control = _arm(units, 1), _arm(units, 0)
    all_treated, all_control = _whole(treated), _whole(control)
    return (
        _theta(all_treated, _without_each(control, all_control)),
        _theta(_without_each(treated, all_treated), all_control),
    )


def own_ratio(units: UnitSums) -> Outcome:
    """The treated arm's judged total against its own baseline at the judged case mix, t with effective n - 1 df."""
    if units.stayers(1) < 2:
        return Refusal(TOO_FEW, "fewer than 2 treated units have data both before and in the judged weeks")
    treated = _arm(units, 1)
    all_treated = _whole(treated)
    theta = _theta(all_treated, None)
    variance = _jackknife(_theta(_without_each(treated, all_treated), None), theta)
    return _finished(float(theta[0]), variance, _effective(treated) - 1, OWN_METHOD)


def sparse_ratio(units: UnitSums) -> Outcome:
    """The ratio of ratios where single units are too small for logs; refused under 30 events per arm and window."""
    for arm, name in ((1, "treated"), (0, "control")):
        events = over_units(units.events[units.stays & (units.arm == arm)])
        if units.stayers(arm) >= 2 and (events < FEWEST_EVENTS).any():
            fewest = int(events.min())
            return Refusal(
                TOO_FEW, f"{fewest} {name} events in a window, {FEWEST_EVENTS} are needed to judge rare ones"
            )
    return ratio_of_ratios(units)


def counterfactual(units: UnitSums) -> tuple[float | None, float | None]:
    """Levels of the treated stayers at their judged case mix: (baseline B, B times control's change), metric's unit.

    None where the sums do not allow it (no stayers, or a zero that would be divided by).
    """
    if units.stayers(1) == 0:
        return None, None
    treated = _arm(units, 1)
    size = float(treated[1][:, 1].sum())
    all_treated = _whole(treated)
    mixed = float(_expected(all_treated, None)[0]) / size
    if units.stayers(0) == 0:
        return _real(mixed), None
    return _real(mixed), _real(float(_expected(all_treated, _whole(_arm(units, 0)))[0]) / size)


Sums = tuple[FloatArray, FloatArray]
"""Total and size, each (units, 2, segments); a row may also stand for an arm without one of its units."""


def _arm(units: UnitSums, arm: int) -> Sums:
    used = over_units(units.size[units.stays]).sum(axis=0) > 0
    chosen = units.stays & (units.arm == arm)
    total, size = units.total[chosen], units.size[chosen]
    return (total, size) if used.all() else (total[:, :, used], size[:, :, used])


def _whole(arm: Sums) -> Sums:
    return over_units(arm[0])[None], over_units(arm[1])[None]


def _without_each(arm: Sums, whole: Sums) -> Sums:
    (total, size), (all_total, all_size) = arm, whole
    return all_total - total, all_size - size


def _expected(treated: Sums, control: Sums | None) -> FloatArray:
    """Treated total expected in the judged window, one per row; not finite where a divisor is zero."""
    total, size = treated
    with np.errstate(divide="ignore", invalid="ignore"):
        rate = total[:, 0] / size[:, 0]
        if control is not None:
            moved, over = control
            rate = rate * (moved[:, 1] / over[:, 1]) / (moved[:, 0] / over[:, 0])
        return over_segments(size[:, 1] * rate)


def _theta(treated: Sums, control: Sums | None) -> FloatArray:
    with np.errstate(divide="ignore", invalid="ignore"):
        theta: FloatArray = np.log(over_segments(treated[0][:, 1])) - np.log(_expected(treated, control))
    return theta


def _jackknife(deleted: FloatArray, theta: FloatArray) -> float:
    n = deleted.size
    with np.errstate(invalid="ignore"):
        return float((n - 1) / n * ((deleted - theta) ** 2).sum())


def _effective(arm: Sums) -> float:
    """Effective number of units, (sum N)^2 / sum N^2 over both windows' denominators, at least 1.5."""
    size = over_segments(over_segments(arm[1]))
    return max(1.5, float(size.sum() ** 2 / (size**2).sum()))


def _finished(theta: float, variance: float, df: float, method: str) -> Outcome:
    if not np.isfinite(theta):
        return Refusal(TOO_FEW, "an arm has nothing to count in a window, so a ratio of it does not exist")
    if not np.isfinite(variance):
        return Refusal(
            TOO_FEW, "a single unit carries all of an arm's events in a window, so chance cannot be measured"
        )
    return finish("log", theta, variance, df, method)


def _real(value: float) -> float | None:
    return value if np.isfinite(value) else None

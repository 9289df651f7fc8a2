"""The first rung's test: one number per unit, how far its level moved on the log scale, compared between the arms."""

from __future__ import annotations

import numpy as np

from pilotaudit.estimates.inference import TOO_FEW, Outcome, between_arms, one_sample
from pilotaudit.estimates.model import Refusal
from pilotaudit.estimates.sums import FloatArray, UnitSums, case_mix, levels

METHOD = "unit log change, case-mix adjusted, HC2 with Bell-McCaffrey df"
OWN_METHOD = "log change per unit against its own past, case-mix adjusted, t over units"
STATED_METHOD = "log of each unit's level against the stated baseline, t over units"


def unit_log_change(units: UnitSums) -> Outcome:
    """Log ratio of change, treatment against control, from one number per unit; units in one window are left out.

    d_i = log(y_i1 / y_i0) - log(M_i1 / M_i0); theta = mean d_P - mean d_C; HC2, Bell-McCaffrey df.
    Refused under two stayers in an arm, where a stayer's S is not positive, and without variation.
    Source: Bertrand, Duflo & Mullainathan (2004); Bell & McCaffrey (2002). Agrees with statsmodels OLS(d ~ P), HC2.
    """
    changes = log_changes(units)
    return changes if isinstance(changes, Refusal) else between_arms("log", changes, units.arm[units.stays], METHOD)


def own_log_change(units: UnitSums) -> Outcome:
    """The treated units against their own past: mean of d_i, t over units. Nothing here tells season from effect."""
    changes = log_changes(units)
    if isinstance(changes, Refusal):
        return changes
    return one_sample("log", changes[units.arm[units.stays] == 1], OWN_METHOD)


def stated_log_change(units: UnitSums, stated: float) -> Outcome:
    """The treated units' judged levels against a baseline that was only stated as a number, in the metric's unit."""
    here = (units.arm == 1) & (units.size[:, 1].sum(axis=1) > 0)
    total, size = units.total[here, 1].sum(axis=1), units.size[here, 1].sum(axis=1)
    if stated <= 0 or (total <= 0).any():
        return no_log()
    return one_sample("log", np.log(total / size / stated), STATED_METHOD)


def log_changes(units: UnitSums) -> FloatArray | Refusal:
    """d_i of every stayer, or why there are none."""
    if not units.stays.any():
        return Refusal(TOO_FEW, "no unit has data both before and in the judged weeks")
    level = levels(units)
    if (level <= 0).any():
        return no_log()
    mix = case_mix(units)
    changes: FloatArray = np.log(level[:, 1] / level[:, 0]) - np.log(mix[:, 1] / mix[:, 0])
    return changes


def no_log() -> Refusal:
    """A unit whose level is zero or negative."""
    return Refusal(TOO_FEW, "a unit's level is zero or negative, so a relative change of it does not exist")

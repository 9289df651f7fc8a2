"""What guardrails are judged by: how far each unit's level moved, in the metric's own unit, between the arms."""

from __future__ import annotations

import numpy as np

from pilotaudit.estimates.inference import TOO_FEW, Outcome, between_arms, one_sample
from pilotaudit.estimates.model import Refusal
from pilotaudit.estimates.sums import FloatArray, UnitSums, case_mix, levels

METHOD = "unit difference of levels, case-mix adjusted, HC2 with Bell-McCaffrey df"
OWN_METHOD = "difference of levels per unit against its own past, case-mix adjusted, t over units"


def level_change(units: UnitSums) -> Outcome:
    """Difference of level changes, treatment against control, in the metric's unit (a proportion's are shares).

    c_i = (y_i1 - M_i1) - (y_i0 - M_i0); theta = mean c_P - mean c_C; HC2, Bell-McCaffrey df.
    Refused under two stayers in an arm and without variation. Agrees with statsmodels OLS(c ~ P), HC2.
    """
    if not units.stays.any():
        return Refusal(TOO_FEW, "no unit has data both before and in the judged weeks")
    changes, grain = level_changes(units)
    return between_arms("level", changes, units.arm[units.stays], METHOD, grain)


def own_level_change(units: UnitSums) -> Outcome:
    """The treated units' levels against their own past, in the metric's unit, t over units."""
    if not units.stays.any():
        return Refusal(TOO_FEW, "no unit has data both before and in the judged weeks")
    changes, grain = level_changes(units)
    return one_sample("level", changes[units.arm[units.stays] == 1], OWN_METHOD, grain)


def level_changes(units: UnitSums) -> tuple[FloatArray, float]:
    """c_i of every stayer, and the size of the levels they are differences of."""
    level, mix = levels(units), case_mix(units)
    moved: FloatArray = (level[:, 1] - mix[:, 1]) - (level[:, 0] - mix[:, 0])
    return moved, float(np.abs(level).max())

"""What files of rungs share: what a rung is with its method, and the words for arms and for what is refused."""

from __future__ import annotations

from typing import Literal, TypeAlias

from pilotaudit.estimates import methods
from pilotaudit.estimates.inference import NOT_BUILT
from pilotaudit.estimates.methods import Method
from pilotaudit.estimates.model import Refusal, Rung
from pilotaudit.estimates.shape import Shape

Picked: TypeAlias = tuple[Rung, Method]
Grade: TypeAlias = Literal["high", "medium", "low"]

FEW_UNITS = 10
"""Under so many units per arm a randomised comparison without a baseline is of medium evidence."""

DRIFT = "whether the groups were already drifting apart before the pilot"
SEASON = "whether season, workload or another change moved the figures"
SELECTION = "whether the groups differed from the start"


def shown(name: str, design: str, why: str, *cannot_show: str) -> Rung:
    """A rung whose figures are shown and decide nothing."""
    return Rung(name, design, why, "HOLD", cannot_show, decides=False, evidence_class="low")


def not_built(reason: str) -> Picked:
    """A shape that no estimator of this version judges; reason: a clause."""
    return refused("not built", NOT_BUILT, f"{reason}; this version cannot judge it")


def refused(name: str, code: str, reason: str) -> Picked:
    """A rung without an effect; code: the finding it becomes; reason: a clause."""
    rung = Rung(name, "none", reason, "HOLD", decides=False, evidence_class="low")
    return rung, methods.refusing(Refusal(code, reason))


def arms(shape: Shape) -> str:
    """The units that are compared: `3 treated and 1 control units`."""
    control, treated = shape.compared
    return f"{treated} treated and {control} control {word(max(control, treated))}"


def word(number: int) -> str:
    """`unit` or `units`."""
    return "unit" if number == 1 else "units"


def at_most(grade: Grade, cap: Grade) -> Grade:
    """The lower of two evidence classes."""
    order: tuple[Grade, ...] = ("high", "medium", "low")
    return order[max(order.index(grade), order.index(cap))]

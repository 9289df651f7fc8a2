"""Bid beside did: each promised figure next to the measured one."""

from __future__ import annotations

from pilotaudit import numbers
from pilotaudit.assessment.model import PromiseOut
from pilotaudit.estimates.model import Estimate, Measured
from pilotaudit.estimates.targets import as_level
from pilotaudit.findings.base import Case
from pilotaudit.gates.base import relative
from pilotaudit.phrases import Change, Level, Quantity, Target

UNKNOWN = "not computed in this version"


def promises(case: Case) -> tuple[PromiseOut, ...]:
    """One line per promise of the charter, in its order; what cannot be computed says so."""
    return tuple(_promise(key, promised, case) for key, promised in case.charter.promised.items())


def _promise(key: str, promised: Target | Quantity, case: Case) -> PromiseOut:
    measured = next((one for one in case.measured if one.metric.key == key), None)
    label = key.replace("_", " ").capitalize() if measured is None else measured.metric.label
    if measured is None or isinstance(promised, Quantity):
        return PromiseOut(key=key, label=label, promised=str(promised), measured=UNKNOWN, delivered=None)
    text, delivered = _held_against(promised, measured)
    return PromiseOut(key=key, label=label, promised=str(promised), measured=text, delivered=delivered)


def _held_against(promised: Target, measured: Measured) -> tuple[str, float | None]:
    """The measured figure in the promise's own measure, and the share of the promise that it is."""
    change = relative(measured.size, measured) if isinstance(measured.size, Estimate) else None
    if change is None:
        return "not measured", None
    if isinstance(promised, Change) and promised.amount.unit == "%":
        return numbers.signed_percent(change[0]), _share(change[0], float(promised.amount.value / 100))
    expected, unit, kind = measured.counterfactual, measured.metric.unit, measured.metric.kind
    if expected is None:
        return numbers.signed_percent(change[0]), None
    wanted = as_level(promised.amount, measured.metric)
    if isinstance(promised, Level):
        level = numbers.level(expected * (1 + change[0]), unit, kind)
        return level, _share(expected * change[0], wanted - expected)
    return numbers.difference(expected * change[0], unit, kind), _share(expected * change[0], wanted)


def _share(measured: float, promised: float) -> float | None:
    return measured / promised if promised else None

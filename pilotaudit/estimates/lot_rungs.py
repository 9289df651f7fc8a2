"""The rungs of lots in words where the charter fixes what is held constant."""

from __future__ import annotations

from pilotaudit import numbers
from pilotaudit.estimates import methods
from pilotaudit.estimates.ancova import Form
from pilotaudit.estimates.model import Rung
from pilotaudit.estimates.rung_base import FEW_UNITS, Picked, arms
from pilotaudit.estimates.shape import Shape


def held_constant(shape: Shape) -> Picked:
    """Randomised between units, with ANCOVA or covariates in the charter."""
    form = form_of(shape)
    name = "ratio of ratios" if shape.sparse else "ANCOVA" if form == "given baseline" else "covariates"
    few = FEW_UNITS if form == "after" else 3
    rung = Rung(
        name,
        "randomised comparison after the start" if form == "after" else "randomised comparison with a baseline",
        _why(shape, form),
        "GO",
        ("how the pilot group stood before",) if form == "after" else (),
        evidence_class="high" if shape.fewest >= few else "medium",
    )
    return rung, methods.holding_constant(form, len(shape.covariates))


def form_of(shape: Shape) -> Form:
    """What is explained: the judged level alone, beside the own baseline, or the change from it."""
    if not shape.has_baseline:
        return "after"
    return "given baseline" if shape.ancova else "change"


def _why(shape: Shape, form: Form) -> str:
    windows = "in the judged weeks" if form == "after" else "in both windows"
    have = f"units were assigned by lot; {arms(shape)} have data {windows}"
    if shape.sparse:
        return f"{have}, some with too few rows or successes for logs, without which nothing can be held constant"
    own = ("each unit's own baseline",) if form == "given baseline" else ()
    return f"{have}, and the charter holds constant {numbers.listed([*own, *shape.covariates])}"

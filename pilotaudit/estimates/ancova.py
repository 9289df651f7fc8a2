"""Randomised between units and noisy: what a unit's baseline and other facts about it explain is taken out first."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

import numpy as np

from pilotaudit.estimates.inference import Outcome, finish, too_few
from pilotaudit.estimates.level_change import level_changes
from pilotaudit.estimates.model import Refusal, Scale
from pilotaudit.estimates.sums import BoolArray, FloatArray, IntArray, UnitSums, levels
from pilotaudit.estimates.unit_log_change import log_changes, no_log

Form: TypeAlias = Literal["given baseline", "change", "after"]
"""What is explained: the judged level beside the own baseline, the change from it, or the judged level alone."""

COVARIATES = "STA140"
METHODS: Final[dict[Form, str]] = {
    "given baseline": "ANCOVA on log unit means, HC2 with its own df",
    "change": "unit log change, case-mix adjusted, covariates held constant, HC2 with its own df",
    "after": "log unit means after the start, covariates held constant, HC2 with its own df",
}
LEVEL_METHODS: Final[dict[Form, str]] = {
    "given baseline": "ANCOVA on unit levels, HC2 with its own df",
    "change": "unit difference of levels, case-mix adjusted, covariates held constant, HC2 with its own df",
    "after": "unit levels after the start, covariates held constant, HC2 with its own df",
}
COLLINEAR: Final = 1e-9
"""A column of which the others leave less than this share is explained by them."""


def ancova(units: UnitSums, covariates: FloatArray | None, form: Form) -> Outcome:
    """Log ratio of the arms, treatment against control, with units' own baselines and covariates held constant.

    covariates: (units of the panel, k), not a number where a unit has none, or None. Units without one are left out.
    Levels are not adjusted for case mix, changes are. Refused where a level is not positive, and as `least_squares`.
    Source: Bell & McCaffrey (2002); Lin (2013). Agrees with statsmodels OLS, HC2.
    """
    here = compared(units, covariates, form)
    if (why := _uncovered(units, here, form)) is not None:
        return why
    found = _logs(units, here, form)
    if isinstance(found, Refusal):
        return found
    others = np.column_stack([found[:, :-1], _known(units, here, covariates)])
    return least_squares("log", found[:, -1], units.arm[here], others, method=METHODS[form])


def ancova_level(units: UnitSums, covariates: FloatArray | None, form: Form) -> Outcome:
    """Difference of the arms' levels in the metric's unit, the same held constant."""
    here = compared(units, covariates, form)
    if (why := _uncovered(units, here, form)) is not None:
        return why
    level = _levels(units, here, form)
    found = level_changes(units)[0][here[units.stays]][:, None] if form == "change" else level
    others = np.column_stack([found[:, :-1], _known(units, here, covariates)])
    grain = float(np.abs(level).max(initial=0.0))
    return least_squares("level", found[:, -1], units.arm[here], others, method=LEVEL_METHODS[form], grain=grain)


def compared(units: UnitSums, covariates: FloatArray | None, form: Form) -> BoolArray:
    """Which units enter: those with data in both windows (after: in the judged one) and with every covariate."""
    here: BoolArray = units.size[:, 1].sum(axis=1) > 0 if form == "after" else units.stays
    return here if covariates is None else here & np.isfinite(covariates[units.unit]).all(axis=1)


def least_squares(
    scale: Scale, values: FloatArray, arm: IntArray, others: FloatArray, *, method: str, grain: float = 1.0
) -> Outcome:
    """Least-squares difference of two arms, treatment minus control, with other columns held constant.

    values, arm: (n,); others: (n, k), without a constant; grain: size of the numbers, for rounding. HC2 variance
    V = sum a_i^2 e_i^2 with a_i = x_i'(X'X)^-1 l / sqrt(1 - h_i); G = (I - H) diag(a), df = (sum L)^2 / sum L^2 over
    the eigenvalues L of G'G, here from traces. Without other columns this is HC2 with Bell-McCaffrey df.
    Refused without units to spare, and where columns explain each other.
    Source: Bell & McCaffrey (2002); Imbens & Kolesar (2016).
    """
    columns = np.column_stack([np.ones(arm.size), arm, others])
    # Centred, so that a large mean costs no digits.
    design = np.column_stack([columns[:, :2], others - others.mean(axis=0)])
    q, r = np.linalg.qr(design)
    leverage = (q**2).sum(axis=1)
    unusable = _unusable(columns, r, leverage)
    if unusable:
        return Refusal(COVARIATES, unusable)
    effects = np.linalg.solve(r, q.T @ values)
    weight = (q @ np.linalg.solve(r.T, np.eye(len(r))[1])) ** 2 / (1 - leverage)
    variance = float(weight @ (values - design @ effects) ** 2)
    return finish(scale, float(effects[1]), variance, _degrees(q, leverage, weight), method, grain=grain)


def _uncovered(units: UnitSums, here: BoolArray, form: Form) -> Refusal | None:
    """Fewer than two units in an arm, for lack of data or of covariates."""
    n, could = (
        [int((units.arm[chosen] == arm).sum()) for arm in (1, 0)] for chosen in (here, compared(units, None, form))
    )
    if min(could) < 2:
        return too_few(*could)
    if min(n) >= 2:
        return None
    have = f"{n[0]} treated and {n[1]} control units have a readable number in every covariate, 2 in each are needed"
    return Refusal(COVARIATES, f"{have}; repair the column or leave that covariate out")


def _unusable(columns: FloatArray, r: FloatArray, leverage: FloatArray) -> str:
    """Why these columns cannot be held constant, with what to do; empty when they can."""
    n, k = columns.shape
    if n <= k:
        needed = f"{n} units are compared, more than {k} are needed to hold so much constant"
        return f"{needed}; bring more units or name fewer covariates"
    if (np.abs(np.diag(r)) <= COLLINEAR * np.linalg.norm(columns, axis=0)).any():
        why = "what is held constant is the same for all compared units, or follows from the groups and the rest"
        return f"{why}; leave that covariate out"
    if (1 - leverage).min() <= COLLINEAR:
        why = "one unit alone decides what a covariate explains, so chance cannot be measured"
        return f"{why}; leave that covariate out or bring more units"
    return ""


def _degrees(q: FloatArray, leverage: FloatArray, weight: FloatArray) -> float:
    """(tr G'G)^2 / tr (G'G)^2: products of rows of Q are summed as one small matrix."""
    trace = float((weight * (1 - leverage)).sum())
    crossed = q.T @ (weight[:, None] * q)
    squared = float((weight**2 * (1 - 2 * leverage)).sum() + (crossed**2).sum())
    return trace**2 / squared if squared > 0 else 0.0


def _logs(units: UnitSums, here: BoolArray, form: Form) -> FloatArray | Refusal:
    """(n, 2) before and after, or (n, 1): what is explained stands last."""
    if form == "change":
        found = log_changes(units)
        return found if isinstance(found, Refusal) else found[here[units.stays]][:, None]
    level = _levels(units, here, form)
    return no_log() if (level <= 0).any() else np.log(level)


def _levels(units: UnitSums, here: BoolArray, form: Form) -> FloatArray:
    """Levels of the compared units in the metric's unit, the same columns."""
    if form == "given baseline":
        return levels(units)[here[units.stays]]
    level: FloatArray = units.total[here, 1:].sum(axis=2) / units.size[here, 1:].sum(axis=2)
    return level


def _known(units: UnitSums, here: BoolArray, covariates: FloatArray | None) -> FloatArray:
    """Covariates of the compared units, (n, k)."""
    return np.zeros((int(here.sum()), 0)) if covariates is None else covariates[units.unit[here]]

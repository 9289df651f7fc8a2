"""Randomised within units, covariates held constant: unit fixed effects and columns of single items, CR2 by unit.

Everything is computed from products summed per unit: no item is seen. What is the same for all items of a unit is held
constant by comparing the unit with itself, and is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np

from pilotaudit import numbers
from pilotaudit.estimates.ancova import COVARIATES
from pilotaudit.estimates.covariates import WITHOUT
from pilotaudit.estimates.inference import NOT_BUILT, TOO_FEW, Outcome, Pair, finish
from pilotaudit.estimates.model import Refusal, Scale
from pilotaudit.estimates.sums import FloatArray, IntArray, Sample, numbered, only, within
from pilotaudit.panel.model import Along

LOG_METHOD: Final = "log outcome with unit fixed effects, covariates held constant, CR2 by unit with Satterthwaite df"
LEVEL_METHOD: Final = "outcome with unit fixed effects, covariates held constant, CR2 by unit with Satterthwaite df"
NOTHING: Final = 1e-9
"""A column of which the others leave less than this share is explained by them."""
ROUNDING: Final = 1e-12
"""Squares around the means below this share of the squares themselves are rounding."""


@dataclass(frozen=True, slots=True)
class _Units:
    """Products around each unit's means, one entry per unit: columns are the arm and the covariates, p of them.

    inner: (n, p, p), X'X; outer: (n, p), X'y. crossed: units with items in both arms; grain: size of the outcome;
    arm: what the arm's column was divided by.
    """

    inner: FloatArray
    outer: FloatArray
    crossed: int
    grain: float
    arm: float = 1.0


def within_given(sample: Sample) -> Pair:
    """Test and size within units: on the log outcome where every value is positive, else on levels, for both.

    Refused under two units with items in both arms, for ratios of sums, and where covariates explain each other.
    Source: Bell & McCaffrey (2002); Pustejovsky & Tipton (2018). Agrees with the matrices written out.
    """
    along = _judged(sample)
    logs = along is not None and along[1].log.size > 0 and bool(np.isfinite(along[1].log).all())
    effect = _effect(along, "log" if logs else "level")
    return effect, effect


def items_left_out(sample: Sample) -> Iterator[Refusal]:
    """A note on judged items that have a value and no number in some covariate."""
    judged = _judged(sample)
    items = float(sample.cells.rows[within(sample.cells.week, sample.judged)].sum())
    absent = 0 if judged is None else round(items - float(judged[1].rows.sum()))
    if absent:
        which = f"{numbers.count(absent)} of {numbers.plural(round(items), 'judged item')}"
        yield Refusal(WITHOUT, f"{which} are left out, as they have no readable number in every covariate")


def within_given_level(sample: Sample) -> Outcome:
    """Difference of levels within units, in the metric's unit, covariates held constant."""
    return _effect(_judged(sample), "level")


_Judged: TypeAlias = tuple[tuple[IntArray, IntArray], Along]


def _judged(sample: Sample) -> _Judged | None:
    """((unit, arm) of each judged cell, its products); None where no products were summed."""
    cells = only(sample.cells, within(sample.cells.week, sample.judged))
    return None if cells.along is None else ((cells.unit, cells.arm), cells.along)


def _effect(judged: _Judged | None, scale: Scale) -> Outcome:
    if judged is None:
        reason = "covariates cannot be held constant within units for a ratio of sums; choose a mean or a share"
        return Refusal(NOT_BUILT, reason)
    units = _centred(judged, logs=scale == "log")
    if units.crossed < 2:
        return Refusal(TOO_FEW, f"{units.crossed} units have items in both groups with every covariate, 3 are needed")
    kept = _varying(units)
    if kept is None:
        why = "a covariate follows from the groups or from the other covariates within units"
        return Refusal(COVARIATES, f"{why}; leave it out")
    method = LOG_METHOD if scale == "log" else LEVEL_METHOD
    return _cr2(scale, kept, method)


def _centred(judged: _Judged, *, logs: bool) -> _Units:
    """X'X and X'y around the means of every unit, from sums over its items in both arms."""
    (unit, arm), along = judged
    _, entry = numbered(unit)
    n = int(entry.max(initial=-1)) + 1
    treated = (arm == 1).astype(np.float64)
    y, xy = (along.log, along.xlog) if logs else (along.y, along.xy)
    rows, of_arm = _by(entry, along.rows, n), _by(entry, along.rows * treated, n)
    k = along.x.shape[1]
    inner, outer, means = np.empty((n, k + 1, k + 1)), np.empty((n, k + 1)), np.empty((n, k + 1))
    inner[:, 0, 0], means[:, 0], outer[:, 0] = of_arm, of_arm, _by(entry, y * treated, n)
    for i in range(k):
        means[:, i + 1], outer[:, i + 1] = _by(entry, along.x[:, i], n), _by(entry, xy[:, i], n)
        inner[:, 0, i + 1] = inner[:, i + 1, 0] = _by(entry, along.x[:, i] * treated, n)
        for j in range(k):
            inner[:, i + 1, j + 1] = _by(entry, along.xx[:, i, j], n)
    whole = _by(entry, y, n)
    there = rows > 0
    over = means[there] / rows[there, None]
    crossed = int(((of_arm > 0) & (of_arm < rows)).sum())
    grain = 1.0 if logs else float(np.abs(whole[there] / rows[there]).max(initial=0.0))
    raw = inner[there]
    spread = raw - over[:, :, None] * means[there][:, None, :]
    # Sums that cancel to their last digits are nothing: the column is the same for all items of the unit.
    size = np.sqrt(np.einsum("nii->ni", raw))
    spread[np.abs(spread) <= ROUNDING * size[:, :, None] * size[:, None, :]] = 0.0
    return _Units(spread, outer[there] - over * whole[there][:, None], crossed, grain)


def _by(entry: IntArray, values: FloatArray, n: int) -> FloatArray:
    return np.bincount(entry, values, n).astype(np.float64)


def _varying(units: _Units) -> _Units | None:
    """The columns that vary within units; None where one of these follows from the others."""
    whole = units.inner.sum(axis=0)
    kept = np.flatnonzero(np.diag(whole) > 0)
    whole = whole[np.ix_(kept, kept)]
    size = np.sqrt(np.diag(whole))
    if np.linalg.eigvalsh(whole / np.outer(size, size)).min(initial=1.0) <= NOTHING:
        return None
    # Columns on one scale, so that roots of the products keep their digits.
    inner, outer = units.inner[:, kept][:, :, kept] / np.outer(size, size), units.outer[:, kept] / size
    return _Units(inner, outer, units.crossed, units.grain, float(size[0]))


def _cr2(scale: Scale, units: _Units, method: str) -> Outcome:
    """Effect of the first column, its CR2 variance and Satterthwaite df.

    With S_i = X_i'X_i, R_i its root, M = (sum S)^-1 and D_i = (I - R_i M R_i)^-1/2: the score of unit i is
    R_i D_i R_i^+ X_i'e_i, and with v_i = R_i D_i R_i M l, a_i = |D_i R_i M l|^2, b_ij = v_i'M v_j:
    df = (sum a_i - b_ii)^2 / (sum (a_i - b_ii)^2 - b_ii^2 + sum_ij b_ij^2).
    """
    inner, outer = units.inner, units.outer
    bread = np.linalg.inv(inner.sum(axis=0))
    effects = bread @ outer.sum(axis=0)
    root, back = _roots(inner, 0.5), _roots(inner, -0.5)
    adjust = _roots(np.eye(len(bread)) - root @ bread @ root, -0.5)
    scores = np.einsum("nij,njk,nkl,nl->ni", root, adjust, back, outer - inner @ effects)
    variance = float(((scores @ bread[:, 0]) ** 2).sum())
    weights = np.einsum("nij,njk,k->ni", adjust, root, bread[:, 0])
    moved = np.einsum("nij,nj->ni", root, weights)
    own, coupling = (weights**2).sum(axis=1), np.einsum("ni,ij,nj->n", moved, bread, moved)
    crossed = bread @ (moved.T @ moved)
    squared = float(((own - coupling) ** 2 - coupling**2).sum() + np.trace(crossed @ crossed))
    df = float((own - coupling).sum()) ** 2 / squared if squared > 0 else 0.0
    return finish(scale, float(effects[0]) / units.arm, variance / units.arm**2, df, method, grain=units.grain)


def _roots(products: FloatArray, power: float) -> FloatArray:
    """Powers of symmetric matrices; directions in which there is nothing stay nothing."""
    values, vectors = np.linalg.eigh(products)
    least = NOTHING * np.maximum(values[:, -1:], NOTHING)
    powers = np.where(values > least, np.maximum(values, least) ** power, 0.0)
    found: FloatArray = (vectors * powers[:, None, :]) @ vectors.transpose(0, 2, 1)
    return found

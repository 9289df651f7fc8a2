"""Covariates within units: sums of products against the matrices written out on single items."""

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st

from pilotaudit.estimates.model import Refusal
from pilotaudit.estimates.sums import Sample, roll_up
from pilotaudit.estimates.within_covariates import items_left_out, within_given, within_given_level
from pilotaudit.estimates.within_units import within_level, within_units
from pilotaudit.panel.model import Along, Cells
from tests.estimates.build import MINUTES, measured, timeline

LOTS = {"groups": {"assignment": "randomised"}}


def items(seed, units=6, columns=2):
    """(unit, arm, value, covariates): a few items per unit, one unit in one arm only."""
    rng = np.random.default_rng(seed)
    unit = np.repeat(np.arange(units + 1), rng.integers(6, 22, units + 1))
    arm = rng.integers(0, 2, unit.size) * (unit < units)
    x = rng.normal(size=(unit.size, columns)) * (2, 300)[:columns] + (5, 1000)[:columns]
    level = 1 + 0.2 * unit - 0.1 * arm + 0.15 * x[:, 0]
    return unit, arm, np.exp(level + 0.4 * rng.normal(size=unit.size)), x


def sample_of(data, *, logs=True, weeks=(3, 4)):
    """The sums that the panel makes of the items, in two judged weeks."""
    unit, arm, value, x = data
    week = np.where(np.arange(unit.size) % 2, *weeks)
    keys, place = np.unique(np.stack([unit, arm, week]), axis=1, return_inverse=True)
    at, n = place.ravel(), keys.shape[1]

    def added(one):
        return np.stack([np.bincount(at, each, n) for each in one.reshape(unit.size, -1).T], axis=1)

    log = np.log(value) if logs else np.full(unit.size, np.nan)
    one, k = np.ones(unit.size), x.shape[1]
    xx = added(x[:, :, None] * x[:, None, :]).reshape(n, k, k)
    along = Along(added(one)[:, 0], added(x), xx, added(value)[:, 0], added(x * value[:, None]), added(log)[:, 0],
                  added(x * log[:, None]))  # fmt: skip
    key = [each.astype(np.int64) for each in keys]
    kept = added(log)[:, 0] if logs else None
    cells = Cells(key[0], key[1], key[0] * 0, key[2], along.rows, along.y, along.rows, kept, None, along)
    return Sample(cells, (), weeks)


def cr2(unit, arm, outcome, x):
    """OLS with unit dummies, CR2 by unit and Satterthwaite df, all matrices written out."""
    dummies = (unit[:, None] == np.unique(unit)).astype(float)
    inner = np.column_stack([arm, x])
    centred = inner - dummies @ np.linalg.lstsq(dummies, inner, rcond=None)[0]
    design = np.column_stack([arm, x, dummies])
    hat = design @ np.linalg.pinv(design)
    residual = outcome - hat @ outcome
    bread = np.linalg.inv(centred.T @ centred)
    score, columns = np.zeros(inner.shape[1]), []
    meat = np.zeros_like(bread)
    for u in np.unique(unit):
        at = unit == u
        values, vectors = np.linalg.eigh(np.eye(at.sum()) - hat[np.ix_(at, at)])
        root = vectors @ np.diag([0.0 if v < 1e-9 else v**-0.5 for v in values]) @ vectors.T
        score = centred[at].T @ root @ residual[at]
        meat += np.outer(score, score)
        columns.append((np.eye(unit.size) - hat)[:, at] @ root @ centred[at] @ bread[:, 0])
    g = np.column_stack(columns)
    eigen = np.linalg.eigvalsh(g.T @ g)
    effect = (bread @ centred.T @ outcome)[0]
    return effect, (bread @ meat @ bread)[0, 0] ** 0.5, eigen.sum() ** 2 / (eigen**2).sum()


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("columns", [1, 2])
def test_logs_agree_with_the_matrices_written_out(seed, columns):
    """Effect, CR2 error and degrees of freedom, from sums of products alone."""
    data = items(seed, columns=columns)
    unit, arm, value, x = data
    test, size = within_given(sample_of(data))
    assert (test.center, test.se, test.df) == pytest.approx(cr2(unit, arm, np.log(value), x), rel=1e-8)
    assert (test.scale, size) == ("log", test)


def test_the_effect_agrees_with_statsmodels():
    """OLS with unit dummies."""
    unit, arm, value, x = items(1)
    dummies = (unit[:, None] == np.unique(unit)).astype(float)
    fit = sm.OLS(np.log(value), np.column_stack([arm, x, dummies])).fit()
    assert within_given(sample_of(items(1)))[0].center == pytest.approx(fit.params[0], abs=1e-9)


@pytest.mark.parametrize("seed", range(3))
def test_levels_agree_with_the_matrices_written_out(seed):
    """Guardrails, and outcomes that are not all positive: test and size on the level."""
    data = items(seed)
    unit, arm, value, x = data
    expected = pytest.approx(cr2(unit, arm, value, x), rel=1e-8)
    found = (within_given_level(sample_of(data)), *within_given(sample_of(data, logs=False)))
    for one in found:
        assert (one.scale, (one.center, one.se, one.df)) == ("level", expected)


def test_what_is_the_same_for_a_units_items_is_held_constant_already():
    """Tenure of a person: comparing a person with herself leaves nothing of it."""
    unit, arm, value, x = data = items(2, columns=1)
    tenure = (0.1 + unit)[:, None] * 1.7
    one, other = within_given(sample_of((unit, arm, value, tenure)))[0], within_units(roll_up(sample_of(data)))[0]
    assert (one.center, one.se, one.df) == pytest.approx((other.center, other.se, other.df), rel=1e-9)
    both = within_given(sample_of((unit, arm, value, np.column_stack([x, tenure]))))[0]
    alone = within_given(sample_of(data))[0]
    assert (both.center, both.se, both.df) == pytest.approx((alone.center, alone.se, alone.df), rel=1e-9)
    level = within_given_level(sample_of((unit, arm, value, tenure)))
    assert level.center == pytest.approx(within_level(roll_up(sample_of(data))).center)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000), st.floats(0.01, 100), st.floats(-50, 50))
def test_scale_and_origin_of_a_covariate_are_no_matter(seed, factor, shift):
    """Kilobytes or bytes."""
    unit, arm, value, x = items(seed)
    one, other = (within_given(sample_of((unit, arm, value, each)))[0] for each in (x, x * factor + shift))
    assert (one.center, one.se, one.df) == pytest.approx((other.center, other.se, other.df), rel=1e-5, abs=1e-7)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000))
def test_swapping_the_arms_turns_the_sign(seed):
    """With the same error."""
    unit, arm, value, x = items(seed)
    one, other = (within_given(sample_of((unit, each, value, x)))[0] for each in (arm, 1 - arm))
    assert (-one.center, one.se, one.df) == pytest.approx((other.center, other.se, other.df), rel=1e-7)


@pytest.mark.parametrize(
    ("column", "word"),
    [(lambda x, arm: 3 * x[:, 0] + 2, "follows from"), (lambda _, arm: 1.0 * arm, "follows from")],
)
def test_columns_that_explain_each_other_are_refused(column, word):
    """Twice the same, or the arm itself."""
    unit, arm, value, x = items(1)
    found = within_given(sample_of((unit, arm, value, np.column_stack([x, column(x, arm)]))))[0]
    assert isinstance(found, Refusal)
    assert (found.code, word in found.reason) == ("STA140", True)


def test_ratios_of_sums_are_refused():
    """Nothing was summed for them."""
    whole = sample_of(items(1)).cells
    bare = Cells(whole.unit, whole.arm, whole.segment, whole.week, whole.rows, whole.total, whole.size)
    found = within_given(Sample(bare, (), (3, 4)))[0]
    assert (found.code, "ratio of sums" in found.reason) == ("STA102", True)


def test_one_unit_in_both_arms_is_refused():
    """It has no spread."""
    found = within_given(sample_of(items(1, units=1)))[0]
    assert (found.code, found.reason.startswith("1 units have")) == ("STA101", True)


def test_items_without_a_covariate_are_told():
    """They have a value and are not compared."""
    one = sample_of(items(1))
    cells = one.cells
    more = Cells(cells.unit, cells.arm, cells.segment, cells.week, cells.rows + 1, cells.total, cells.size, None, None,
                 cells.along)  # fmt: skip
    assert list(items_left_out(one)) == []
    (note,) = items_left_out(Sample(more, (), (3, 4)))
    whole = round(float(more.rows.sum()))
    assert note.reason == (
        f"{cells.unit.size} of {whole} judged items are left out, as they have no readable number in every covariate"
    )


def test_the_ladder_holds_covariates_constant_within_units():
    """And says which."""
    charter = {**LOTS, "analysis": {"covariates": ["lines"]}, "window": {"baseline": {"none": "lost"}}}
    data = sample_of(items(3, columns=1)).cells
    found = measured(data, MINUTES, charter=charter, panel={"timeline": timeline(baseline=None)})
    assert (found.rung.name, found.rung.strongest) == ("within units", "GO")
    assert found.rung.why.endswith("compared with itself; the charter holds constant lines")
    assert found.test.method.startswith("log outcome with unit fixed effects, covariates held constant")

"""Within units: the closed form against CR2 written out with matrices on single rows."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf
from hypothesis import given, settings
from hypothesis import strategies as st

from pilotaudit.estimates.model import Refusal
from pilotaudit.estimates.sums import Sample, roll_up
from pilotaudit.estimates.within_units import within_control_level, within_level, within_units
from pilotaudit.panel.model import Cells

SEEDS = st.integers(0, 10_000)


def items(seed, units=6):
    """Single items: unit, arm and a positive value; between 2 and 9 items per unit and arm."""
    rng = np.random.default_rng(seed)
    unit = np.repeat(np.arange(units), rng.integers(4, 19, units))
    arm = np.concatenate([rng.permutation(np.arange((unit == u).sum()) % 2) for u in range(units)])
    return unit, arm, rng.lognormal(1 + 0.2 * unit, 0.5) * np.exp(-0.1 * arm)


def judged(unit, arm, value, logs=True):
    """The items as cells of one judged week each."""
    one = np.ones(unit.size)
    week, segment = np.full(unit.size, 3), np.zeros(unit.size, dtype=np.int64)
    data = Cells(unit, arm, segment, week, one, value, one, np.log(value) if logs else None)
    return roll_up(Sample(data, (), (3,)))


def cr2(unit, arm, outcome):
    """Bell and McCaffrey's CR2 with unit dummies and its Satterthwaite df, matrices written out."""
    x = arm - np.array([arm[unit == u].mean() for u in unit])
    bread, residual = 1 / (x @ x), None
    effect = bread * (x @ outcome)
    dummies = (unit[:, None] == np.unique(unit)).astype(float)
    design = np.column_stack([x, dummies])
    hat = design @ np.linalg.inv(design.T @ design) @ design.T
    residual = outcome - hat @ outcome
    scores, columns = 0.0, []
    for u in np.unique(unit):
        at = unit == u
        values, vectors = np.linalg.eigh(np.eye(at.sum()) - hat[np.ix_(at, at)])
        root = vectors @ np.diag([0.0 if v < 1e-10 else v**-0.5 for v in values]) @ vectors.T
        scores += (x[at] @ root @ residual[at]) ** 2
        columns.append((np.eye(unit.size) - hat)[:, at] @ root @ x[at] * bread)
    g = np.column_stack(columns)
    eigen = np.linalg.eigvalsh(g.T @ g)
    return effect, bread * scores**0.5, eigen.sum() ** 2 / (eigen**2).sum()


# pyfixest still uses a keyword that this pandas deprecates.
@pytest.mark.filterwarnings("ignore")
def test_logs_agree_with_pyfixest():
    """The effect with unit fixed effects, by another program."""
    import pyfixest

    unit, arm, value = items(11)
    rows = pd.DataFrame({"unit": unit, "arm": arm, "outcome": np.log(value)})
    fitted = pyfixest.feols("outcome ~ arm | unit", data=rows).coef()["arm"]
    assert fitted == pytest.approx(within_units(judged(unit, arm, value))[0].center, abs=1e-9)


@pytest.mark.parametrize("seed", range(4))
def test_logs_agree_with_the_matrices(seed):
    """Effect, CR2 error and Satterthwaite df to 1e-9, from sums alone."""
    unit, arm, value = items(seed)
    found = within_units(judged(unit, arm, value))[0]
    assert cr2(unit, arm, np.log(value)) == pytest.approx((found.center, found.se, found.df), abs=1e-9)


@pytest.mark.parametrize("seed", range(4))
def test_levels_agree_with_the_matrices(seed):
    """The same without logs."""
    unit, arm, value = items(seed, units=9)
    found = within_level(judged(unit, arm, value))
    assert cr2(unit, arm, value) == pytest.approx((found.center, found.se, found.df), abs=1e-9)


def test_the_effect_agrees_with_unit_dummies_in_statsmodels():
    """Absorbing the units is the same as having a dummy for each."""
    unit, arm, value = items(7)
    fit = smf.ols("y ~ arm + C(unit)", pd.DataFrame({"y": np.log(value), "arm": arm, "unit": unit})).fit()
    assert fit.params["arm"] == pytest.approx(within_units(judged(unit, arm, value))[1].center, abs=1e-9)


def test_balanced_units_have_one_df_less_than_there_are():
    """Equal weights: n - 1."""
    unit, arm = np.repeat(np.arange(5), 4), np.tile([0, 1], 10)
    value = np.random.default_rng(1).lognormal(size=20)
    assert pytest.approx(within_units(judged(unit, arm, value))[0].df) == 4.0


@settings(max_examples=25, deadline=None)
@given(SEEDS)
def test_swapping_the_arms_turns_the_sign(seed):
    """Treatment against control is the negative of control against treatment."""
    unit, arm, value = items(seed)
    one, other = within_units(judged(unit, arm, value))[0], within_units(judged(unit, 1 - arm, value))[0]
    assert (-one.center, one.se, one.df) == pytest.approx((other.center, other.se, other.df), abs=1e-9)


@settings(max_examples=25, deadline=None)
@given(SEEDS, st.floats(0.1, 10))
def test_a_unit_that_is_slow_in_both_arms_changes_nothing(seed, factor):
    """On the log outcome a unit's own level drops out."""
    unit, arm, value = items(seed)
    one = within_units(judged(unit, arm, value))[0]
    other = within_units(judged(unit, arm, value * np.where(unit == 0, factor, 1.0)))[0]
    assert (one.center, one.se) == pytest.approx((other.center, other.se), abs=1e-9)


def test_without_logs_the_size_is_a_ratio_jackknifed_by_unit():
    """Test on levels, size on the log scale, as deleting each unit with both its arms gives it."""
    unit, arm, value = items(3)

    def log_ratio(left_out=None):
        up = down = 0.0
        for u in range(6):
            if u != left_out:
                n1, n0 = (arm[unit == u] == 1).sum(), (arm[unit == u] == 0).sum()
                weight = n1 * n0 / (n1 + n0)
                up += weight * value[(unit == u) & (arm == 1)].mean()
                down += weight * value[(unit == u) & (arm == 0)].mean()
        return np.log(up / down)

    gaps = [(log_ratio(u) - log_ratio()) ** 2 for u in range(6)]
    test, size = within_units(judged(unit, arm, value, logs=False))
    assert test.scale == "level"
    assert (log_ratio(), (5 / 6 * sum(gaps)) ** 0.5) == pytest.approx((size.center, size.se), abs=1e-9)
    pairs = [((arm[unit == u] == 1).sum(), (arm[unit == u] == 0).sum()) for u in range(6)]
    weight = np.array([n1 * n0 / (n1 + n0) for n1, n0 in pairs])
    assert weight.sum() ** 2 / (weight**2).sum() - 1 == pytest.approx(size.df, abs=1e-9)


def test_units_with_items_in_one_arm_do_not_count():
    """Only a unit that has both can be compared with itself."""
    unit, arm, value = items(4)
    more = (np.append(unit, [9, 9]), np.append(arm, [1, 1]), np.append(value, [1e4, 2e4]))
    assert within_units(judged(unit, arm, value)) == within_units(judged(*more))


@pytest.mark.parametrize("logs", [True, False])
def test_a_single_unit_is_refused(logs):
    """One unit compared with itself has no error that could be measured."""
    unit, arm, value = items(5, units=1)
    assert all(isinstance(one, Refusal) for one in within_units(judged(unit, arm, value, logs)))


def test_no_event_in_an_arm_is_refused_for_the_ratio():
    """A ratio to nothing does not exist."""
    unit, arm, _ = items(6)
    size = within_units(judged(unit, arm, arm * (1.0 + unit), logs=False))[1]
    assert "ratio" in size.reason


def test_the_level_to_compare_with_is_weighted_like_the_effect():
    """Counterfactual plus the difference of levels is the weighted level of the treated items."""
    unit, arm, value = items(8)
    units = judged(unit, arm, value)
    swapped = judged(unit, 1 - arm, value)
    assert within_control_level(units) + within_level(units).center == pytest.approx(within_control_level(swapped))


def test_nobody_in_both_arms_has_no_level_to_compare_with():
    """Without a unit in both arms there is nothing."""
    assert within_control_level(judged(np.array([0, 1]), np.array([0, 1]), np.array([1.0, 2.0]))) is None

"""Tests on rows, computed from sums: the same as from the rows themselves."""

import numpy as np
import pytest
import statsmodels.api as sm
from scipy import stats

from tests.calibration.draw import draw, rows_of
from tests.calibration.oracle import power
from tests.calibration.peers import PEERS, before_after, did_cr1, did_hc1, present, welch, windows
from tests.calibration.world import World

WORLDS = [World(3, 4, rows=20), World(5, 5, shifted=0.75), World(3, 30, sizes=0.8, turnover=0.4)]


def rows(world, seed):
    """One pilot: its sums, and one entry per row (value, treated, after, unit)."""
    rng = np.random.default_rng(seed)
    number = rows_of(world, rng, 1)
    sums = draw(world, rng, number, keep=True)
    unit, week, _ = (np.repeat(one.ravel(), number.ravel()) for one in np.indices(number.shape[1:]))
    return sums, sums.values, world.arm[unit], (week >= world.baseline).astype(int), unit


def fitted(values, treated, after, **errors):
    """One-sided p-value of the interaction by statsmodels."""
    design = sm.add_constant(np.column_stack([treated, after, treated * after]))
    found = sm.OLS(values, design).fit(**errors, use_t=True)
    return stats.t.cdf(found.tvalues[3], found.df_resid if errors["cov_type"] == "HC1" else found.df_resid_inference)


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("world", WORLDS, ids=["3 v 4", "mix shift", "3 v 30"])
def test_difference_in_differences_agrees_with_statsmodels(world, seed):
    """HC1 and clustered errors give the p-values that the rows give."""
    sums, values, treated, after, unit = rows(world, seed)
    data = windows(sums, 0)
    hc1 = fitted(values, treated, after, cov_type="HC1")
    cr1 = fitted(values, treated, after, cov_type="cluster", cov_kwds={"groups": unit})
    assert (did_hc1(world.arm, data), did_cr1(world.arm, data)) == pytest.approx((hc1, cr1), rel=1e-4)


@pytest.mark.parametrize("seed", range(3))
def test_welch_agrees_with_scipy(seed):
    """Between the groups after the start, and before against after."""
    sums, values, treated, after, _ = rows(WORLDS[0], seed)
    data = windows(sums, 0)
    sides = [values[(treated == a) & (after == b)] for a, b in ((1, 1), (0, 1), (1, 0))]
    between, within = (
        stats.ttest_ind(sides[0], other, equal_var=False, alternative="less").pvalue for other in sides[1:]
    )
    assert (welch(WORLDS[0].arm, data), before_after(WORLDS[0].arm, data)) == pytest.approx((between, within), rel=1e-4)


def test_peers_are_run_where_they_are_installed():
    """Those of this package's own always are."""
    assert set(present()) >= set(list(PEERS)[:4])


def test_the_oracle_is_the_power_of_a_t_test():
    """Ten against ten, error 0.07, effect -0.223: as statsmodels has it."""
    from statsmodels.stats.power import TTestIndPower

    errors = np.tile([-1.0, 1.0], 500)
    scale = 0.07 / errors.std(ddof=1)
    expected = TTestIndPower().power(0.223 / (0.07 / np.sqrt(0.2)), 10, 0.025, ratio=1, alternative="larger")
    assert power(-0.223, errors * scale, 10, 10) == pytest.approx(expected, abs=1e-9)

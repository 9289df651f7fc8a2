"""The event-weighted ratio of ratios against deleting units one by one, and what must leave it alone."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pilotaudit.estimates.model import Refusal
from pilotaudit.estimates.ratio_of_ratios import counterfactual, own_ratio, ratio_of_ratios, sparse_ratio
from tests.estimates.build import cells, random_cells, random_shares, renamed, scaled, split, sums, swapped

SEEDS = st.integers(0, 10_000)


def theta(data, left_out=None):
    """The formula written out over segments, without one unit."""

    def added(values, arm, window, segment):
        at = (data.arm == arm) & (data.segment == segment) & (data.unit != left_out)
        return values[at & ((data.week < 0) if window == 0 else (data.week >= 3))].sum()

    expected, total = 0.0, 0.0
    for k in np.unique(data.segment):
        rate = {(arm, w): added(data.total, arm, w, k) / added(data.size, arm, w, k) for arm in (0, 1) for w in (0, 1)}
        expected += added(data.size, 1, 1, k) * rate[1, 0] * rate[0, 1] / rate[0, 0]
        total += added(data.total, 1, 1, k)
    return np.log(total) - np.log(expected)


def brute_force(data):
    """Centre, jackknife error and df, a unit deleted at a time."""
    whole, variance, effective = theta(data), 0.0, []
    window = (data.week < 0) | (data.week >= 3)
    for arm in (1, 0):
        units = np.unique(data.unit[data.arm == arm])
        gaps = [(theta(data, unit) - whole) ** 2 for unit in units]
        variance += (len(units) - 1) / len(units) * sum(gaps)
        size = np.array([data.size[(data.unit == unit) & window].sum() for unit in units])
        effective.append(max(1.5, size.sum() ** 2 / (size**2).sum()))
    p, c = effective
    df = (1 / p + 1 / c) ** 2 / (1 / (p**2 * (p - 1)) + 1 / (c**2 * (c - 1)))
    return whole, np.sqrt(variance), df


@pytest.mark.parametrize("seed", range(4))
def test_agrees_with_deleting_unit_by_unit(seed):
    """Closed-form deletions give the brute-force jackknife to 1e-9."""
    data = random_cells(seed, units=(4, 7))
    found = ratio_of_ratios(sums(data))
    assert brute_force(data) == pytest.approx((found.center, found.se, found.df), abs=1e-9)


def test_agrees_on_a_proportion_with_very_unequal_units():
    """Shares and units of very different size are no exception."""
    data = random_shares(3, units=(3, 12))
    heavy = type(data)(
        data.unit,
        data.arm,
        data.segment,
        data.week,
        *(v * (1 + 20 * (data.unit == 0)) for v in (data.rows, data.total, data.size)),
    )
    found = ratio_of_ratios(sums(heavy, proportion=True))
    assert brute_force(heavy) == pytest.approx((found.center, found.se, found.df), abs=1e-9)


def test_effective_units_are_never_fewer_than_one_and_a_half():
    """One unit with almost all the work still leaves a finite number of degrees of freedom."""
    data = random_cells(1, units=(3, 3), segments=1)
    factor = 1 + 1e6 * (data.unit == 0)
    heavy = type(data)(data.unit, data.arm, data.segment, data.week, data.rows, data.total * factor, data.size * factor)
    assert brute_force(heavy)[2] == pytest.approx(ratio_of_ratios(sums(heavy)).df, abs=1e-9)


@settings(max_examples=25, deadline=None)
@given(SEEDS, SEEDS)
def test_splitting_and_shuffling_cells_changes_nothing(seed, cut):
    """Rows may come in any portions and any order."""
    data = random_cells(seed)
    one, other = ratio_of_ratios(sums(data)), ratio_of_ratios(sums(split(data, cut)))
    assert (one.center, one.se, one.df) == pytest.approx((other.center, other.se, other.df), abs=1e-9)


@settings(max_examples=25, deadline=None)
@given(SEEDS, st.permutations(range(11)), st.floats(0.001, 1000))
def test_names_and_units_of_measurement_change_nothing(seed, names, factor):
    """Renamed units and seconds for minutes give the same ratio."""
    data = random_cells(seed)
    one, other = ratio_of_ratios(sums(data)), ratio_of_ratios(sums(scaled(renamed(data, names), factor)))
    assert (one.center, one.se, one.df) == pytest.approx((other.center, other.se, other.df), abs=1e-9)


@settings(max_examples=25, deadline=None)
@given(SEEDS)
def test_swapping_the_arms_turns_the_sign(seed):
    """With one segment, treatment against control is the negative of control against treatment."""
    data = random_cells(seed, segments=1)
    one, other = ratio_of_ratios(sums(data)), ratio_of_ratios(sums(swapped(data)))
    assert (-one.center, one.se, one.df) == pytest.approx((other.center, other.se, other.df), abs=1e-9)


def test_worked_numbers_of_a_difference_in_differences():
    """Treated 20 to 17 while control goes 20 to 22: expected 22, so the ratio is 17/22 (-22.7 %)."""
    units = sums(
        cells(
            [(u, int(u < 3), 0, w, 50, 50 * y) for u in range(6) for w, y in ((-1, 20.0), (3, 17.0 if u < 3 else 22.0))]
        )
    )
    assert counterfactual(units) == pytest.approx((20.0, 22.0))


def test_size_and_counterfactual_tell_the_same_story():
    """The level after the start is the counterfactual times e^theta."""
    data = random_cells(2)
    units = sums(data)
    after = units.total[units.arm == 1, 1].sum() / units.size[units.arm == 1, 1].sum()
    assert counterfactual(units)[1] * np.exp(ratio_of_ratios(units).center) == pytest.approx(after, abs=1e-9)


def test_the_own_past_agrees_with_deleting_units():
    """The pilot arm against its own past is jackknifed over its own units."""
    data = random_cells(6, units=(5, 3), segments=1)

    def own(left_out):
        at = (data.arm == 1) & (data.unit != left_out)
        levels = [data.total[at & w].sum() / data.size[at & w].sum() for w in (data.week < 0, data.week >= 3)]
        return np.log(levels[1] / levels[0])

    gaps = [(own(unit) - own(None)) ** 2 for unit in range(5)]
    found = own_ratio(sums(data))
    assert (own(None), np.sqrt(0.8 * sum(gaps))) == pytest.approx((found.center, found.se), abs=1e-9)
    judged = (data.week < 0) | (data.week >= 3)
    size = np.array([data.size[(data.unit == unit) & judged].sum() for unit in range(5)])
    assert size.sum() ** 2 / (size**2).sum() - 1 == pytest.approx(found.df, abs=1e-9)


def test_under_thirty_successes_are_refused_with_the_count():
    """Rare events need 30 in every arm and window."""
    data = random_shares(1, rate=0.003)
    found = sparse_ratio(sums(data, proportion=True))
    assert isinstance(found, Refusal)
    assert "30 are needed" in found.reason


def test_an_arm_without_any_success_is_refused():
    """A ratio to nothing does not exist; it is neither 0 nor infinite."""
    rows = [(u, int(u < 3), 0, w, 50, 0.0 if u < 3 and w > 0 else 5.0 + u) for u in range(6) for w in (-1, 3)]
    assert "nothing to count" in ratio_of_ratios(sums(cells(rows))).reason


def test_events_of_a_single_unit_are_refused():
    """When leaving out one unit leaves no event, chance cannot be measured."""
    rows = [(u, int(u < 3), 0, w, 50, (40.0 + w) * (u in (0, 3))) for u in range(6) for w in (-1, 3)]
    assert "a single unit" in ratio_of_ratios(sums(cells(rows))).reason


def test_fewer_than_two_stayers_are_refused():
    """One unit in an arm cannot be left out."""
    units = sums(random_cells(1, units=(1, 4)))
    assert isinstance(ratio_of_ratios(units), Refusal)
    assert isinstance(own_ratio(units), Refusal)


def test_without_control_there_is_no_counterfactual():
    """The baseline level is known, control's change is not."""
    mixed, expected = counterfactual(sums(random_cells(1, units=(4, 0))))
    assert mixed > 0
    assert expected is None

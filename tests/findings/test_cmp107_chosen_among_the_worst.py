"""CMP107: a pilot group that looks chosen for its figures."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import mannwhitneyu

from pilotaudit.findings import cmp107_chosen_among_the_worst as subject
from pilotaudit.findings.baselines import Before, of_sums
from tests.builders import case, charter, primary
from tests.findings.work import KEY, by_unit, seen


def noisy(order, seed=0, spread=0.3, n=20):
    """Twenty units alike but for noise in every week, the pilot group chosen by the rank of its baseline."""
    rng = np.random.default_rng(seed)
    shocks = rng.normal(0, spread, (n, 12))
    ranked = np.argsort(order(shocks[:, :4].mean(axis=1)))
    data = by_unit([10.0] * (n // 2), [10.0] * (n // 2), lambda _arm, _unit: 1.0)
    unit = np.array(ranked)[data.unit]
    total = data.rows * 10 * np.exp(shocks[unit, data.week + 4])
    return type(data)(data.unit, data.arm, data.segment, data.week, data.rows, total, data.size)


def test_the_worst_of_a_noisy_month_are_named():
    """The longest handling times were chosen; nothing but luck made them long."""
    (one,) = seen(subject, noisy(lambda level: -level))
    assert (one.effect, one.metric, "stood worse than control" in one.message) == ("conditional", KEY, True)


def test_what_comes_by_itself_is_said_in_percent():
    """All of the gap is noise here, so all of it closes."""
    data = noisy(lambda level: -level)
    units = of_sums(data, (-4, -3, -2, -1), (3, 4, 5, 6, 7))
    levels = [float(units.level[units.arm == arm].mean()) for arm in (0, 1)]
    text = f"about {100 * (levels[1] - levels[0]) / levels[1]:.1f}% of improvement come by themselves"
    assert text in seen(subject, data)[0].message


@pytest.mark.parametrize("order", [lambda level: level, lambda level: np.arange(level.size)])
def test_the_best_and_those_taken_as_they_come_are_not(order):
    """Luck that ends makes the best look worse, which no GO rests on."""
    assert seen(subject, noisy(order)) == []


def test_groups_that_differ_for_good_have_little_to_regress():
    """Twice the level, and the same in every week."""
    assert seen(subject, by_unit([20.0, 21, 22, 23, 24], [10.0, 11, 12, 13, 14])) == []


def test_a_lot_chooses_nobody():
    """Chance may still put the worst together."""
    assert seen(subject, noisy(lambda level: -level), charter(groups={"assignment": "randomised"})) == []


def test_of_what_should_rise_the_lowest_are_the_worst():
    """Low levels, where higher is better."""
    rules = charter(primary={"customer_satisfaction": "+10%"})
    one = primary(rules)
    keyed = replace(one, metric=replace(one.metric, key=KEY))
    found = [seen(subject, noisy(lambda level, sign=sign: sign * level), rules, one=keyed) for sign in (1, -1)]
    assert [len(one) for one in found] == [1, 0]


def test_three_against_three_are_within_chance():
    """One ranking in twenty puts the three worst together."""
    assert seen(subject, noisy(lambda level: -level, n=6)) == []


@pytest.mark.parametrize("seed", range(4))
def test_the_chance_of_a_rank_agrees_with_scipy(seed):
    """With ties."""
    rng = np.random.default_rng(seed)
    high, low = rng.integers(0, 12, 9).astype(float), rng.integers(0, 10, 7).astype(float)
    expected = mannwhitneyu(high, low, alternative="greater", method="asymptotic").pvalue
    assert subject.chance_of_rank(high, low) == pytest.approx(expected, abs=1e-12)


def test_equal_levels_have_no_rank():
    """A coin."""
    assert subject.chance_of_rank(np.ones(4), np.ones(4)) == 0.5


def test_nothing_measured_nothing_said():
    """No panel, no weeks, no column."""
    assert list(subject.check(case(panel=None))) == []
    assert seen(subject, noisy(lambda level: -level), weekly=False) == []
    assert list(subject.check(case(charter(), primary()))) == []


def test_what_closes_is_the_share_of_noise_in_the_levels():
    """The error of a level is half the spread of the halves' differences, a quarter wider."""
    rng = np.random.default_rng(3)
    level = np.r_[rng.normal(10, 1, 8), rng.normal(14, 1, 8)]
    halves = level[:, None] + rng.normal(0, 0.8, (16, 2))
    arm = np.repeat([0, 1], 8)
    units = Before(np.arange(16), arm, level, np.full(16, 50.0), np.ones(16, dtype=bool), halves, (0, 0))
    noise = (1.25 * np.std(halves[:, 0] - halves[:, 1]) / 2) ** 2
    treated, control = level[8:].mean(), level[:8].mean()
    expected = noise / level.var(ddof=1) * (treated - control) / treated
    assert subject._gap(units, primary()).closing == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(("closing", "said"), [(0.034, 0), (0.036, 1)])
def test_a_third_of_the_target_is_what_counts(closing, said, monkeypatch):
    """A target of -10 % is 0.105 on the log scale; a third of it is 0.0351."""
    monkeypatch.setattr(subject, "_gap", lambda *_: subject.Gap(12.0, 10.0, closing))
    assert len(seen(subject, noisy(lambda level: -level))) == said

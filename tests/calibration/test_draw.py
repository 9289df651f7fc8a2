"""The generator: what it draws is what the world says, and the same for the same seed."""

from dataclasses import replace

import numpy as np
import pytest

from tests.calibration.draw import batches, draw, pilots, rows_of
from tests.calibration.world import BASE, SEGMENTS, World

QUIET = World(units=0.0, week_shock=0.0, unit_week=0.0, drift=0.0)


def drawn(world, runs=40, seed=1):
    """The sums of so many pilots at once."""
    rng = np.random.default_rng(seed)
    return draw(world, rng, rows_of(world, rng, runs))


def levels(world, runs=400):
    """Mean level of the treated and of control, before and after, over segments (each weighted alike)."""
    sums = drawn(world, runs)
    rate = sums.total.sum(axis=0) / np.maximum(sums.size.sum(axis=0), 1)
    return [
        rate[world.arm == arm][:, weeks].mean() / np.mean(SEGMENTS)
        for arm in (1, 0)
        for weeks in (~world.after, world.after)
    ]


def test_the_same_seed_gives_the_same_pilots():
    """Down to the last bit."""
    one, other = (list(pilots(World(), 7, 3)) for _ in range(2))
    assert all(np.array_equal(a.total, b.total) for a, b in zip(one, other, strict=True))


def test_every_unit_has_its_rows_in_every_week():
    """50 in each of the twelve weeks, over both segments."""
    assert set(drawn(World()).rows.sum(axis=3).ravel().tolist()) == {50}


def test_sums_are_sums_of_rows():
    """Rows that are kept add up to the totals and to the squares."""
    rng = np.random.default_rng(3)
    rows = rows_of(World(sizes=0.5), rng, 2)
    sums = draw(World(sizes=0.5), rng, rows, keep=True)
    cell = np.repeat(np.arange(rows.size), rows.ravel())
    np.testing.assert_allclose(np.bincount(cell, sums.values, rows.size), sums.total.ravel(), rtol=1e-12)
    np.testing.assert_allclose(np.bincount(cell, sums.values**2, rows.size), sums.squares.ravel(), rtol=1e-6)


@pytest.mark.parametrize("kind", ["mean", "ratio", "proportion", "count"])
def test_the_effect_is_the_one_asked_for(kind):
    """Twenty percent less for the treated after the start, nothing else moves."""
    world = replace(QUIET, kind=kind, rate=0.4, effect=float(np.log(0.8)))
    before, after, control_before, control_after = levels(world)
    assert after / before == pytest.approx(0.8, rel=0.01)
    assert control_after / control_before == pytest.approx(1.0, rel=0.01)


def test_rows_are_lognormal_around_the_level():
    """Mean e^2 times the segment's level; the spread of logs is 0.9."""
    rng = np.random.default_rng(3)
    rows = rows_of(QUIET, rng, 20)
    sums = draw(QUIET, rng, rows, keep=True)
    level = np.repeat(np.broadcast_to(np.exp(BASE) * np.array(SEGMENTS), rows.shape).ravel(), rows.ravel())
    logs = np.log(sums.values / level)
    assert (logs.mean(), logs.std()) == (pytest.approx(-0.405, abs=0.01), pytest.approx(0.9, abs=0.01))


@pytest.mark.parametrize(
    ("changes", "spread"), [({"units": 0.25}, 0.25), ({"week_shock": 0.05}, 0.05), ({"unit_week": 0.1}, 0.1)]
)
def test_spreads_are_the_ones_asked_for(changes, spread):
    """Of the log level of a unit in a week, over many pilots."""
    world = replace(QUIET, kind="count", rows=200_000, treated=1, control=1, **changes)
    logs = np.log(drawn(world, 400).total[:, :, 0, 0])
    assert logs.std() == pytest.approx(spread, rel=0.1)


def test_shocks_remember_the_week_before():
    """Correlation 0.4 from week to week."""
    sums = drawn(replace(QUIET, kind="count", rows=200_000, unit_week=0.1, treated=2, control=2), 200)
    logs = np.log(sums.total[..., 0])
    found = np.corrcoef(logs[..., :-1].ravel(), logs[..., 1:].ravel())[0, 1]
    assert found == pytest.approx(0.4, abs=0.06)


def test_turnover_replaces_the_slowest_of_the_treated():
    """Two of ten leave at the start, two come; those who leave stood higher than those who stay."""
    world = World(turnover=0.2)
    sums = drawn(world)
    rows = sums.rows.sum(axis=(0, 3))
    assert (rows[:2, 4:].sum(), rows[-4:, :4].sum()) == (0, 0)
    level = sums.total[:, :, :4].sum(axis=(0, 2, 3)) / np.maximum(sums.rows[:, :, :4].sum(axis=(0, 2, 3)), 1)
    assert level[:2].min() > level[2:10].max()


def test_the_worst_are_in_the_pilot():
    """The treated have the ten highest baselines of twenty."""
    sums = drawn(World(worst=True), 5)
    level = sums.total[:, :, :4].sum(axis=(2, 3)) / sums.size[:, :, :4].sum(axis=(2, 3))
    assert (level[:, :10].min(axis=1) >= level[:, 10:].max(axis=1)).all()


def test_the_mix_shifts_for_the_treated_after_the_start():
    """Three in four of their rows are short then, half of everybody else's."""
    world = World(shifted=0.75)
    rows = drawn(world).rows.astype(float)
    share = rows[..., 0].sum(axis=0) / rows.sum(axis=(0, 3))
    assert share[:10, 4:].mean() == pytest.approx(0.75, abs=0.01)
    assert np.concatenate([share[:10, :4].ravel(), share[10:].ravel()]).mean() == pytest.approx(0.5, abs=0.01)


def test_a_gain_that_fades_and_one_that_stops():
    """A third is lost every week; five weeks and then nothing."""
    assert World(effect=-1.0, fade=0.5).profile[4:7].tolist() == [-1.0, -0.5, -0.25]
    assert World(effect=-1.0, stops=5).profile.tolist() == [0.0] * 4 + [-1.0] * 5 + [0.0] * 3


def test_harm_is_added_to_a_share():
    """One point more for the treated after the start, in both segments."""
    before, after, *_ = levels(replace(QUIET, kind="proportion", rate=0.05, harm=0.01), 2000)
    assert after - before == pytest.approx(0.01, abs=0.001)


def test_weeks_without_rows_have_no_cells():
    """A fifth of the unit-weeks is missing."""
    sums = next(batches(World(absent=0.2), np.random.default_rng(1), 20))
    assert (sums.rows.sum(axis=3) == 0).mean() == pytest.approx(0.2, abs=0.03)
    assert sums.cells(0).rows.min() > 0

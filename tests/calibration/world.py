"""Simulated pilots with a known effect, as sums per unit, week and segment: rows are drawn, added up and forgotten."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from pilotaudit.estimates.sums import Sample
from pilotaudit.panel.model import Cells

SEED = 20261121
"""Chosen once and kept: figures are measured with it, never looked for."""


@dataclass(frozen=True, slots=True)
class World:
    """How units, weeks and rows vary; spreads are standard deviations on the log scale.

    effect: log change of the treated after the start; imbalance: how much higher the treated stand from the beginning;
    trend: log change a week of everybody; share: of rows in the short segment; shifted: the same for the treated after
    the start. Rows are lognormal; the two segments have 0.7 and 1.3 times the unit's level.
    """

    treated: int = 10
    control: int = 10
    baseline: int = 4
    pilot: int = 8
    settle: int = 3
    rows: int = 50
    units: float = 0.25
    week_shock: float = 0.05
    unit_week: float = 0.10
    memory: float = 0.4
    drift: float = 0.06
    row_spread: float = 0.9
    effect: float = 0.0
    imbalance: float = 0.0
    trend: float = 0.0
    share: float = 0.5
    shifted: float = 0.5


def pilots(world: World, runs: int) -> Iterator[Sample]:
    """So many pilots of one world, each ready for an estimator: settled weeks judged against the whole baseline."""
    rng = np.random.default_rng(SEED)
    keys = _keys(world)
    weeks = tuple(range(-world.baseline, world.pilot))
    for _ in range(runs):
        rows, total = _sums(world, rng)
        cells = Cells(*keys, rows.ravel(), total.ravel(), rows.ravel())
        yield Sample(cells, weeks[: world.baseline], weeks[world.baseline + world.settle :])


def _keys(world: World):
    """Unit, arm, segment and week of every cell."""
    n, weeks = world.treated + world.control, np.arange(-world.baseline, world.pilot)
    unit, week, segment = np.meshgrid(np.arange(n), weeks, np.arange(2), indexing="ij")
    return unit.ravel(), (unit.ravel() < world.treated).astype(np.int64), segment.ravel(), week.ravel()


def _sums(world: World, rng: np.random.Generator):
    """Rows and totals, (units, weeks, segments)."""
    n, weeks = world.treated + world.control, world.baseline + world.pilot
    treated, after = (np.arange(n) < world.treated)[:, None], np.arange(weeks) >= world.baseline
    share = np.where(treated & after, world.shifted, world.share)
    short = rng.binomial(world.rows, share)
    # A mean of one, so that the log-mean below is the log of the expected value of a row.
    noise = np.exp(world.row_spread * rng.standard_normal((n, weeks, world.rows)) - world.row_spread**2 / 2)
    first = np.add.reduce(noise, axis=2, where=np.arange(world.rows) < short[:, :, None])
    level = np.exp(_log_means(world, rng, treated, after))
    total = np.stack([0.7 * level * first, 1.3 * level * (noise.sum(axis=2) - first)], axis=2)
    return np.stack([short, world.rows - short], axis=2).astype(float), np.maximum(total, 0.0)


def _log_means(world: World, rng: np.random.Generator, treated, after):
    """Log of the expected value of a row, (units, weeks)."""
    n, weeks = treated.size, after.size
    log_mean = 2.0 + world.units * rng.standard_normal((n, 1)) + world.week_shock * rng.standard_normal(weeks)
    log_mean = log_mean + _remembered(world, rng.standard_normal((n, weeks)))
    log_mean = log_mean + world.drift * rng.standard_normal((n, 1)) * after
    return log_mean + world.effect * treated * after + world.imbalance * treated + world.trend * np.arange(weeks)


def _remembered(world: World, shocks):
    """Unit-week shocks that fade with `memory`, stationary from the first week on."""
    found = np.empty_like(shocks)
    found[:, 0] = shocks[:, 0]
    for week in range(1, shocks.shape[1]):
        found[:, week] = world.memory * found[:, week - 1] + (1 - world.memory**2) ** 0.5 * shocks[:, week]
    return world.unit_week * found


def share_pilots(world: World, runs: int, rate: float, added: float) -> Iterator[Sample]:
    """Pilots of a proportion, all pilot weeks judged; `added` is the harm to the treated after the start.

    Units and weeks vary as in the world of values; the two segments have 0.7 and 1.3 times the rate. The harm is the
    same in both, so that it is the same whatever the case mix.
    """
    rng = np.random.default_rng(SEED)
    keys = _keys(world)
    weeks = tuple(range(-world.baseline, world.pilot))
    n = world.treated + world.control
    treated, after = (np.arange(n) < world.treated)[:, None], np.arange(len(weeks)) >= world.baseline
    for _ in range(runs):
        short = rng.binomial(world.rows, np.where(treated & after, world.shifted, world.share))
        rows = np.stack([short, world.rows - short], axis=2)
        level = rate * np.exp(_log_means(world, rng, treated, after) - 2.0)[:, :, None] * np.array([0.7, 1.3])
        events = rng.binomial(rows, np.clip(level + (added * treated * after)[:, :, None], 0, 1))
        cells = Cells(*keys, rows.ravel().astype(float), events.ravel().astype(float), rows.ravel().astype(float))
        yield Sample(cells, weeks[: world.baseline], weeks[world.baseline :], proportion=True)

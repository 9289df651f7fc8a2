"""Draws: many pilots of one world at once, as sums per unit, week and segment; rows are drawn, added up and forgotten.

Binomial and Poisson sums are drawn as such, which is exact. Sums of lognormal rows have no closed form, so every row
is drawn: in single precision, as the values a file would hold, and added up in double precision.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from pilotaudit.panel.model import Cells, Squares
from tests.calibration.world import BASE, NEWCOMERS, SEGMENTS, Floats, Ints, World

ROWS_AT_ONCE = 300_000
"""Rows drawn together: few enough to stay in a core's cache."""

NONE = np.zeros(0)

DENOMINATOR_SPREAD = 0.5
"""Log spread of a ratio's denominators."""


@dataclass(frozen=True, slots=True)
class Sums:
    """Sums of many pilots of one world, each (pilots, units, weeks, segments).

    rows: rows; total, size: sums of numerator and denominator; squares: sums of squared values, for tests on rows;
    logs: sums of the logs of a mean's values, else empty.
    values: the rows of a mean in the order of the sums, pilot by pilot, when they are kept; else empty.
    """

    world: World
    rows: Ints
    total: Floats
    size: Floats
    squares: Floats
    logs: Floats
    values: Floats

    @property
    def pilots(self) -> int:
        """How many pilots."""
        return self.rows.shape[0]

    def cells(self, pilot: int, squares: bool = False) -> Cells:
        """One pilot's sums as a metric's cells; what has no rows has no cell. squares: with sums of squares of rows."""
        world, shape = self.world, self.rows.shape[1:]
        at = np.flatnonzero(self.size[pilot].ravel() > 0)
        unit, week, segment = np.unravel_index(at, shape)
        rows, total, size = (one[pilot].ravel()[at].astype(np.float64) for one in (self.rows, self.total, self.size))
        who = unit % world.treated if world.crossed else unit
        logs = self.logs[pilot].ravel()[at] if world.crossed else None
        of_rows = Squares(self.squares[pilot].ravel()[at].astype(np.float64), rows, total) if squares else None
        return Cells(who, world.arm[unit], segment, week - world.baseline, rows, total, size, logs, of_rows)


def pilots(world: World, seed: int, runs: int) -> Iterator[Cells]:
    """So many pilots of a world, one after the other, from one seed."""
    for sums in batches(world, np.random.default_rng(seed), runs):
        yield from (sums.cells(pilot) for pilot in range(sums.pilots))


def batches(world: World, rng: np.random.Generator, runs: int) -> Iterator[Sums]:
    """So many pilots of a world, as many at once as are quick to draw."""
    at_once = max(1, int(ROWS_AT_ONCE // (world.arm.size * world.weeks.size * max(1.0, world.rows))))
    for start in range(0, runs, at_once):
        yield draw(world, rng, rows_of(world, rng, min(at_once, runs - start)))


def rows_of(world: World, rng: np.random.Generator, runs: int) -> Ints:
    """How many rows each unit has in each week and segment, (pilots, units, weeks, segments)."""
    shape = (runs, world.arm.size, world.weeks.size)
    rows = np.full(shape, round(world.rows)) if world.sizes == 0 else _uneven_rows(world, rng, shape)
    if world.giant != 1:
        rows[:, 0] = np.round(rows[:, 0] * world.giant)
    rows = np.where(world.present, rows, 0)
    if world.absent:
        rows = np.where(rng.random(shape) < world.absent, 0, rows)
    treated = (world.arm == 1)[:, None] & world.after
    short = rng.binomial(rows, np.where(treated, world.shifted, world.share))
    return np.stack([short, rows - short], axis=3)


def draw(world: World, rng: np.random.Generator, rows: Ints, keep: bool = False) -> Sums:
    """The sums of a metric over rows that are already counted; keep: whether to keep the rows of a mean."""
    level = np.exp(_log_levels(world, rng, rows.shape[0]))
    sums = _DRAWN[world.kind](world, rng, rows, level, keep)
    return _worst_first(sums) if world.worst else sums


def _uneven_rows(world: World, rng: np.random.Generator, shape: tuple[int, ...]) -> Ints:
    """Poisson rows around a size of the unit's own; the mean over units is the world's."""
    size = np.exp(world.sizes * rng.standard_normal((*shape[:2], 1)) - world.sizes**2 / 2)
    return rng.poisson(np.maximum(1.0, world.rows * size), shape)


def _log_levels(world: World, rng: np.random.Generator, runs: int) -> Floats:
    """Log of the expected level around the usual one, (pilots, units, weeks), effect included."""
    units, weeks = world.arm.size, world.weeks.size
    treated = (world.arm == 1)[:, None]
    level = _own(world, rng, runs) + world.week_shock * rng.standard_normal((runs, 1, weeks))
    level = level + _remembered(world, rng.standard_normal((runs, units, weeks)))
    level = level + _drift(world, rng, runs) * world.after
    if world.crossed:
        level = level[:, np.arange(units) % world.treated]
    if world.season:
        start = rng.uniform(0, 2 * np.pi, (runs, 1, 1))
        level = level + world.season * np.sin(start + 2 * np.pi * world.weeks / 52)
    level = level + world.trend * world.weeks + world.imbalance * treated
    return level + np.where(treated, world.profile, 0.0)


def _own(world: World, rng: np.random.Generator, runs: int) -> Floats:
    """Each unit's own level, (pilots, units, 1); under turnover the slowest treated come first, as they leave."""
    own = world.units * rng.standard_normal((runs, world.arm.size, 1))
    leaving, stayers = world.replaced[0], world.treated + world.control
    if leaving:
        own[:, : world.treated] = -np.sort(-own[:, : world.treated], axis=1)
        own[:, stayers : stayers + leaving] += NEWCOMERS
    return own


def _remembered(world: World, shocks: Floats) -> Floats:
    """Unit-week shocks that fade with the world's memory, stationary from the first week on."""
    found = np.empty_like(shocks)
    found[..., 0] = shocks[..., 0]
    for week in range(1, shocks.shape[-1]):
        found[..., week] = world.memory * found[..., week - 1] + (1 - world.memory**2) ** 0.5 * shocks[..., week]
    return world.unit_week * found


def _drift(world: World, rng: np.random.Generator, runs: int) -> Floats:
    """How far each unit moves at the start by itself, and its whole arm with it, (pilots, units, 1)."""
    shape = (runs, world.arm.size, 1)
    drift = rng.standard_normal(shape)
    if world.tails:
        drift = rng.standard_t(world.tails, shape) * ((world.tails - 2) / world.tails) ** 0.5
    drift = world.drift * drift * np.where(world.arm == 1, world.uneven, 1.0)[:, None]
    return drift + world.team * rng.standard_normal((runs, 2, 1))[:, world.arm] if world.team else drift


def _lognormal(rng: np.random.Generator, spread: float, number: int) -> np.ndarray:
    """So many lognormal values with a mean of one, single precision."""
    values = rng.standard_normal(number, dtype=np.float32)
    values *= np.float32(spread)
    values -= np.float32(spread**2 / 2)
    return np.exp(values, out=values)


def _added(values: np.ndarray, rows: Ints) -> Floats:
    """Sums of consecutive values, one per cell of `rows`; zero where there are none."""
    number = rows.ravel()
    filled = np.flatnonzero(number)
    found = np.zeros(number.size)
    if filled.size:
        ends = np.cumsum(number[filled])
        found[filled] = np.add.reduceat(values, ends - number[filled], dtype=np.float64)
    return found.reshape(rows.shape)


def _means(world: World, rng: np.random.Generator, rows: Ints, level: Floats, keep: bool) -> Sums:
    values = _lognormal(rng, world.row_spread, int(rows.sum()))
    each = np.exp(BASE) * level[..., None] * np.array(SEGMENTS)
    kept = values * np.repeat(each.ravel(), rows.ravel()) if keep else NONE
    logs = _added(np.log(values), rows) + rows * np.log(each) if world.crossed else NONE
    return Sums(world, rows, each * _added(values, rows), rows, each**2 * _added(values * values, rows), logs, kept)


def _ratios(world: World, rng: np.random.Generator, rows: Ints, level: Floats, _: bool) -> Sums:
    number = int(rows.sum())
    size = _lognormal(rng, DENOMINATOR_SPREAD, number)
    values = _lognormal(rng, world.row_spread, number) * size
    each = np.exp(BASE) * level[..., None] * np.array(SEGMENTS)
    total, squares = each * _added(values, rows), each**2 * _added(values * values, rows)
    return Sums(world, rows, total, _added(size, rows), squares, NONE, NONE)


def _shares(world: World, rng: np.random.Generator, rows: Ints, level: Floats, _: bool) -> Sums:
    """Successes; the harm is the same in both segments, so that it is the same whatever the case mix."""
    harm = world.harm * ((world.arm == 1)[:, None] & world.after)
    chance = world.rate * level[..., None] * np.array(SEGMENTS) + harm[..., None]
    total = rng.binomial(rows, np.clip(chance, 0.0, 1.0))
    return Sums(world, rows, total, rows, total, NONE, NONE)


def _counts(world: World, rng: np.random.Generator, rows: Ints, level: Floats, _: bool) -> Sums:
    """Events per unit and day, in one segment; a week without any is seven days at risk."""
    total = np.zeros(rows.shape)
    total[..., 0] = rng.poisson(world.rows * level) * world.present
    size = np.zeros(rows.shape)
    size[..., 0] = 7.0 * world.present
    return Sums(world, total, total, size, total, NONE, NONE)


_DRAWN = {"mean": _means, "ratio": _ratios, "proportion": _shares, "count": _counts}


def _worst_first(sums: Sums) -> Sums:
    """The same pilots with the units of the highest baseline in the pilot arm. Only without an effect."""
    before = slice(0, sums.world.baseline)
    level = sums.total[:, :, before].sum(axis=(2, 3)) / sums.size[:, :, before].sum(axis=(2, 3))
    order = np.argsort(-level, axis=1)[:, :, None, None]
    parts = (np.take_along_axis(one, order, axis=1) for one in (sums.rows, sums.total, sums.size, sums.squares))
    return Sums(sums.world, *parts, NONE, NONE)

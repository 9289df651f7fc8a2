"""The simulated world that all examples share: a calendar, and units that drift as real ones do.

A unit's log level in a week is its own level, plus a shock common to all units, plus an AR(1) shock of its own, plus
a drift of its own from baseline to pilot. Effects are added by each example. Values are rounded before they are
written, so that every machine writes the same bytes.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

BASELINE_WEEKS = 4
PILOT_WEEKS = 8
WEEKS = np.arange(-BASELINE_WEEKS, PILOT_WEEKS)


@dataclass(frozen=True, slots=True)
class Noise:
    """Spreads on the log scale: between units, of weeks, of a unit's week (AR(1), rho 0.4), of its drift, of a row."""

    unit: float = 0.25
    week: float = 0.05
    unit_week: float = 0.07
    drift: float = 0.05
    row: float = 0.50


@dataclass(frozen=True, slots=True)
class Cells:
    """One entry per row of the export. unit, week: position and week index; treated: in the pilot arm."""

    unit: Ints
    week: Ints
    treated: NDArray[np.bool_]

    @property
    def helped(self) -> NDArray[np.bool_]:
        """Rows of the pilot arm in the pilot weeks."""
        return self.treated & (self.week >= 0)


def log_levels(rng: np.random.Generator, units: int, noise: Noise) -> Floats:
    """Draw the log level of each unit in each week, shape (units, weeks), around zero and without any effect."""
    own = rng.normal(0, noise.unit, (units, 1))
    common = rng.normal(0, noise.week, (1, WEEKS.size))
    drift = rng.normal(0, noise.drift, (units, 1)) * (WEEKS >= 0)
    return own + common + drift + _autoregressive(rng, units, noise.unit_week)


def _autoregressive(rng: np.random.Generator, units: int, spread: float, rho: float = 0.4) -> Floats:
    """Draw stationary AR(1) shocks, shape (units, weeks)."""
    shocks = rng.normal(0, spread, (units, WEEKS.size))
    for week in range(1, WEEKS.size):
        shocks[:, week] = rho * shocks[:, week - 1] + np.sqrt(1 - rho**2) * shocks[:, week]
    return shocks


def rows(rng: np.random.Generator, units_per_arm: int, per_week: float) -> Cells:
    """Draw Poisson many rows per unit and week; the first half of the units is the pilot arm."""
    units = 2 * units_per_arm
    counts = rng.poisson(per_week, (units, WEEKS.size))
    unit = np.repeat(np.arange(units), counts.sum(axis=1))
    week = np.concatenate([np.repeat(WEEKS, row) for row in counts])
    return Cells(unit, week, unit < units_per_arm)


def labels(rng: np.random.Generator, units: int, prefix: str) -> list[str]:
    """Draw names such as `A-07` in mixed order, so that a name does not give the arm away."""
    return [f"{prefix}{number:02d}" for number in rng.permutation(units) + 1]


def working_minutes(rng: np.random.Generator, cells: Cells) -> Ints:
    """Draw when each row was finished: minutes since the first pilot day began, Monday to Friday, 08:00 to 17:59."""
    day = 7 * cells.week + rng.integers(0, 5, cells.week.size)
    return day * 1440 + rng.integers(8 * 60, 18 * 60, cells.week.size)


def stamps(first_pilot_day: date, minutes: Ints) -> list[str]:
    """Write minutes since the first pilot day as `2026-02-02 09:31:00`."""
    start = datetime.combine(first_pilot_day, datetime.min.time())
    return [(start + timedelta(minutes=int(minute))).isoformat(" ") for minute in minutes]


def happens(rng: np.random.Generator, chance: Floats) -> list[str]:
    """Draw `true` or `false` per row."""
    return np.where(rng.random(chance.size) < chance, "true", "false").tolist()


def habits(rng: np.random.Generator, units: int, use: float) -> Floats:
    """Draw each unit's share of rows done with help: one unit in six never tries, the others vary around `use`."""
    share = rng.beta(8 * use, 8 * (1 - use), units)
    share[rng.permutation(units)[: units // 6]] = 0.0
    return share


def fixed(values: Floats, digits: int) -> list[str]:
    """Write numbers as text with a fixed number of digits."""
    return [f"{value:.{digits}f}" for value in values]


def table(header: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    """Write a CSV text with plain newlines."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(lines)
    return text.getvalue()

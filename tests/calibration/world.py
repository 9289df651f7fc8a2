"""Simulated worlds: how units, weeks and rows vary, and what the change under test does. No draws here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

Ints: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float64]
Kind: TypeAlias = Literal["mean", "ratio", "proportion", "count"]

SEGMENTS = (0.7, 1.3)
"""Level of the two segments, as a share of the unit's level."""

BASE = 2.0
"""Log of the usual level of a mean or a ratio, in its own unit."""

NEWCOMERS = -0.3
"""How much lower, on the log scale, those stand who come for the slow ones under selective turnover."""


@dataclass(frozen=True, slots=True)
class World:
    """One kind of pilot; spreads are standard deviations on the log scale.

    treated, control: units per arm; baseline, pilot: weeks; rows: per unit and week (a count: expected events).
    kind: what is measured; rate: usual level of a proportion; row_spread: of lognormal rows.
    units, week_shock, unit_week, memory, drift: between units, of weeks common to all, of a unit's week (AR(1) with
    that memory), of a unit from before to after; tails: df of the drift's t distribution, 0 for a normal one;
    uneven: how many times as far the treated drift; team: drift of a whole arm. sizes: of rows between units;
    absent: share of unit-weeks without rows; giant: rows of the first treated unit, times the others'.
    imbalance: how much higher the treated stand from the beginning; trend: log change a week of everybody, with the
    same start; season: height of a yearly wave that begins anywhere. share: of rows in the short segment; shifted: the
    same for the treated after the start. turnover: share of each arm that is replaced at the start, the slowest of
    the treated and anybody in control; worst: the treated are those with the highest baseline; crossed: every treated
    unit is the control unit of the same place too, with items of its own in both arms.
    effect: log change of the treated after the start, times `fade` for each further week, over after `stops` weeks;
    harm: what is added to a proportion of the treated after the start.
    """

    treated: int = 10
    control: int = 10
    baseline: int = 4
    pilot: int = 8
    rows: float = 50.0
    kind: Kind = "mean"
    rate: float = 0.05
    row_spread: float = 0.9
    units: float = 0.25
    week_shock: float = 0.05
    unit_week: float = 0.10
    memory: float = 0.4
    drift: float = 0.06
    tails: int = 0
    uneven: float = 1.0
    team: float = 0.0
    sizes: float = 0.0
    absent: float = 0.0
    giant: float = 1.0
    imbalance: float = 0.0
    trend: float = 0.0
    season: float = 0.0
    share: float = 0.5
    shifted: float = 0.5
    turnover: float = 0.0
    worst: bool = False
    crossed: bool = False
    effect: float = 0.0
    fade: float = 1.0
    stops: int = 0
    harm: float = 0.0

    @property
    def weeks(self) -> Ints:
        """Week indices, 0 is the pilot's first."""
        return np.arange(-self.baseline, self.pilot)

    @property
    def after(self) -> NDArray[np.bool_]:
        """Which weeks are pilot weeks."""
        return self.weeks >= 0

    @property
    def replaced(self) -> tuple[int, int]:
        """Units that leave at the start, (treated, control); as many come."""
        return round(self.turnover * self.treated), round(self.turnover * self.control)

    @property
    def arm(self) -> Ints:
        """Arm of every unit: treated, control, then those who come to the treated and to control."""
        leaving = self.replaced
        return np.repeat([1, 0, 1, 0], [self.treated, self.control, *leaving]).astype(np.int64)

    @property
    def present(self) -> NDArray[np.bool_]:
        """Which unit has rows in which week, (units, weeks): the first of each arm are those who leave."""
        stayers, (treated, control) = self.treated + self.control, self.replaced
        there = np.ones((self.arm.size, self.weeks.size), dtype=np.bool_)
        there[:treated, self.after] = False
        there[self.treated : self.treated + control, self.after] = False
        there[stayers:, ~self.after] = False
        return there

    @property
    def profile(self) -> Floats:
        """The effect in every week, on the log scale."""
        decay = np.where(self.after, self.fade ** np.maximum(self.weeks, 0), 0.0)
        return self.effect * np.where((self.stops == 0) | (self.weeks < self.stops), decay, 0.0)

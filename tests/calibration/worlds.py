"""Named worlds: every shape with control, and what is done to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import log
from typing import Final

from tests.calibration.world import World

USUAL: Final = World()

SIZES: Final[Mapping[str, World]] = {
    "3 v 3": World(3, 3),
    "4 v 4": World(4, 4),
    "5 v 5": World(5, 5),
    "10 v 10": USUAL,
    "30 v 30": World(30, 30),
    "3 v 30": World(3, 30),
    "4 v 40": World(4, 40),
}

SHAPES: Final[Mapping[str, World]] = {
    **SIZES,
    "high ICC": World(units=0.6, unit_week=0.2, drift=0.12),
    "heavy tails": World(row_spread=1.6),
    "unequal sizes": World(sizes=0.8),
    "ratio of sums": World(kind="ratio"),
    "5 rows a week": World(rows=5),
    "counts, 8 a week": World(kind="count", rows=8),
    "counts, 2 a week": World(kind="count", rows=2),
    "5 % binary": World(kind="proportion"),
    "5 % binary, 30 v 30": World(30, 30, kind="proportion"),
    "common shocks": World(week_shock=0.25),
    "baseline imbalance with trend": World(imbalance=0.3, trend=-0.02),
    "selective turnover": World(turnover=0.2),
    "mix shift": World(shifted=0.75),
    "everything at once": World(
        units=0.5, unit_week=0.15, drift=0.09, row_spread=1.3, sizes=0.6, week_shock=0.15, imbalance=0.3, trend=-0.02,
        turnover=0.2, shifted=0.7,
    ),
}  # fmt: skip
"""The shapes with control that a goal is set for."""

HEAVIER: Final[Mapping[str, World]] = {
    "drift with heavy tails (t, 3 df)": World(tails=3),
    "shocks that last (0.9 a week)": World(unit_week=0.2, memory=0.9),
    "the treated drift 3 times as far": World(drift=0.1, uneven=3.0),
    "3 v 30, the treated drift 3 times as far": World(3, 30, drift=0.1, uneven=3.0),
    "30 v 3, the treated drift 3 times as far": World(30, 3, drift=0.1, uneven=3.0),
    "one treated unit has 8 times the rows": World(giant=8.0),
    "a fifth of the unit-weeks without rows": World(absent=0.2),
    "two weeks of baseline, six of pilot": World(baseline=2, pilot=6),
    "half of the units replaced": World(treated=12, control=12, turnover=0.5),
    "0.5 % binary, 30 v 30": World(30, 30, kind="proportion", rate=0.005),
    "everything at once, 3 v 3": replace(SHAPES["everything at once"], treated=3, control=3, turnover=0.0),
    "everything at once, 30 v 30": replace(SHAPES["everything at once"], treated=30, control=30),
}
"""Worlds of the suite's own, harder than the ones with a goal."""


def falls(world: World, share: float) -> World:
    """The same world with a true fall of that share."""
    return replace(world, effect=log(1 - share))


def harmed(world: World, harm: float) -> World:
    """The same world with so much added to the share of the treated after the start."""
    return replace(world, harm=harm)

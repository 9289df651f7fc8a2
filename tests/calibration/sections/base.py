"""What sections share: the contract of a section, and the range of every figure that was promised."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from tests.calibration.figures import Figure, Goal
from tests.calibration.run import Results, Study
from tests.calibration.trials import STATES, Columns
from tests.calibration.world import Floats

ONE_SIDED = Goal(0.006, 0.036)
ONE_SIDED_MEAN = Goal(high=0.027)
TWO_SIDED = Goal(0.015, 0.064)
COVERED = Goal(0.93, 0.985)
POWER = Goal(low=0.85, ratio=True)
POWER_BY_SIZE = {"4 v 40": Goal(low=0.70, ratio=True), "3 v 30": Goal(low=0.50, ratio=True)}
MET_OF_BEST = Goal(low=0.85, ratio=True)
NEVER_MET = Goal(high=0.025)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page. about: a paragraph on what is counted; figures: from what its studies wrote down.

    matrix: one table with a column per figure, instead of a table per figure.
    """

    title: str
    about: str
    studies: Sequence[Study]
    figures: Callable[[Results], list[Figure]]
    matrix: bool = False


def better(found: Columns) -> Floats:
    """Whether the two-sided 95 % interval of the test shows an improvement (the simulated metric falls)."""
    return found["test_high"] < 0


def worse(found: Columns) -> Floats:
    """Whether it shows harm."""
    return found["test_low"] > 0


def covered(found: Columns, truth: float, which: str = "test") -> Floats:
    """Whether the interval holds the truth, among the pilots that were given one."""
    low, high = found[f"{which}_low"], found[f"{which}_high"]
    given = np.isfinite(low)
    return ((low <= truth) & (truth <= high))[given]


def met(found: Columns) -> Floats:
    """Whether the primary criterion is MET."""
    return found["state"] == STATES.index("MET")

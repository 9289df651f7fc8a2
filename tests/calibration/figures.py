"""Figures: one number with its Monte-Carlo error, held against the range that was promised for it."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from tests.calibration.world import Floats


@dataclass(frozen=True, slots=True)
class Goal:
    """The range that a figure has to lie in, both ends included. ratio: a ratio and not a share."""

    low: float = -math.inf
    high: float = math.inf
    ratio: bool = False

    def holds(self, value: float) -> bool:
        """Whether a value lies in the range; what could not be computed does not."""
        return self.low <= value <= self.high

    def __str__(self) -> str:
        """`0.6 to 3.6 %`, `at most 2.5 %`, `at least 0.85`."""
        low, high = (_text(end, self.ratio) for end in (self.low, self.high))
        unit = "" if self.ratio else " %"
        if self.low == -math.inf:
            return f"at most {high}{unit}"
        return f"at least {low}{unit}" if self.high == math.inf else f"{low} to {high}{unit}"


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure. name: what was counted; world: in which pilots; runs: how many; goal: None when shown only.

    value, error: as a share, or as a ratio; error is one standard error of the simulation.
    """

    name: str
    world: str
    runs: int
    value: float
    error: float
    goal: Goal | None = None
    ratio: bool = False

    @property
    def reached(self) -> bool:
        """Whether it lies in the promised range; figures that are shown only always do."""
        return self.goal is None or self.goal.holds(self.value)

    def cells(self) -> tuple[str, str, str, str, str, str]:
        """World, runs, value, error, goal and whether it is reached, as text."""
        unit = "" if self.ratio else " %"
        value, error = (f"{_fixed(number, self.ratio)}{unit}" for number in (self.value, self.error))
        goal = "shown" if self.goal is None else str(self.goal)
        return self.world, f"{self.runs:,}", value, error, goal, _reached(self)


def share(name: str, world: str, happened: Floats, goal: Goal | None = None) -> Figure:
    """The share of the pilots in which something happened, with its binomial error."""
    runs = happened.size
    value = float(np.mean(happened))
    return Figure(name, world, runs, value, math.sqrt(value * (1 - value) / runs), goal)


def ratio(name: str, world: str, happened: Floats, best: float, goal: Goal | None = None) -> Figure:
    """A share held against the best that could be had. The error is that of the share."""
    one = share(name, world, happened)
    return Figure(name, world, one.runs, one.value / best, one.error / best, goal, ratio=True)


def paired(name: str, world: str, happened: Floats, other: Floats, goal: Goal | None = None) -> Figure:
    """A share held against another share of the same pilots; the error is that of the pairs."""
    whole = float(np.mean(other))
    value = float(np.mean(happened)) / whole
    left = happened.astype(float) - value * other.astype(float)
    error = float(np.std(left)) / math.sqrt(left.size) / whole
    return Figure(name, world, happened.size, value, error, goal, ratio=True)


def mean(name: str, world: str, figures: list[Figure], goal: Goal) -> Figure:
    """The mean of several shares, each counted once."""
    runs = sum(one.runs for one in figures)
    error = math.sqrt(sum(one.error**2 for one in figures)) / len(figures)
    return Figure(name, world, runs, float(np.mean([one.value for one in figures])), error, goal)


def _reached(figure: Figure) -> str:
    if figure.goal is None:
        return "-"
    return "yes" if figure.reached else "**no**"


def _fixed(number: float, is_ratio: bool) -> str:
    if not math.isfinite(number):
        return "none"
    return f"{number:.3f}" if is_ratio else f"{100 * number:.2f}"


def _text(number: float, is_ratio: bool) -> str:
    return f"{number:g}" if is_ratio else f"{100 * number:g}"

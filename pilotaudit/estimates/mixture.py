"""A finite mixture of t distributions: what is left when a parameter is summed out of several answers."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

Column = tuple[float, ...]

TOLERANCE = 1e-13
"""How exactly a quantile is found, as a share of the range in which it must lie."""
MOST_STEPS = 100


@dataclass(frozen=True, slots=True)
class Mixture:
    """Weighted t distributions, one entry of each field per part.

    weights: shares that add up to 1; centers, ses: on the scale of the estimate, ses > 0; dfs: degrees of freedom, > 0.
    Raises ValueError for anything else.
    """

    weights: Column
    centers: Column
    ses: Column
    dfs: Column

    def __post_init__(self) -> None:
        """Refuse what is no distribution."""
        columns = (self.weights, self.centers, self.ses, self.dfs)
        sound = len({len(one) for one in columns}) == 1 and all(math.isfinite(sum(one)) for one in columns)
        if not (sound and self.weights and min(self.weights) >= 0 and min(*self.ses, *self.dfs) > 0):
            raise ValueError(f"not a mixture: {self.weights}, {self.centers}, {self.ses}, {self.dfs}")
        if abs(sum(self.weights) - 1) > 1e-9:
            raise ValueError(f"the weights of a mixture add up to 1, not to {sum(self.weights)}")

    @property
    def mean(self) -> float:
        """Weighted mean of the centres."""
        return math.fsum(weight * center for weight, center in zip(self.weights, self.centers, strict=True))

    @property
    def se(self) -> float:
        """Root of the weighted mean of the squared standard errors and of the centres' squared distances from the mean.

        With one part it is that part's standard error.
        """
        mean = self.mean
        parts = zip(self.weights, self.centers, self.ses, strict=True)
        return math.sqrt(math.fsum(weight * (se**2 + (center - mean) ** 2) for weight, center, se in parts))

    @property
    def df(self) -> float:
        """Weighted mean of the degrees of freedom."""
        least = min(self.dfs)
        # Counted from the least, so that parts that agree keep their number to the last digit.
        return least + math.fsum(weight * (df - least) for weight, df in zip(self.weights, self.dfs, strict=True))

    def below(self, value: float) -> float:
        """Probability that the truth lies below a value."""
        return self._cdf()(value)

    def quantile(self, probability: float) -> float:
        """The value below which the truth lies with this probability: between the least and the largest of the parts'.

        Source: the root is bracketed and found by Ridders (1979).
        """
        import numpy as np
        from scipy.special import stdtrit

        ends = np.array(self.centers) + np.array(self.ses) * stdtrit(self.dfs, probability)
        low, high = float(ends.min()), float(ends.max())
        if not math.isfinite(high - low) or high <= low:
            return low
        cdf = self._cdf()
        return _root(lambda value: cdf(value) - probability, low, high)

    def turned(self) -> Mixture:
        """The mixture of the opposite sign."""
        return replace(self, centers=tuple(-center for center in self.centers))

    def widened(self, variance: float) -> Mixture:
        """The same with a variance added to every part."""
        return replace(self, ses=tuple(math.sqrt(se**2 + variance) for se in self.ses))

    def _cdf(self) -> Callable[[float], float]:
        """Probability below a value, as a function that has turned the columns into arrays once."""
        import numpy as np
        from scipy.special import stdtr

        weights, centers, ses, dfs = (np.array(one) for one in (self.weights, self.centers, self.ses, self.dfs))
        return lambda value: float(weights @ stdtr(dfs, (value - centers) / ses))


def _root(gap: Callable[[float], float], low: float, high: float) -> float:
    """Where an increasing function crosses zero, between `low` (not above zero) and `high` (not below).

    Each step halves the bracket at least, and bends the halving towards the root.
    """
    below, above = gap(low), gap(high)
    found, exact = low, TOLERANCE * (high - low)
    for _ in range(MOST_STEPS):
        middle = (low + high) / 2
        there = gap(middle)
        bend = math.sqrt(max(there**2 - below * above, 0.0))
        if bend == 0 or high - low <= exact:
            return middle
        last, found = found, middle - (middle - low) * there / bend
        value = gap(found)
        if abs(found - last) <= exact:
            return found
        low, below, high, above = _narrowed((low, below), (middle, there), (found, value), (high, above))
    return found


def _narrowed(*points: tuple[float, float]) -> tuple[float, float, float, float]:
    """The two neighbouring points between which the function crosses zero, as (low, its value, high, its value)."""
    low = max((one for one in points if one[1] <= 0), default=points[0])
    high = min((one for one in points if one[1] >= 0), default=points[-1])
    return *low, *high

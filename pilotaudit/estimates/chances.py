"""How often a primary metric comes out MET or MISSED in one design: all clauses of its gate together.

They have no closed form, so they are counted on a fixed set of evenly spread points: no draws, so that the same design
gives the same chance to the last digit.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

from pilotaudit.estimates.inference import TOLERANCE
from pilotaudit.estimates.looks import ONE_SIDED
from pilotaudit.estimates.noncentral import threshold_of
from pilotaudit.estimates.power import LIKELY, USUAL

if TYPE_CHECKING:
    from pilotaudit.panel.model import FloatArray

POINTS: Final = 4096
"""Points that the clauses are counted on; against two million random draws they were off by 0.2 points at most."""
ROOTS: Final = (2.0, 3.0, 5.0, 7.0, 11.0, 13.0)


@dataclass(frozen=True, slots=True)
class Errors:
    """What chance does to the primary metric's estimates in one design, log points.

    test, size: standard errors over the judged weeks; df: of the test; together: correlation of test and size;
    late: how many times as large the errors of the late half are, 1 where there is no late half; drift: variance that
    more weeks and units leave as it is, such as that of whole teams.
    """

    test: float
    size: float
    df: float
    together: float = 1.0
    late: float = 1.0
    drift: float = 0.0

    @property
    def whole(self) -> float:
        """Standard error of the test with the drift in it."""
        return math.hypot(self.test, math.sqrt(self.drift))


@dataclass(frozen=True, slots=True)
class Clauses:
    """What MET asks. needed: gain in log points, positive; alpha: one-sided level of the test; strict: as chartered."""

    needed: float
    alpha: float = ONE_SIDED
    strict: bool = False


@dataclass(frozen=True, slots=True)
class Chances:
    """How often a primary metric comes out MET or MISSED, whatever the true gain is.

    met: the smallest true gain (log points) that is MET, one per point, ascending; missed: the largest that is not yet
    MISSED, likewise.
    """

    met: FloatArray
    missed: FloatArray

    def met_at(self, gain: float) -> float:
        """Chance of MET when this is the truth, log points."""
        return float(np.searchsorted(self.met, gain + TOLERANCE, side="right")) / self.met.size

    def missed_at(self, gain: float) -> float:
        """Chance of MISSED when this is the truth, log points."""
        return 1 - float(np.searchsorted(self.missed, gain + TOLERANCE, side="right")) / self.missed.size

    def gain_for(self, chance: float = USUAL) -> float:
        """The true gain, log points, that is MET with this chance."""
        return float(self.met[math.ceil(chance * self.met.size) - 1])


def chances(errors: Errors, clauses: Clauses) -> Chances:
    """How often the primary metric is MET and MISSED, by the arithmetic of its gate, for every true gain at once.

    Each point is one outcome of chance: of both estimates, over the judged weeks and the late half, of the error that
    the data report, and of drift. For each the true gain is found from which on all clauses hold.
    Weeks and units are taken as independent, so that late and judged weeks correlate by their errors' ratio.
    Source: quasi-random points after Richtmyer (1951), as used by Genz (1992).
    """
    noise, reported = _estimates(errors), _spread(errors.df)
    width = np.sqrt((errors.test * reported) ** 2 + errors.drift)
    size_width = np.sqrt((errors.size * reported) ** 2 + errors.drift)
    late_width, late_size_width = (
        np.sqrt((one * errors.late * reported) ** 2 + errors.drift) for one in (errors.test, errors.size)
    )
    usual = threshold_of(errors.df, ONE_SIDED)
    strict = usual * size_width if clauses.strict else 0.0
    met = (
        threshold_of(errors.df, clauses.alpha) * width - noise[0],
        clauses.needed + strict - noise[1],
        threshold_of(errors.df, LIKELY) * late_width - noise[2],
        clauses.needed - noise[3],
    )
    missed = (clauses.needed - noise[1] - usual * size_width, clauses.needed - noise[3] - usual * late_size_width)
    return Chances(np.sort(np.max(met, axis=0)), np.sort(np.max(missed, axis=0)))


def all_of(parts: Sequence[float]) -> tuple[float, float, float]:
    """Chance that several things happen together: (at least, if independent, at most).

    The ends hold whatever the things have to do with one another. Source: Frechet (1935).
    """
    return max(0.0, 1 - sum(1 - part for part in parts)), math.prod(parts), min(parts, default=1.0)


@lru_cache(maxsize=1)
def _points() -> FloatArray:
    """Evenly spread points of the unit cube, (dimensions, points)."""
    steps = np.outer(np.sqrt(np.array(ROOTS)), np.arange(POINTS) + 0.5)
    return np.asarray(np.modf(steps)[0], dtype=np.float64)


def _estimates(errors: Errors) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    """Errors of test and size, and of both over the late half, one per point."""
    from scipy.special import ndtri

    test, other, late, late_other, drift = ndtri(_points()[:5])
    apart, since = math.sqrt(1 - errors.together**2), math.sqrt(1 - errors.late**-2)
    size, late_size = errors.together * test + apart * other, errors.together * late + apart * late_other
    moved = math.sqrt(errors.drift) * drift
    return (
        errors.test * test + moved,
        errors.size * size + moved,
        errors.test * (test + errors.late * since * late) + moved,
        errors.size * (size + errors.late * since * late_size) + moved,
    )


def _spread(df: float) -> FloatArray:
    """The reported error as a share of the true one, one per point: the root of chi square over its df."""
    from scipy.special import gammaincinv

    return np.asarray(np.sqrt(gammaincinv(df / 2, _points()[5]) * 2 / df), dtype=np.float64)

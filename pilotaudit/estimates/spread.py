"""How far a comparison will scatter by chance: from one half of the baseline against the other, or from stated numbers.

Nothing happened between the halves of a baseline, so whatever they show against each other is chance: the error of the
very estimators that will judge the pilot, only for other lengths of the windows and other numbers of units.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from pilotaudit.estimates.chances import Errors
from pilotaudit.estimates.inference import bell_mccaffrey
from pilotaudit.estimates.methods import Method
from pilotaudit.estimates.model import Estimate, Refusal, Scale
from pilotaudit.estimates.plan_model import Design
from pilotaudit.estimates.power import weeks_factor
from pilotaudit.estimates.ratio_of_ratios import each_left_out
from pilotaudit.estimates.sums import Sample, UnitSums
from pilotaudit.estimates.unit_log_change import log_changes

WIDER: Final = 1.25
"""Units also drift from before a pilot to after it, which no baseline shows: errors told from the baseline alone were
0.64 to 0.96 of the true ones."""
UNIT_WEEK: Final = 0.10
"""How far a unit's weeks differ by themselves, relative, where nobody has data to tell."""


@dataclass(frozen=True, slots=True)
class Spread:
    """Chance in one comparison, free of the design.

    test, size: standard errors on `scale` if each window had one week, wider by a quarter; together: correlation of
    both. control, treated: units behind them; freedom: degrees of freedom as a share of what so many units of one size
    would have. drift: variance that neither weeks nor units lower.
    """

    scale: Scale
    test: float
    size: float
    together: float
    control: int
    treated: int
    freedom: float = 1.0
    drift: float = 0.0

    def errors(self, design: Design, weeks: int, late: int) -> Errors:
        """Errors of a design whose judged window has so many weeks, the late half among them."""
        whole = weeks_factor(design.before, weeks)
        fewer = (1 / design.treated + 1 / design.control) / (1 / self.treated + 1 / self.control)
        by = whole * math.sqrt(fewer)
        later = weeks_factor(design.before, late) / whole
        df = self.freedom * bell_mccaffrey(design.treated, design.control)
        return Errors(self.test * by, self.size * by, df, self.together, later, self.drift)


@dataclass(frozen=True, slots=True)
class Halves:
    """A baseline cut in two, as if the second half were a pilot. weeks: of both halves.

    sample, units: the metric's sums in both; drift: variance of whole teams on the log scale.
    """

    sample: Sample
    units: UnitSums
    weeks: tuple[float, float]
    drift: float = 0.0


def log_spread(halves: Halves, method: Method) -> Spread | Refusal:
    """Chance of a rung's test and size, log points; the refusal where the halves cannot be compared."""
    test, size = method.compare(halves.sample)
    if isinstance(test, Refusal):
        return test
    if isinstance(size, Refusal):
        return size
    together = 1.0 if test.method == size.method else _together(halves.units)
    return _spread(halves, (test, size), together, halves.drift)


def level_spread(halves: Halves, method: Method) -> Spread | Refusal:
    """Chance of a rung's difference of levels, in the metric's unit."""
    found = method.level(halves.sample)
    if isinstance(found, Refusal):
        return found
    level = method.expected(halves.sample, halves.units)[0] or 0.0
    return _spread(halves, (found, found), 1.0, halves.drift * level**2)


def stated_spread(design: Design, week: float, level: float | None, drift: float = 0.0) -> Spread:
    """Chance from stated numbers: on levels where one is given, else log points.

    week: how far chance moves one unit's level in one week, relative, one standard deviation; level: the metric's, in
    its own unit; drift: variance of whole teams on the log scale.
    """
    moved = WIDER * math.hypot(week, UNIT_WEEK) * math.sqrt(1 / design.treated + 1 / design.control)
    by = 1.0 if level is None else level
    scale: Scale = "log" if level is None else "level"
    return Spread(scale, by * moved, by * moved, 1.0, design.control, design.treated, drift=drift * by**2)


def _spread(halves: Halves, found: tuple[Estimate, Estimate], together: float, drift: float) -> Spread:
    test, size = found
    control, treated = halves.units.stayers(0), halves.units.stayers(1)
    by = WIDER / weeks_factor(*halves.weeks)
    usual = bell_mccaffrey(treated, control)
    first, second = (by * math.sqrt(max(one.se**2 - drift, 0.0)) for one in (test, size))
    return Spread(test.scale, first, second, together, control, treated, min(1.0, test.df / usual), drift)


def _together(units: UnitSums) -> float:
    """Correlation of unit log change and ratio of ratios, from what each unit does to both when it is left out."""
    changes = log_changes(units)
    if isinstance(changes, Refusal):
        return 1.0
    arm, shared, first, second = units.arm[units.stays], 0.0, 0.0, 0.0
    for group, (sign, deleted) in enumerate(zip((1, -1), each_left_out(units), strict=True)):
        moved, without = changes[arm == group], sign * deleted
        n, moved, without = moved.size, moved - moved.mean(), without - without.mean()
        shared += float(moved @ without) / n
        first += float(moved @ moved) / (n * (n - 1))
        second += float(without @ without) * (n - 1) / n
    together = shared / math.sqrt(first * second) if first > 0 and second > 0 else 1.0
    return min(1.0, max(0.0, together)) if np.isfinite(together) else 1.0

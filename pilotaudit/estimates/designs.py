"""Designs beside the one that is planned: a table of weeks and units, and the least that would be enough."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from pilotaudit.estimates.plan_model import Cell, Design, Remedy
from pilotaudit.panel.timeline import default_settle

LONGEST_WEEKS: Final = 12
"""A pilot of more than twelve weeks comes near the limit of 90 days (WIN102), so longer ones are not proposed."""
MOST_TIMES: Final = 20
"""Nobody finds more than twenty times the units."""
FEWEST_UNITS: Final = 2
WEEKS: Final = (4, 6, 8, 10, 12)
TIMES: Final = (0.5, 1.0, 1.5, 2.0, 3.0)
"""Rows and columns of the table, as weeks and as multiples of the planned units; the planned design is always in it."""

Chance: TypeAlias = Callable[[Design], float]
Both: TypeAlias = Callable[[Design], tuple[float, float | None]]
"""The chance of a design; and beside it that of MET, where there is one."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The planned design and its neighbours. settle_in: weeks that the charter says, None for the default."""

    planned: Design
    settle_in: int | None

    def lasting(self, weeks: int) -> Design:
        """The same with another length of the pilot; at least one week is judged."""
        settle = default_settle(weeks) if self.settle_in is None else self.settle_in
        return replace(self.planned, weeks=weeks, judged=weeks - min(settle, weeks - 1))

    def with_treated(self, treated: int) -> Design:
        """The same with another number of treated units; control grows or shrinks in proportion."""
        control = round(treated * self.planned.control / self.planned.treated)
        return replace(self.planned, treated=treated, control=max(FEWEST_UNITS, control))

    def grid(self, both: Both) -> tuple[Cell, ...]:
        """The table, week by week, each with all numbers of units."""
        return tuple(Cell(design, *both(design)) for design in self._designs())

    def _designs(self) -> Iterator[Design]:
        planned = self.planned
        units = sorted({max(FEWEST_UNITS, round(times * planned.treated)) for times in TIMES})
        for weeks in sorted({*WEEKS, planned.weeks}):
            lasting = self.lasting(weeks)
            for treated in units:
                sized = self.with_treated(treated)
                yield replace(lasting, treated=sized.treated, control=sized.control)

    def remedy(self, chance: Chance, wanted: float) -> Remedy | None:
        """The least weeks, or the least units, with which a chance is reached; None where it is reached already."""
        if chance(self.planned) >= wanted:
            return None
        longer = range(self.planned.weeks + 1, LONGEST_WEEKS + 1)
        weeks = next((one for one in longer if chance(self.lasting(one)) >= wanted), None)
        treated = self._units(lambda units: chance(self.with_treated(units)) >= wanted)
        control = None if treated is None else self.with_treated(treated).control
        return Remedy(weeks, treated, control)

    def _units(self, enough: Callable[[int], bool]) -> int | None:
        """The least number of treated units that is enough, by halving; None where twenty times as many are not."""
        low, high = self.planned.treated, MOST_TIMES * self.planned.treated
        if not enough(high):
            return None
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if enough(middle) else (middle, high)
        return high

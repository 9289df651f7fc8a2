"""Facts about units that the charter holds constant: each one's mean of a column, from before the pilot."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from pilotaudit import numbers
from pilotaudit.estimates.ancova import Form, compared
from pilotaudit.estimates.model import Refusal
from pilotaudit.estimates.sums import FloatArray, UnitSums
from pilotaudit.panel.model import Cells, Panel

WITHOUT = "DAT110"


def unit_means(panel: Panel) -> FloatArray | None:
    """(units of the panel, covariates): mean of each column over a unit's rows; None without covariates.

    Not a number where a unit has none. Only baseline rows count, as what the tool may have changed must not be held
    constant; all rows where the pilot has no baseline.
    """
    if not panel.covariates:
        return None
    before = bool(panel.timeline.baseline_weeks)
    return np.column_stack([_means(cells, len(panel.units), before=before) for cells in panel.covariates.values()])


def left_out(units: UnitSums, panel: Panel, form: Form) -> Iterator[Refusal]:
    """A note on units that could be compared but for a covariate."""
    known = unit_means(panel)
    if known is None:
        return
    here = compared(units, None, form)
    absent = ~np.isfinite(known[units.unit[here]])
    many = int(absent.any(axis=1).sum())
    if many:
        names = [name for place, name in enumerate(panel.covariates) if absent[:, place].any()]
        who = f"{numbers.count(many)} of {numbers.plural(int(here.sum()), 'unit')}"
        yield Refusal(WITHOUT, f"{who} are left out, as they have no readable number in {numbers.listed(names)}")


def _means(cells: Cells, units: int, *, before: bool) -> FloatArray:
    chosen = cells.week < 0 if before else np.ones(cells.week.shape, dtype=np.bool_)
    total = np.bincount(cells.unit[chosen], cells.total[chosen], units)
    rows = np.bincount(cells.unit[chosen], cells.rows[chosen], units)
    means: FloatArray = np.divide(total, rows, out=np.full(units, np.nan), where=rows > 0)
    return means

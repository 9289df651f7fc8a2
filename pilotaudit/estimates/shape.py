"""The shape of one metric's data: all that the ladder looks at before it picks a rung."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pilotaudit.charter.model import Charter
from pilotaudit.estimates.sums import Sample, UnitSums, distinct, is_sparse
from pilotaudit.estimates.targets import as_level
from pilotaudit.metrics.base import Metric
from pilotaudit.panel.model import Panel
from pilotaudit.phrases import DateRange

if TYPE_CHECKING:
    from pilotaudit.charter.roles import Asked

TEAM_DRIFT = 0.05
"""How far whole teams drift apart by themselves, relative, unless the charter says otherwise."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What the charter declares and what the data hold, for one metric.

    looked_for: columns that were not found, when the metric could not be read; has_data: whether any row could be used.
    stayers, judged: units per arm (control, treatment) with data in both windows, in the judged weeks; crossed: units
    with judged items in both arms. baseline_days: of the charter's window; baseline_weeks, pilot_weeks: with data.
    drift: team drift, relative; one_team: a single group value in an arm. stated: a promised baseline, metric's unit.
    whole_weeks: (baseline, pilot) weeks in which every arm has data, None where weeks were added up; control_gone: the
    control group has data, but none in the judged weeks. quantiles_known: whether a quantile's single values were kept.
    """

    metric: Metric
    assignment: str
    looked_for: tuple[str, ...]
    has_data: bool
    judged_weeks: int
    rows_are_units: bool
    has_units: bool
    ancova: bool
    covariates: tuple[str, ...]
    has_baseline: bool
    baseline_days: int
    baseline_weeks: int
    pilot_weeks: int
    has_control: bool
    stayers: tuple[int, int]
    judged: tuple[int, int]
    crossed: int
    one_team: bool
    drift: float
    stated: float | None
    sparse: bool
    whole_weeks: tuple[int, int] | None = (0, 0)
    control_gone: bool = False
    quantiles_known: bool = True

    @property
    def randomised(self) -> bool:
        """Whether lots decided who came into the pilot."""
        return self.assignment == "randomised"

    @property
    def holds_constant(self) -> bool:
        """Whether the charter fixes what is held constant between units, and there are units to compare."""
        columns = bool(self.covariates) or (self.ancova and self.has_baseline)
        compares = self.by_unit and self.has_control and self.fewest >= 2 and not self.crossed
        return self.randomised and columns and compares

    @property
    def by_unit(self) -> bool:
        """Whether rows are known to belong to units that can be compared."""
        return self.has_units and not self.rows_are_units

    @property
    def two_windows(self) -> bool:
        """Whether units are held against their own baseline."""
        return self.has_baseline and not self.crossed

    @property
    def compared(self) -> tuple[int, int]:
        """Units per arm (control, treatment) compared: stayers, or judged units where there is no baseline."""
        if self.crossed:
            return self.crossed, self.crossed
        return self.stayers if self.has_baseline else self.judged

    @property
    def fewest(self) -> int:
        """Units in the smaller arm; of the treated arm alone where there is no control."""
        return min(self.compared) if self.has_control else self.compared[1]

    @property
    def alone(self) -> bool:
        """Whether treated units have nobody to be compared with but themselves."""
        return not self.has_control and self.fewest > 0

    @property
    def weeks_needed(self) -> tuple[int, int]:
        """Weeks of baseline and pilot that a weekly series takes: of differences, or of a step and a trend."""
        return (3, 6) if self.has_control else (4, 4)

    @property
    def carries_series(self) -> bool:
        """Whether enough weeks of both windows hold data of every arm; quantiles of weeks are no series of sums."""
        before, after = self.weeks_needed
        weeks = None if self.metric.kind == "quantile" else self.whole_weeks
        return weeks is not None and weeks[0] >= before and weeks[1] >= after


def shape_of(charter: Charter, panel: Panel, asked: Asked, sample: Sample, units: UnitSums) -> Shape:
    """Gather the facts. sample, units: the metric's cells in baseline and judged weeks, and their sums."""
    groups, window, timeline = charter.groups, charter.window, panel.timeline
    dated = window.baseline if isinstance(window.baseline, DateRange) and timeline.pilot is not None else None
    # Where units are so many that weeks were added up, the calendar says how many there were.
    weeks = distinct(sample.cells.week) if panel.weekly else np.array(sample.baseline + timeline.pilot_weeks)
    here = units.size[:, 1].sum(axis=1) > 0
    has_control = groups.no_control is None and bool((here & (units.arm == 0)).any())
    return Shape(
        metric=asked.metric,
        assignment=groups.assignment,
        looked_for=panel.absent.get(asked.metric.key, ()),
        has_data=sample.cells.unit.size > 0,
        judged_weeks=len(sample.judged),
        rows_are_units=groups.unit == "row",
        has_units=panel.has_units,
        ancova=charter.analysis.ancova,
        covariates=tuple(charter.analysis.covariates),
        has_baseline=dated is not None,
        baseline_days=0 if dated is None else dated.days,
        baseline_weeks=int((weeks < 0).sum()),
        pilot_weeks=int((weeks >= 0).sum()),
        has_control=has_control,
        stayers=(units.stayers(0), units.stayers(1)),
        judged=(int((here & (units.arm == 0)).sum()), int((here & (units.arm == 1)).sum())),
        crossed=int(here.sum()) - distinct(units.unit[here]).size if panel.has_units else 0,
        one_team=groups.assignment == "by team" and min(len(names) for names in panel.group_values) <= 1,
        drift=TEAM_DRIFT if groups.team_drift is None else float(groups.team_drift.value) / 100,
        stated=_stated(asked),
        sparse=bool(units.stays.any()) and is_sparse(units),
        whole_weeks=_whole_weeks(sample, has_control) if panel.weekly or sample.weeks is not None else None,
        control_gone=groups.no_control is None and not has_control and bool((sample.cells.arm == 0).any()),
        quantiles_known=asked.metric.kind != "quantile" or sample.quantiles is not None,
    )


def _whole_weeks(sample: Sample, has_control: bool) -> tuple[int, int]:
    """Baseline and pilot weeks in which the pilot group has data, and control where there is one."""
    cells = sample.cells if sample.weeks is None else sample.weeks
    weeks = distinct(cells.week[(cells.arm == 1) & (cells.size > 0)])
    if has_control:
        weeks = np.intersect1d(weeks, distinct(cells.week[(cells.arm == 0) & (cells.size > 0)]))
    return int(np.isin(weeks, sample.baseline).sum()), int((weeks >= 0).sum())


def _stated(asked: Asked) -> float | None:
    """The baseline that the charter promises as a number, in the metric's unit."""
    if asked.aim is None or asked.aim.baseline is None:
        return None
    return as_level(asked.aim.baseline, asked.metric)

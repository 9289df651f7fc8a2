"""A plan from baseline data: the panel of a baseline whose second half is read as if it were a pilot."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from pilotaudit.charter.model import Charter
from pilotaudit.charter.roles import Asked
from pilotaudit.charter.unit_noun import unit_noun
from pilotaudit.estimates.inference import TOO_FEW, bell_mccaffrey
from pilotaudit.estimates.ladder import capped, pick, sample_of
from pilotaudit.estimates.methods import Method
from pilotaudit.estimates.model import Refusal, Rung
from pilotaudit.estimates.plan_model import GuardrailPlan, Planned, PrimaryPlan, Split, Unplanned
from pilotaudit.estimates.planning import Frame, Known, guardrail_plan, is_relative, primary_plan
from pilotaudit.estimates.shape import Shape, shape_of
from pilotaudit.estimates.spread import Halves, Spread, level_spread, log_spread
from pilotaudit.estimates.sums import IntArray, roll_up
from pilotaudit.estimates.views import level
from pilotaudit.moments import Exposure
from pilotaudit.panel.model import Cells, Panel, Quantiles

NOT_COMPARED = Refusal(TOO_FEW, "nothing has been compared yet")


def plan_of(frame: Frame, panel: Panel, asked: Sequence[Asked], split: Split, treated: int | None = None) -> Planned:
    """What the data say about the pilot that the charter describes.

    panel: of the baseline alone, its second half in the place of the pilot; asked: the primary and the stated
    guardrails; split: how units came into groups; treated: units of the pilot group to plan for instead of those in
    the data, control in proportion.
    """
    plans = [_one(frame, panel, one, split, treated) for one in asked]
    return Planned(
        source="baseline data",
        split=split,
        unit=unit_noun(frame.charter, panel.assumed),
        halves=_halves(panel),
        primary=next(one for one in plans if one.asked.role == "primary" and not isinstance(one, GuardrailPlan)),
        guardrails=tuple(one for one in plans if one.asked.role == "guardrail" and not isinstance(one, PrimaryPlan)),
    )


def in_two_groups(panel: Panel, charter: Charter) -> Panel:
    """The same panel with its units put into two groups, where nobody is assigned yet.

    Units are ordered by their rows, most first, then by name, and go by turns: pilot, control, control, pilot. Same
    data, same groups; both get large and small units alike.
    """
    rows = sum(np.bincount(cells.unit, cells.rows, len(panel.units)) for cells in panel.metrics.values())
    order = sorted(range(len(panel.units)), key=lambda unit: (-float(np.asarray(rows)[unit]), panel.units[unit]))
    arm = np.zeros(len(panel.units), dtype=np.int64)
    arm[[unit for place, unit in enumerate(order) if place % 4 in (0, 3)]] = 1
    metrics = {key: replace(cells, arm=arm[cells.unit]) for key, cells in panel.metrics.items()}
    quantiles = {key: _in_groups(one, arm) for key, one in panel.quantiles.items()}
    named = tuple(charter.groups.control or ()), tuple(charter.groups.treatment or ())
    return replace(panel, metrics=metrics, group_values=named, quantiles=quantiles)


def _in_groups(quantiles: Quantiles, arm: IntArray) -> Quantiles:
    """Quantiles of the same units in two groups; that of all rows stands for both, as rows are not to be had."""
    pooled = {weeks: max(both, key=lambda one: one is not None) for weeks, both in quantiles.arms.items()}
    return Quantiles(
        {weeks: replace(cells, arm=arm[cells.unit]) for weeks, cells in quantiles.units.items()},
        {weeks: (one, one) for weeks, one in pooled.items()},
        {position: _in_groups(one, arm) for position, one in quantiles.segments.items()},
    )


def _one(
    frame: Frame, panel: Panel, asked: Asked, split: Split, treated: int | None
) -> PrimaryPlan | GuardrailPlan | Unplanned:
    known = _known(frame, panel, asked, split)
    if isinstance(known, Unplanned):
        return known
    if treated is not None:
        known = replace(known, design=frame.neighbours(known.design).with_treated(treated))
    return primary_plan(frame, known) if asked.guard is None else guardrail_plan(frame, known, asked.guard)


def _known(frame: Frame, panel: Panel, asked: Asked, split: Split) -> Known | Unplanned:
    """What the halves say about one metric, or why they say nothing."""
    sample = sample_of(panel, asked)
    units = roll_up(sample)
    shape = _foreseen(frame, shape_of(frame.charter, panel, asked, sample, units))
    rung, method = pick(shape)
    rung = capped(rung, shape, NOT_COMPARED)
    why = _not_planned(shape, rung, method) or _shared_exposure(asked, split)
    if why:
        return Unplanned(asked, why, rung)
    halves = Halves(sample, units, _halves(panel), 2 * shape.drift**2 if shape.one_team else 0.0)
    spread = (log_spread if asked.guard is None or is_relative(asked.guard) else level_spread)(halves, method)
    if isinstance(spread, Refusal):
        return Unplanned(asked, f"the halves of the baseline cannot be compared: {spread.reason}", rung)
    # A quantile's level is no sum over a sum; the rung knows it.
    mixed = asked.metric.kind == "quantile"
    stands = method.expected(sample, units)[0] if mixed else level(sample.cells, 1, (*sample.baseline, *sample.judged))
    design = frame.design(spread.treated, spread.control)
    return Known(asked, rung, spread, stands, _rows(sample.cells, sum(halves.weeks)), design, _unsure(spread))


def _foreseen(frame: Frame, shape: Shape) -> Shape:
    """The shape that the whole pilot will have if the weeks to come are like those of the baseline."""
    weeks = math.floor(frame.before), frame.timeline.planned_weeks
    judged = len(frame.timeline.settled)
    return replace(shape, judged_weeks=judged, baseline_weeks=weeks[0], pilot_weeks=weeks[1], whole_weeks=weeks)


def _not_planned(shape: Shape, rung: Rung, method: Method) -> str:
    """Why a metric's chances cannot be told, as a clause; empty when they can."""
    if rung.design == "none":
        return rung.why
    if method.plan is not None or not shape.has_control:
        return (
            f"it would be judged by {rung.design} ({rung.strongest} at most), and how much that shows depends on how "
            "the weeks to come follow one another, which a baseline does not tell"
        )
    if not rung.decides:
        return f"it would be shown and decide nothing: {rung.why}"
    if not shape.two_windows or not shape.by_unit:
        return f"it would be judged by {rung.design}, for which nothing can be told from a baseline"
    return ""


def _shared_exposure(asked: Asked, split: Split) -> str:
    """Whether a count's time at risk belongs to groups as a whole, which nobody has been assigned to yet."""
    sizes = [need.size for need in asked.metric.needs]
    whole = any(isinstance(size, Exposure) and not size.per.startswith("unit") for size in sizes)
    return (
        "it is counted over a group as a whole, and nobody is assigned to one yet"
        if whole and split == "halves"
        else ""
    )


def _halves(panel: Panel) -> tuple[float, float]:
    """Weeks of both halves; excluded days do not count."""
    timeline = panel.timeline
    first, second = (
        sum(timeline.days(week) for week in weeks) / 7 for weeks in (timeline.baseline_weeks, timeline.pilot_weeks)
    )
    return first, second


def _rows(cells: Cells, weeks: float) -> float:
    """Rows per unit and week."""
    units = np.unique(cells.unit).size
    return float(cells.rows.sum()) / (units * weeks)


def _unsure(spread: Spread) -> float:
    """How far the spread itself may be off, relative: one standard deviation of an error with so many df."""
    return 1 / math.sqrt(2 * spread.freedom * bell_mccaffrey(spread.treated, spread.control))

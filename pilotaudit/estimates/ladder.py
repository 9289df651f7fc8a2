"""The ladder: the first rung whose condition holds is the one that judges; the output prints which one and why.

A rung is one entry of `RUNGS`. To add one, write its estimator in a file of its own, give `methods.py` the way it
computes, and put one line here, above the rungs it goes before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from pilotaudit.estimates import lot_rungs, quantile_rungs, row_rungs, rungs, week_rungs
from pilotaudit.estimates.arm_weeks import ArmWeeks, arm_weeks
from pilotaudit.estimates.covariates import left_out as without_covariates
from pilotaudit.estimates.inference import Outcome, holm
from pilotaudit.estimates.methods import Method, arms_after, own_change, own_weeks
from pilotaudit.estimates.model import Estimate, Measured, Refusal, Rung, SegmentEffect, Size, Trend, WeekEffect
from pilotaudit.estimates.row_sums import RowSums, row_sums
from pilotaudit.estimates.samples import metric_sample
from pilotaudit.estimates.series import left_out
from pilotaudit.estimates.shape import Shape, shape_of
from pilotaudit.estimates.sums import Sample, UnitSums, roll_up
from pilotaudit.estimates.targets import needed_log_ratio
from pilotaudit.estimates.trend import drift_alone
from pilotaudit.estimates.views import arm_size, sample_level, segment_effects, weekly_effects, weekly_levels
from pilotaudit.estimates.within_covariates import items_left_out
from pilotaudit.panel.model import Panel
from pilotaudit.panel.timeline import Timeline
from pilotaudit.phrases import NoWorse

if TYPE_CHECKING:
    from pilotaudit.charter.model import Charter
    from pilotaudit.charter.roles import Asked


RUNGS: Final[tuple[tuple[Callable[[Shape], bool], Callable[[Shape], tuple[Rung, Method]]], ...]] = (
    (lambda shape: bool(shape.looked_for), rungs.not_found),
    (lambda shape: not shape.has_data, rungs.no_data),
    (lambda shape: shape.judged_weeks == 0, rungs.too_early),
    (lambda shape: shape.control_gone, week_rungs.control_gone),
    (lambda shape: shape.rows_are_units, row_rungs.rows_as_units),
    (lambda shape: not shape.quantiles_known, quantile_rungs.unread),
    (lambda shape: shape.metric.kind == "quantile" and not shape.has_units, quantile_rungs.without_units),
    (lambda shape: shape.metric.kind == "quantile" and shape.crossed > 0, quantile_rungs.inside_units),
    (lambda shape: not shape.has_units and shape.carries_series, week_rungs.series_of_unknown_units),
    (lambda shape: not shape.has_units, week_rungs.groups_shown),
    (lambda shape: shape.crossed >= 3, rungs.within),
    (lambda shape: shape.crossed > 0, rungs.few_crossed),
    (lambda shape: shape.holds_constant, lot_rungs.held_constant),
    (lambda shape: not shape.has_baseline and shape.randomised and shape.fewest >= 2, rungs.randomised_after),
    (lambda shape: not shape.has_baseline and shape.has_control and shape.fewest >= 2, rungs.arms_after_start),
    (lambda shape: not shape.has_baseline and shape.stated is not None, rungs.stated_baseline),
    (lambda shape: not shape.has_baseline, rungs.nothing_to_compare),
    (lambda shape: shape.alone and shape.carries_series, week_rungs.series_without_control),
    (lambda shape: not shape.has_control and shape.fewest >= 2, rungs.own_past_only),
    (lambda shape: shape.fewest == 1 and shape.carries_series, week_rungs.series_of_arms),
    (lambda shape: shape.fewest < 2, week_rungs.too_few_units),
    (lambda shape: shape.baseline_days < 14 or shape.baseline_weeks < 2, rungs.short_baseline),
    (lambda shape: shape.one_team, rungs.one_team),
    (lambda shape: shape.sparse, rungs.sparse),
    (lambda _: True, rungs.first),
)

CAPS: Final[tuple[tuple[Callable[[Shape, Outcome], bool], Callable[[Rung], Rung]], ...]] = (
    (lambda shape, test: shape.has_control and shape.fewest == 2 and not excludes_zero(test), rungs.two_units),
    (lambda shape, _: shape.assignment == "volunteers", rungs.volunteers),
    (lambda shape, _: shape.metric.evidence == "self-reported", rungs.self_reported),
)


def measure(charter: Charter, panel: Panel, asked: Sequence[Asked]) -> tuple[Measured, ...]:
    """Measure every metric that is asked for, in that order.

    Primary and secondary metrics rest on the settled weeks; guardrails, watched and rollback ones on all pilot weeks.
    Whatever cannot be computed is a Refusal with its reason. Secondary metrics get Holm-adjusted two-sided p-values.
    """
    return _with_holm([_measure_one(charter, panel, one) for one in asked])


def pick(shape: Shape) -> tuple[Rung, Method]:
    """The first rung whose condition holds, and how it computes."""
    picked = next(rung for applies, rung in RUNGS if applies(shape))(shape)
    return quantile_rungs.of_quantile(picked, shape.metric) if shape.metric.kind == "quantile" else picked


def capped(rung: Rung, shape: Shape, test: Outcome) -> Rung:
    """The rung with what lowers it whatever its formulas are."""
    for applies, cap in CAPS:
        if applies(shape, test):
            rung = cap(rung)
    return rung


def excludes_zero(test: Outcome) -> bool:
    """Whether the two-sided 95 % interval leaves no effect out."""
    if isinstance(test, Refusal):
        return False
    low, high = test.interval()
    return low > 0 or high < 0


def _measure_one(charter: Charter, panel: Panel, asked: Asked) -> Measured:
    sample = sample_of(panel, asked)
    units = roll_up(sample)
    shape = shape_of(charter, panel, asked, sample, units)
    rung, method = pick(shape)
    test, size = method.compare(sample)
    late_test, late_size = method.compare(replace(sample, judged=panel.timeline.late, joined=()))
    mixed, expected = method.expected(sample, units)
    found = Measured(
        metric=asked.metric,
        role=asked.role,
        target=None if asked.aim is None else asked.aim.target,
        rung=capped(rung, shape, test),
        treatment=_arm_size(units, 1, shape),
        control=_arm_size(units, 0, shape),
        test=test,
        size=size,
        late_test=late_test,
        late_size=late_size,
        harm=_harm(method, replace(sample, judged=panel.timeline.pilot_weeks), asked),
        raw=_raw(method, replace(sample, adjust=False)),
        pre_post=_own_past(method, sample, units, shape, test),
        against_control=_against_control(method, sample, shape, test),
        baseline=sample_level(sample, 1, sample.baseline),
        after=sample_level(sample, 1, sample.judged),
        control_baseline=sample_level(sample, 0, sample.baseline),
        control_after=sample_level(sample, 0, sample.judged),
        mixed_baseline=mixed,
        counterfactual=expected,
        trend=_trend(method, sample, units, test) if _may_drift(shape, asked) else None,
    )
    notes = (
        *_of_segments(_merging(method, sample, units), panel),
        *_of_logs(method, sample, shape, asked),
        *(without_covariates(units, panel, lot_rungs.form_of(shape)) if shape.holds_constant else ()),
        *(items_left_out(sample) if shape.crossed and shape.covariates else ()),
    )
    return _with_views(found, method, sample, panel, notes)


def _raw(method: Method, unadjusted: Sample) -> Outcome:
    """The test without case-mix adjustment, on the scale of the test."""
    return method.test(unadjusted) if method.own_past is None else method.compare(unadjusted)[0]


def _arm_size(units: UnitSums, arm: int, shape: Shape) -> Size:
    """Units and rows of an arm that the comparison rests on; rows may be units themselves."""
    found = arm_size(units, arm, shape.two_windows)
    return replace(found, units=found.rows) if shape.rows_are_units else found


def _merging(method: Method, sample: Sample, units: UnitSums) -> UnitSums | ArmWeeks | RowSums:
    """The sums that a method compares, which know what became of the segments."""
    if method.own_past is not None and sample.cells.squares is not None:
        return row_sums(sample)
    return units if method.plan is None else arm_weeks(sample)


def _may_drift(shape: Shape, asked: Asked) -> bool:
    """Whether a drift between the groups could pass for the primary's effect: lots leave none but chance."""
    return asked.role == "primary" and shape.two_windows and shape.has_control and not shape.randomised


def _trend(method: Method, sample: Sample, units: UnitSums, test: Outcome) -> Trend | None:
    """How the result stands if a drift went on; a usual one without slopes, none in a series that has its own trend."""
    if isinstance(test, Refusal) or test.scale != "log" or method.plan is not None:
        return None
    return drift_alone(sample, test) if method.trend is None else method.trend(sample, units, test)


def sample_of(panel: Panel, asked: Asked) -> Sample:
    """The metric's cells and the windows that its role rests on."""
    timeline = panel.timeline
    judged = timeline.settled if asked.role in ("primary", "secondary") else timeline.pilot_weeks
    return metric_sample(panel, asked.metric, judged)


def _own_past(method: Method, sample: Sample, units: UnitSums, shape: Shape, test: Outcome) -> Outcome:
    """The treated arm against its own past: by its units, by its weeks where it is one, or what the test itself is."""
    if method.own_past is not None:
        return method.own_past(sample)
    if method.plan is not None and (units.stayers(1) < 2 or not shape.by_unit):
        return own_weeks(sample)
    return own_change(units) if shape.by_unit else test


def _against_control(method: Method, sample: Sample, shape: Shape, test: Outcome) -> Outcome:
    """The arms after the start, between units; where units are in both arms the test itself is that comparison."""
    if method.after is not None:
        return method.after(sample)
    between_units = (shape.by_unit and not shape.crossed) or method.plan is not None
    return arms_after().compare(replace(sample, baseline=()))[0] if between_units else test


def _with_views(found: Measured, method: Method, sample: Sample, panel: Panel, notes: tuple[Refusal, ...]) -> Measured:
    """The same with what its target needs, its weeks and its segments."""
    timeline = panel.timeline
    needed = needed_log_ratio(found.target, found.metric, found.mixed_baseline)
    computed = isinstance(found.test, Estimate)
    unreachable = found.role == "primary" and needed is None and computed
    return replace(
        found,
        needed=needed,
        weekly=_weekly(method, sample, timeline) if computed and timeline.pilot is not None else (),
        segments=_segments(method, sample, panel, found) if computed else (),
        weekly_levels=weekly_levels(sample, (*timeline.baseline_weeks, *timeline.pilot_weeks)),
        notes=(*notes, _UNREACHABLE) if unreachable else notes,
    )


def _weekly(method: Method, sample: Sample, timeline: Timeline) -> tuple[WeekEffect, ...]:
    return weekly_effects(method.test, sample, timeline.pilot_weeks, timeline.settled)


def _segments(method: Method, sample: Sample, panel: Panel, found: Measured) -> tuple[SegmentEffect, ...]:
    """Segments by themselves; where the comparison itself decides nothing, none of them is called adverse."""
    effects = segment_effects(method.test, sample, panel.segments, found.metric.better)
    return effects if found.rung.decides else tuple(replace(one, adverse=False) for one in effects)


def _harm(method: Method, sample: Sample, asked: Asked) -> Outcome:
    """Over all pilot weeks: relative limits on the log scale, all others on differences of levels."""
    return method.test(sample) if _is_relative(asked) else method.level(sample)


def _is_relative(asked: Asked) -> bool:
    """Whether a guardrail's limit is a share of its level."""
    limit = None if asked.guard is None else asked.guard.limit
    return isinstance(limit, NoWorse) and limit.amount.unit == "%"


def _of_segments(sums: UnitSums | ArmWeeks | RowSums, panel: Panel) -> Iterator[Refusal]:
    names = _names([panel.segments[position] or "(blank)" for position in sums.merged])
    if sums.dropped:
        yield Refusal("STA104", f"nothing is adjusted for case mix: segments are too small to compare ({names})")
    elif sums.merged:
        yield Refusal("STA104", f'segments too small to compare were taken together as "other": {names}')


def _of_logs(method: Method, sample: Sample, shape: Shape, asked: Asked) -> Iterator[Refusal]:
    """What logs of small numbers leave out: single units, or weeks of a series."""
    on_log_scale = asked.guard is None or _is_relative(asked)
    if method.plan is not None:
        yield from left_out(sample, method.plan, on_log_scale)
    elif shape.sparse and on_log_scale and shape.by_unit:
        yield Refusal("STA108", "some units have too few rows or successes for logs of their own; events are added up")


def _names(segments: Sequence[str]) -> str:
    more = f" and {len(segments) - MOST_NAMES} more" if len(segments) > MOST_NAMES else ""
    return ", ".join(segments[:MOST_NAMES]) + more


def _with_holm(measured: Sequence[Measured]) -> tuple[Measured, ...]:
    """Secondary metrics with their two-sided p-values adjusted for their number."""
    p_values = {
        place: one.test.p_value()
        for place, one in enumerate(measured)
        if one.role == "secondary" and isinstance(one.test, Estimate)
    }
    adjusted = dict(zip(p_values, holm(list(p_values.values())), strict=True))
    return tuple(replace(one, holm_p=adjusted.get(place)) for place, one in enumerate(measured))


_UNREACHABLE: Final = Refusal(
    "STA101",
    "the target has no log scale: it needs a baseline above zero, and a level above zero to reach",
)
MOST_NAMES: Final = 5
"""Segments named in a note before the rest are only counted."""

"""What was measured about each metric, as records of the assessment."""

from __future__ import annotations

import math
from typing import Any, Literal, TypeAlias

from pilotaudit.assessment.model import ArmOut, ArmsOut, IntervalOut, MetricOut, SegmentOut, TrendOut, WeekOut
from pilotaudit.charter.model import Charter
from pilotaudit.estimates.model import Estimate, Measured, Refusal, Size
from pilotaudit.gates.base import chance_of_target, relative
from pilotaudit.panel.timeline import Timeline

Outcome: TypeAlias = Estimate | Refusal | None


def metric_out(measured: Measured, charter: Charter, timeline: Timeline | None) -> MetricOut:
    """One metric with everything measured about it; what is missing is None and `refusal` says why."""
    fields: dict[str, Any] = _identity(measured, timeline) | _levels(measured, charter) | _effects(measured, timeline)
    return MetricOut(**fields)


def _identity(measured: Measured, timeline: Timeline | None) -> dict[str, object]:
    metric, rung = measured.metric, measured.rung
    return {
        "key": metric.key,
        "label": metric.label,
        "role": measured.role,
        "kind": metric.kind,
        "unit": metric.unit,
        "better": metric.better,
        "design": rung.design,
        "method": measured.test.method if isinstance(measured.test, Estimate) else "",
        "rung": rung.name,
        "why": rung.why,
        "cannot_show": rung.cannot_show,
        "judged_weeks": _judged_weeks(measured, timeline),
        "n": ArmsOut(treatment=_arm(measured.treatment), control=_arm(measured.control)),
    }


def _levels(measured: Measured, charter: Charter) -> dict[str, object]:
    before = [level for week, level, _ in measured.weekly_levels if week < 0 and level is not None]
    aim = charter.primary.get(measured.metric.key) or charter.secondary.get(measured.metric.key)
    promised = aim.baseline if aim is not None else None
    return {
        "baseline": measured.baseline,
        "after": measured.after,
        "control_baseline": measured.control_baseline,
        "control_after": measured.control_after,
        "counterfactual": measured.counterfactual,
        "target": "" if measured.target is None else str(measured.target),
        "target_effect": None if measured.needed is None else math.expm1(measured.needed),
        "baseline_weekly": (min(before), max(before)) if before else None,
        "promised_baseline": "" if promised is None else str(promised),
    }


def _effects(measured: Measured, timeline: Timeline | None) -> dict[str, object]:
    return {
        "effect": as_relative(measured.size, measured),
        "test": as_relative(measured.test, measured),
        "late": as_relative(measured.late_size, measured),
        "raw": as_relative(measured.raw, measured),
        "absolute": as_absolute(measured.size, measured),
        "harm": as_level(measured.harm, measured) or as_relative(measured.harm, measured),
        "pre_post": as_relative(measured.pre_post, measured),
        "against_control": as_relative(measured.against_control, measured),
        "probability_of_target": chance_of_target(measured),
        "refusal": measured.size.reason if isinstance(measured.size, Refusal) else "",
        "weekly": _weeks(measured, timeline),
        "segments": _segments(measured),
        "trend": _trend(measured),
    }


def _trend(measured: Measured) -> TrendOut | None:
    """The trend with log points as fractions; None where drift has no part."""
    trend = measured.trend
    if trend is None:
        return None
    bias = trend.bias
    return TrendOut(
        effect=_of_logs(trend.adjusted),
        slope=None if trend.slope is None else _of_logs(trend.slope),
        weight=trend.weight,
        gap_weeks=trend.gap,
        bias=None if bias is None else (math.expm1(bias[0]), math.expm1(bias[1])),
        break_even=None if measured.break_even is None else math.expm1(measured.break_even),
        holds=trend.holds(measured.metric.better),
    )


def _of_logs(estimate: Estimate) -> IntervalOut:
    center, low, high = (math.expm1(value) for value in (estimate.center, *estimate.interval()))
    return _interval("relative", (center, low, high), estimate)


def as_relative(outcome: Outcome, measured: Measured) -> IntervalOut | None:
    """An effect as fractions of the level expected without the change; None when refused."""
    if not isinstance(outcome, Estimate):
        return None
    change = relative(outcome, measured)
    return as_level(outcome, measured) if change is None else _interval("relative", change, outcome)


def as_absolute(outcome: Outcome, measured: Measured) -> IntervalOut | None:
    """An effect in the metric's own measure: points for a proportion, its unit otherwise."""
    if not isinstance(outcome, Estimate) or measured.counterfactual is None:
        return None
    change, expected = relative(outcome, measured), measured.counterfactual
    if change is None:
        return None
    return _interval(_level_scale(measured), (change[0] * expected, change[1] * expected, change[2] * expected), None)


def as_level(outcome: Outcome, measured: Measured) -> IntervalOut | None:
    """A difference of levels; None when refused or on another scale."""
    if not isinstance(outcome, Estimate) or outcome.scale != "level":
        return None
    return _interval(_level_scale(measured), (outcome.center, *outcome.interval()), outcome)


def _interval(
    scale: Literal["relative", "points", "level"], ends: tuple[float, float, float], estimate: Estimate | None
) -> IntervalOut:
    p_value, df = (None, None) if estimate is None else (estimate.p_value(), estimate.df)
    return IntervalOut(scale=scale, estimate=ends[0], low=ends[1], high=ends[2], p_value=p_value, df=df)


def _level_scale(measured: Measured) -> Literal["points", "level"]:
    return "points" if measured.metric.kind == "proportion" else "level"


def _weeks(measured: Measured, timeline: Timeline | None) -> tuple[WeekOut, ...]:
    levels = {week: (treated, control) for week, treated, control in measured.weekly_levels}
    found = []
    for one in measured.weekly:
        change = None if one.effect is None else relative(one.effect, measured)
        effect, low, high = change or (None, None, None)
        treated, control = levels.get(one.week, (None, None))
        day = starts(one.week, timeline)
        found.append(
            WeekOut(
                week=day, settling=one.settling, effect=effect, low=low, high=high, treatment=treated, control=control
            )
        )
    return tuple(found)


def starts(week: int, timeline: Timeline | None) -> str:
    """First day of a week, or its number when the export is undated."""
    day = None if timeline is None else timeline.starts(week)
    return f"week {week + 1}" if day is None else str(day)


def _segments(measured: Measured) -> tuple[SegmentOut, ...]:
    """Adverse ones first, then the most harmful estimate, then by name."""
    found = []
    for one in measured.segments:
        change = None if one.effect is None else relative(one.effect, measured)
        effect, low, high = change or (None, None, None)
        found.append(
            SegmentOut(
                segment=one.segment,
                estimate=effect,
                low=low,
                high=high,
                baseline=one.baseline,
                after=one.after,
                rows=one.rows,
                p_worse=one.p_worse,
                adverse=one.adverse,
            )
        )
    sign = -1 if measured.metric.better == "lower" else 1
    return tuple(sorted(found, key=lambda one: (not one.adverse, sign * (one.estimate or 0.0), one.segment)))


def _judged_weeks(measured: Measured, timeline: Timeline | None) -> int:
    if timeline is None:
        return 0
    return len(timeline.settled if measured.role in ("primary", "secondary") else timeline.pilot_weeks)


def _arm(size: Size) -> ArmOut:
    return ArmOut(units=size.units, rows=size.rows)

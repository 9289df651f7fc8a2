"""Effects with their intervals, drawn as small bars on one axis with zero and the target, and week by week."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pilotaudit import numbers
from pilotaudit.outputs import bars, colors
from pilotaudit.outputs.base import Look
from pilotaudit.outputs.facts import bracketed, in_sentence, primary_of
from pilotaudit.outputs.terminal import columns_of, grid, indented, preformatted, text

if TYPE_CHECKING:
    from rich.console import RenderableType

    from pilotaudit.assessment.model import Assessment, IntervalOut, MetricOut, SegmentOut

LABEL, FEWEST, MOST = 24, 12, 60
SEGMENTS: Final = 8


@dataclass(frozen=True, slots=True)
class Row:
    """One bar: its name, its interval, its numbers as text, its colour."""

    label: str
    span: bars.Span
    said: str
    style: str = ""


def effect_blocks(one: Assessment, look: Look) -> Iterator[RenderableType]:
    """The block of the primary metric; nothing when it was not measured."""
    metric = primary_of(one)
    if metric is None:
        return
    yield ""
    if metric.effect is None:
        why = metric.refusal or "there are no usable rows"
        yield indented(text(f"Effect on {in_sentence(metric.label)}: not measured: {why}."))
        return
    yield indented(
        text(f"Effect on {in_sentence(metric.label)}, {_scale(metric.effect)}{metric.better} is better", "bold")
    )
    yield indented(grid(_lines(metric, look)))
    left_out = len(metric.segments) - SEGMENTS
    if left_out > 0:
        yield indented(text(f"and {numbers.plural(left_out, 'segment')} more"))


def _scale(effect: IntervalOut) -> str:
    return "relative change, " if effect.scale == "relative" else ""


def _lines(metric: MetricOut, look: Look) -> Iterator[Sequence[RenderableType]]:
    rows = tuple(_rows(metric))
    target = metric.target_effect if metric.effect is not None and metric.effect.scale == "relative" else None
    axis = bars.axis_for([row.span for row in rows], target, _columns(rows, look))
    yield ("", preformatted(bars.heading(axis, (f"target {metric.target}", "target"))), "")
    for row in rows:
        yield (text(row.label, row.style), preformatted(bars.bar(row.span, axis), row.style), text(row.said, row.style))
    if metric.weekly:
        yield (text("gain, week by week"), preformatted(_weeks(metric)), text(_legend(metric)))


def _rows(metric: MetricOut) -> Iterator[Row]:
    """All settled weeks, the late half, then segments with the adverse ones first."""
    effect = metric.effect
    if effect is None:
        return
    yield Row("all settled weeks", _span(effect), bracketed(effect, metric), "bold")
    if metric.late is not None and metric.late.scale == effect.scale:
        yield Row("late half", _span(metric.late), bracketed(metric.late, metric))
    if effect.scale == "relative":
        for segment in metric.segments[:SEGMENTS]:
            yield from _segment(segment)


def _segment(segment: SegmentOut) -> Iterator[Row]:
    if segment.estimate is None or segment.low is None or segment.high is None:
        return
    low, high = (numbers.signed(100 * value, 1) for value in (segment.low, segment.high))
    said = f"{numbers.signed_percent(segment.estimate)} [{low}, {high}]{' worse' if segment.adverse else ''}"
    style = f"bold {colors.RED}" if segment.adverse else ""
    yield Row(segment.segment, bars.Span(segment.low, segment.estimate, segment.high), said, style)


def _span(interval: IntervalOut) -> bars.Span:
    return bars.Span(interval.low, interval.estimate, interval.high)


def _columns(rows: Sequence[Row], look: Look) -> int:
    """What labels and numbers leave for the bars."""
    labels = min(LABEL, max(len(row.label) for row in rows))
    taken = labels + max(len(row.said) for row in rows) + 6
    return min(MOST, max(FEWEST, columns_of(look) - taken))


def _weeks(metric: MetricOut) -> str:
    sign = -1 if metric.better == "lower" else 1
    gains = [None if week.effect is None else sign * week.effect for week in metric.weekly]
    return bars.spark(gains, [week.settling for week in metric.weekly], abs(metric.target_effect or 0.0))


def _legend(metric: MetricOut) -> str:
    if not any(week.settling for week in metric.weekly):
        return ""
    # At a look before the last day the week that is not over is shown like the first ones.
    return f"{bars.SETTLING} not judged" if metric.weekly[-1].settling else f"{bars.SETTLING} settling in"

"""Intervals and weeks as strings of box-drawing characters: plain text, one column per character."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

ZERO, TARGET = "│", "┊"
LINE, CROSSED, DOT = "━", "┿", "●"
CUT_LEFT, CUT_RIGHT = "◂", "▸"
STEPS: Final = "▁▂▃▄▅▆▇█"
SETTLING, UNKNOWN = "░", "·"
_ROOM: Final = 1.6
"""How far beyond the estimates the axis reaches at most, in units of their own span: wide intervals are cut."""
_LEAST: Final = 1e-6
"""The shortest span of an axis."""


@dataclass(frozen=True, slots=True)
class Span:
    """An estimate with its interval, all on one scale."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True)
class Axis:
    """A scale from `low` to `high` drawn in `columns` characters, with a line at zero and one at the target."""

    low: float
    high: float
    columns: int
    target: float | None = None

    def column(self, value: float) -> int:
        """Where a value stands, at the edge when it lies beyond."""
        share = (value - self.low) / (self.high - self.low)
        return round(min(max(share, 0.0), 1.0) * (self.columns - 1))

    def marks(self) -> dict[int, str]:
        """The vertical lines by column; zero stands in front of the target."""
        lines = {} if self.target is None else {self.column(self.target): TARGET}
        return lines | {self.column(0.0): ZERO}


def axis_for(spans: Sequence[Span], target: float | None, columns: int) -> Axis:
    """The axis that shows all estimates, zero and the target, and as much of the intervals as leaves them legible."""
    points = [0.0, *(span.middle for span in spans), *([] if target is None else [target])]
    inner_low, inner_high = min(points), max(points)
    reach = _ROOM * max(inner_high - inner_low, _LEAST)
    low = max(min([inner_low, *(span.low for span in spans)]), inner_low - reach)
    high = min(max([inner_high, *(span.high for span in spans)]), inner_high + reach)
    edge = max(0.02 * (high - low), _LEAST)
    return Axis(low - edge, high + edge, columns, target)


def bar(span: Span, axis: Axis) -> str:
    """`━━━━●━━━` on the axis, with the lines of zero and target; an arrow where the interval goes on beyond it."""
    marks = axis.marks()
    first, last = axis.column(span.low), axis.column(span.high)
    cells = [marks.get(place, " ") for place in range(axis.columns)]
    for place in range(first, last + 1):
        cells[place] = CROSSED if place in marks else LINE
    if span.low < axis.low:
        cells[0] = CUT_LEFT
    if span.high > axis.high:
        cells[-1] = CUT_RIGHT
    cells[axis.column(span.middle)] = DOT
    return "".join(cells)


def heading(axis: Axis, targets: Sequence[str]) -> str:
    """The line above the bars: `0`, and the first of the texts for the target that has room near its line."""
    cells = [" "] * axis.columns
    zero = axis.column(0.0)
    cells[zero] = "0"
    starts = ((_start(text, axis, zero), text) for text in targets if axis.target is not None)
    start, text = next((found for found in starts if found[0] >= 0), (0, ""))
    cells[start : start + len(text)] = text
    return "".join(cells).rstrip()


def _start(text: str, axis: Axis, zero: int) -> int:
    """Where a text over the target begins, so that it does not touch the zero; negative without room."""
    place, size = axis.column(axis.target or 0.0), len(text)
    start = min(max(place - size // 2, 0), axis.columns - size)
    if start - 1 <= zero <= start + size:
        start = zero - size - 1 if place < zero else zero + 2
    return start if start + size <= axis.columns else -1


def spark(gains: Sequence[float | None], settling: Sequence[bool], whole: float = 0.0) -> str:
    """One character per week, taller is better: settling weeks are `░`, weeks without a number `·`.

    gains: improvement per week, positive is better; a week no better than the baseline is the lowest step.
    whole: a gain that is worth the full height, so that noise around zero does not look like one.
    """
    judged = [gain for gain, early in zip(gains, settling, strict=True) if gain is not None and not early]
    top = max([*judged, whole])
    return "".join(
        SETTLING if early else UNKNOWN if gain is None else _step(gain, top)
        for gain, early in zip(gains, settling, strict=True)
    )


def _step(gain: float, top: float) -> str:
    if gain <= 0 or top <= 0:
        return STEPS[0]
    return STEPS[round(gain / top * (len(STEPS) - 1))]

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
    reach = _ROOM * max(inner_high - inner_low, 1e-6)
    low = max(min([inner_low, *(span.low for span in spans)]), inner_low - reach)
    high = min(max([inner_high, *(span.high for span in spans)]), inner_high + reach)
    edge = 0.02 * (high - low)
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


def heading(axis: Axis, target: str) -> str:
    """The line above the bars: `0` and the target's text over their lines, as far as both have room."""
    cells = [" "] * axis.columns
    zero = axis.column(0.0)
    cells[zero] = "0"
    if axis.target is not None:
        _write(cells, target, axis.column(axis.target), zero)
    return "".join(cells).rstrip()


def _write(cells: list[str], text: str, place: int, zero: int) -> None:
    """Put a text over its column, shifted away from zero where it would touch it; left out without room."""
    start = min(max(place - len(text) // 2, 0), len(cells) - len(text))
    if start - 1 <= zero <= start + len(text):
        start = zero - len(text) - 1 if place < zero else zero + 2
    if start >= 0 and start + len(text) <= len(cells):
        cells[start : start + len(text)] = text


def spark(gains: Sequence[float | None], settling: Sequence[bool]) -> str:
    """One character per week, taller is better: settling weeks are `░`, weeks without a number `·`.

    gains: improvement per week, positive is better; a week no better than the baseline is the lowest step.
    """
    judged = [gain for gain, early in zip(gains, settling, strict=True) if gain is not None and not early]
    top = max([*judged, 0.0])
    return "".join(
        SETTLING if early else UNKNOWN if gain is None else _step(gain, top)
        for gain, early in zip(gains, settling, strict=True)
    )


def _step(gain: float, top: float) -> str:
    if gain <= 0 or top <= 0:
        return STEPS[0]
    return STEPS[round(gain / top * (len(STEPS) - 1))]

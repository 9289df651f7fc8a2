"""Five rows in plain Python, and what a metric makes of them: the slow, obvious reading of a need."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from pilotaudit.metrics import KINDS, Metric, quantile
from pilotaudit.moments import Column, Exposure, Flag, Measure, Need, Rows, Span
from pilotaudit.quantities import SECONDS

Frame = Mapping[str, Sequence[object]]
YES = {"true", "yes", "y", "t", "1"}
DAYS = 7
"""A frame covers one week."""


def level(metric: Metric, frame: Frame) -> float:
    """The metric's value on a frame, read by the first need whose columns are there."""
    need = next(need for need in metric.needs if columns(need) <= set(frame))
    values = [number(need.total, frame, row) for row in range(5)]
    if metric.quantile is not None:
        return quantile.value([v for v in values if v is not None], float(metric.quantile))
    return KINDS[metric.kind].value(*sums(need, frame))


def sums(need: Need, frame: Frame) -> tuple[float, float]:
    """Sum of the total and of the size, on rows that have both."""
    if isinstance(need.size, Exposure):
        return sum(number(need.total, frame, row) or 0.0 for row in range(5)), at_risk(need.size, frame)
    pairs = [(number(need.total, frame, row), number(need.size, frame, row)) for row in range(5)]
    whole = [(total, size) for total, size in pairs if total is not None and size is not None]
    return sum(total for total, _ in whole), sum(size for _, size in whole)


def at_risk(size: Exposure, frame: Frame) -> float:
    """Days or weeks at risk of one week, times the units where each is at risk."""
    units = len(set(frame["unit"])) if size.per.startswith("unit") else 1
    return units * (DAYS if size.per.endswith("day") else DAYS / 7)


def columns(need: Need) -> set[str]:
    """The columns that a need reads."""
    found: set[str] = set()
    for measure in (need.total, need.size):
        match measure:
            case Column(name) | Flag(name):
                found.add(name)
            case Span(start, end):
                found |= {start, end}
    return found


def number(measure: Measure, frame: Frame, row: int) -> float | None:
    """What a measure makes of one row; None where it is blank."""
    match measure:
        case Rows():
            return 1.0
        case Column(name):
            cell = frame[name][row]
            return None if cell is None else float(cell) * float(measure.scale)
        case Flag():
            return flag(measure, frame[measure.name][row])
        case Span(start, end, unit):
            first, last = (datetime.fromisoformat(str(frame[name][row])) for name in (start, end))
            return (last - first).total_seconds() / SECONDS[unit]
    raise AssertionError(measure)


def flag(measure: Flag, cell: object) -> float | None:
    """1 for a cell that counts, 0 for one that does not, None for a blank."""
    if cell is None:
        return None
    if measure.above is not None:
        return float(float(cell) > measure.above)
    return float(str(cell).lower() in (measure.values or YES))

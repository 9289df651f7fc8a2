"""How much work each group brought each week, for the checks on odd, empty and missing weeks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import TYPE_CHECKING

from pilotaudit.findings.base import Case

if TYPE_CHECKING:
    from pilotaudit.panel.model import Cells

WHOLE_ENOUGH = 4
"""Days that must be read for a week to be compared: fewer may be a weekend, or what an excluded week left over."""

REMNANT = 0.10
"""Share of a group's usual volume under which it is as good as gone: late closures and reopened items remain."""

MANY = 2
"""Weeks without a group that end it; one may be a holiday."""


@dataclass(frozen=True, slots=True)
class Volume:
    """One arm in one week: rows with a value of the primary metric. a_week: the same over seven days."""

    arm: int
    week: int
    starts: date
    rows: float
    a_week: float


def volumes(case: Case, weeks: Sequence[int]) -> tuple[Volume, ...]:
    """Each arm that has rows, in each week of which four days were read, earliest first; empty where none are known."""
    panel, primary = case.panel, case.primary
    if panel is None or primary is None or primary.metric.key not in panel.metrics or not (panel.weekly and weeks):
        return ()
    counted = _counted(panel.metrics[primary.metric.key], min(weeks), max(weeks))
    arms = [arm for arm in (0, 1) if any(counted[arm])]
    found = []
    for week in weeks:
        starts, days = panel.timeline.starts(week), panel.timeline.days(week)
        if starts is not None and days >= WHOLE_ENOUGH:
            rows = {arm: counted[arm][week - min(weeks)] for arm in arms}
            found += [Volume(arm, week, starts, rows[arm], 7 * rows[arm] / days) for arm in arms]
    return tuple(found)


def gone(case: Case) -> tuple[Volume, ...]:
    """The last judged weeks, in which one group is as good as gone while the other goes on; earliest first.

    Empty unless there are two of them, or as many as the late half has.
    """
    timeline = None if case.panel is None else case.panel.timeline
    if timeline is None or not timeline.settled:
        return ()
    known = volumes(case, (*timeline.baseline_weeks, *timeline.pilot_weeks))
    shares = _of_usual(known)
    for arm in (0, 1):
        judged = [one for one in known if one.arm == arm and one.week in timeline.settled]
        run = _while_gone(judged, shares)
        if len(run) >= min(MANY, len(timeline.late)):
            return run
    return ()


def _counted(cells: Cells, first: int, last: int) -> list[list[float]]:
    """Rows by arm and week, from the first week to the last."""
    import numpy as np

    inside, length = (cells.week >= first) & (cells.week <= last), last - first + 1
    key = cells.arm[inside] * length + cells.week[inside] - first
    counted = np.bincount(key, cells.rows[inside], 2 * length)
    return [[float(rows) for rows in of_arm] for of_arm in counted.reshape(2, length)]


def _of_usual(known: Sequence[Volume]) -> dict[tuple[int, int], float]:
    """Each week's volume as a share of the same arm's median week."""
    usual = {arm: median([one.a_week for one in known if one.arm == arm and one.rows > 0] or [1.0]) for arm in (0, 1)}
    return {(one.arm, one.week): one.a_week / usual[one.arm] for one in known}


def _while_gone(judged: Sequence[Volume], shares: dict[tuple[int, int], float]) -> tuple[Volume, ...]:
    """The weeks at the end in which this arm is gone and the other is not."""
    run: list[Volume] = []
    for one in reversed(judged):
        if shares[one.arm, one.week] >= REMNANT or shares.get((1 - one.arm, one.week), 0.0) < REMNANT:
            break
        run.insert(0, one)
    return tuple(run)

"""Weekly use: of the people who are meant to use the tool, how many do in a week."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pilotaudit import numbers
from pilotaudit.adoption.model import Adoption, WeekUse
from pilotaudit.charter.model import NotRequired

if TYPE_CHECKING:
    from pilotaudit.charter.model import Charter
    from pilotaudit.panel.model import Panel
    from pilotaudit.panel.timeline import Timeline

NO_SOURCE = "there is neither a usage table nor a column that says which rows had AI help (ai_used)"

LARGEST_LOSS = 0.05
"""So large a share of the usage table may be unusable; the same as for the items (DAT101)."""


def weekly_use(charter: Charter, panel: Panel) -> Adoption:
    """Active intended users in every pilot week, and their mean share over the settled weeks.

    From the usage table where there is one, else from treatment units with at least one AI-helped row in the week.
    The share is None, and `missing` says why, where it cannot be computed.
    """
    if isinstance(charter.adoption, NotRequired):
        return Adoption(None, None, None, None, 0, "", f"not required: {charter.adoption.not_required}")
    intended, licensed = charter.adoption.intended_users, charter.adoption.licensed_users
    source, counted, seen = _counted(panel)
    settled = panel.timeline.settled
    weekly = tuple(WeekUse(week, week not in settled, counted.get(week, 0)) for week in _weeks(panel.timeline, source))
    active = sum(one.active for one in weekly if not one.settling) / max(len(settled), 1)
    if missing := _missing(source, panel, intended) or _beyond(active, intended):
        return Adoption(intended, licensed, None, None, seen, source, missing, weekly)
    return Adoption(intended, licensed, active / intended, active, seen, source, "", weekly)


def _counted(panel: Panel) -> tuple[str, dict[int, int], int]:
    """Where use is known from, distinct active people per pilot week, and distinct people over the pilot."""
    if panel.usage is not None:
        return "usage", dict(panel.usage.weekly), panel.usage.seen
    if panel.used is None or not panel.has_units:
        return "", {}, 0
    used = panel.used
    active = (used.arm == 1) & (used.used > 0) & (used.week >= 0)
    people = np.unique(np.stack([used.week[active], used.unit[active]]), axis=1)
    weeks, counts = np.unique(people[0], return_counts=True)
    per_week = dict(zip(weeks.tolist(), counts.tolist(), strict=True))
    return "ai_used", per_week, int(np.unique(people[1]).size)


def _missing(source: str, panel: Panel, intended: int) -> str:
    """Why there is no weekly share; empty where there is one."""
    if not source:
        no_people = panel.used is not None and not panel.has_units
        return "no column says whose work a row is, so people cannot be counted" if no_people else NO_SOURCE
    if panel.timeline.pilot is None:
        return "the data have no dates, so use cannot be told week by week"
    if not panel.timeline.settled:
        return "no settled week of the pilot has passed yet"
    return _unusable(panel) or ("" if intended > 0 else "the charter names no intended users (intended_users is 0)")


def _unusable(panel: Panel) -> str:
    """That too much of the usage table is lost to count people; empty where it is not, or there is none."""
    files = () if panel.usage is None else panel.usage.files
    read, lost = sum(one.rows_read for one in files), sum(one.rejected for one in files)
    if lost <= LARGEST_LOSS * read:
        return ""
    return (
        f"{numbers.count(lost)} of {numbers.count(read)} rows of the usage table have no person, no readable date, or "
        "an action other than offered, accepted, overridden or abandoned"
    )


def _beyond(active: float, intended: int) -> str:
    """That more people are active than are intended, so that nobody knows how many of the intended are."""
    if active <= intended:
        return ""
    many = numbers.fixed(active, 0 if active == int(active) else 1)
    return f"{many} people were active in a settled week and {numbers.count(intended)} are intended users"


def _weeks(timeline: Timeline, source: str) -> tuple[int, ...]:
    return timeline.pilot_weeks if source and timeline.pilot is not None else ()

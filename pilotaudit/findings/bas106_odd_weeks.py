"""A week of the baseline had an unusual amount of work.

## What it does
Counts the rows of each baseline week, per group, and holds them against that group's median week. A week more than
50 % above or below it, and further from it than chance puts a count (three times the median's square root), is named
by its first day. Weeks of which some days were excluded or lie outside the window are scaled by the days that were
read; under four days they are not compared.

## Why it matters
The pilot is held against the baseline. A holiday dip leaves the easy work undone, an incident storm makes everything
slow: after either, ordinary weeks look like progress.

## Example
    charters/support-desk.yaml:11:3 BAS106 warn the baseline has an odd week: that of 2026-01-19 had 2,104 rows in both
    groups, where 1,010 are usual (+108.3%). ...

## What to do
Find out what happened. If the week was not ordinary work, leave it out under `exclude` with the reason, or let the
baseline start earlier; do it for both groups alike.

## Limits
It counts rows, not what was in them. Under three weeks there is no usual week, and where as many weeks are odd as not
the work has another rhythm (releases every other week) and nothing is said. Weeks of the pilot are not called odd:
fewer tickets may be the tool's own doing. A week in which only one group has no rows is CMP113, and weeks before the
first row of the export are DAT108.

## Source
Practice: outside half and one and a half times the median. Three standard deviations of a Poisson count keep small
counts quiet.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from statistics import median

from pilotaudit import numbers
from pilotaudit.findings.base import TOLERANCE, Case, Finding, Severity
from pilotaudit.findings.volumes import WHOLE_ENOUGH, Volume, volumes
from pilotaudit.panel.model import Panel

CODE = "BAS106"
SEVERITY: Severity = "warn"

LARGEST_DEVIATION, FEWEST_WEEKS = 0.50, 3
BEYOND_CHANCE = 3.0
NAMED = 3
DAYS_PER_WEEK = 7


def check(case: Case) -> Iterator[Finding]:
    """Yield one finding that names up to three odd weeks of the baseline."""
    if case.panel is None:
        return
    known = _comparable(case, case.panel)
    odd = [one for arm in (0, 1) for one in _odd([each for each in known if each.arm == arm])]
    if odd:
        texts = [_text(week, odd, known) for week in sorted({one.week for one in odd})]
        more = f", and {len(texts) - NAMED} more" if len(texts) > NAMED else ""
        weeks = "an odd week" if len(texts) == 1 else f"{len(texts)} odd weeks"
        message = f"the baseline has {weeks}: {'; '.join(texts[:NAMED])}{more}. Find out why, or exclude it."
        yield case.finding(CODE, SEVERITY, "window.baseline", message)


def _comparable(case: Case, panel: Panel) -> list[Volume]:
    """Baseline weeks from the first that the data reach, without those in which only one group has no rows."""
    reached = panel.extract.first
    known = volumes(case, panel.timeline.baseline_weeks)
    worked = {one.week for one in known if one.rows > 0}
    return [
        one
        for one in known
        if (one.rows > 0 or one.week not in worked)
        and (reached is None or (reached - one.starts).days < DAYS_PER_WEEK - WHOLE_ENOUGH)
    ]


def _odd(weeks: Sequence[Volume]) -> list[Volume]:
    """Weeks of one arm far from its median week; none where as many are as are not."""
    if len(weeks) < FEWEST_WEEKS:
        return []
    usual = median(one.a_week for one in weeks)
    least = max(LARGEST_DEVIATION * usual, BEYOND_CHANCE * math.sqrt(usual))
    odd = [one for one in weeks if abs(one.a_week - usual) > least + TOLERANCE]
    return odd if usual > 0 and 2 * len(odd) < len(weeks) else []


def _text(week: int, odd: Sequence[Volume], known: Sequence[Volume]) -> str:
    """`that of 2026-01-19 had 2,104 rows in control, where 1,010 are usual (+108.3%)`."""
    here = [one for one in odd if one.week == week]
    arms = {one.arm for one in here}
    usual = sum(median(one.a_week for one in known if one.arm == arm) for arm in arms)
    had = sum(one.a_week for one in here)
    where = "both groups" if len(arms) == 2 else "the pilot group" if 1 in arms else "control"
    away = numbers.signed_percent(had / usual - 1)
    rows = numbers.plural(round(had), "row")
    return f"that of {here[0].starts} had {rows} in {where}, where {numbers.count(round(usual))} are usual ({away})"

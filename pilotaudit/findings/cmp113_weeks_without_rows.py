"""There are weeks without any rows.

## What it does
Lists the weeks in which a group has no row with a value of the primary metric, though at least four of the week's days
are read. A week of either window that one group has and the other has not is a warning; a pilot week that both lack is
a note.

## Why it matters
A week that only one group has is compared with nothing: a common season no longer cancels out. A week that both lack
is a holiday, or a hole in the export.

## Example
    charters/support-desk.yaml:12:3 CMP113 warn there are weeks without rows: that of 2026-02-16 in control. ...

## What to do
Find the rows. If nobody worked, exclude the days, with the reason, so that both groups are left out alike.

## Limits
It sees weeks without a single row. Thin weeks of the baseline, and such as both groups lack, are BAS106; the end of
an export is DAT108. Work that is done every other week has such weeks by its nature.

## Source
Practice. Four days, because fewer may be a weekend.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pilotaudit.findings.base import Case, Finding, Severity
from pilotaudit.findings.volumes import Volume, gone, volumes

CODE = "CMP113"
SEVERITY: Severity = "warn"

NAMED = 4


def check(case: Case) -> Iterator[Finding]:
    """Yield one finding that names up to four weeks."""
    if case.panel is None:
        return
    timeline = case.panel.timeline
    known = volumes(case, (*timeline.baseline_weeks, *timeline.pilot_weeks))
    ended = {(one.arm, one.week) for one in gone(case)}
    worked = {one.week for one in known if one.rows > 0}
    empty = [
        one
        for one in known
        if one.rows == 0 and (one.arm, one.week) not in ended and (one.week >= 0 or one.week in worked)
    ]
    texts = [_text(week, empty, known) for week in sorted({one.week for one in empty})]
    if texts:
        more = f" and {len(texts) - NAMED} more" if len(texts) > NAMED else ""
        message = f"there are weeks without rows: {', '.join(texts[:NAMED])}{more}. Find the rows, or exclude the days."
        uneven = any(one.week in worked for one in empty)
        yield case.finding(CODE, SEVERITY if uneven else "note", "window", message)


def _text(week: int, empty: Sequence[Volume], known: Sequence[Volume]) -> str:
    here = [one for one in empty if one.week == week]
    both = len(here) == len([one for one in known if one.week == week])
    where = "" if both else " in the pilot group" if here[0].arm else " in control"
    return f"that of {here[0].starts}{where}"

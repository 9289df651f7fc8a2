"""The export was selected by one end of the items, so long ones are missing.

## What it does
Compares how many items cross the edge of the two windows, over stretches of equal length. Where items are placed by
when they were finished: the share of those finished in the first weeks of a window that were opened before it. Where
they are placed by when they were opened: the share of those opened in its last weeks that were finished after it. When
one window has such items and the other lacks most of them (5 percentage points fewer, under a third of the share, and
fewer than chance gives: three standard errors), the export was cut. It is cut too when the baseline holds next to
nothing (under a tenth of the pilot's weekly rows) though most of the pilot's items were opened before the pilot. With a
control group this is a warning; without one, or with an empty baseline, the verdict is held.

## Why it matters
An export of everything closed in May, looked at by opening date, has old items that took long and young ones that were
quick: durations shrink toward the end, with nothing done. An export of everything opened since March has no slow items
among those finished in March. Either makes a trend out of a filter.

## Example
    charters/incidents.yaml:40:3 DAT106 hold 31.0% of the items opened at the end of the baseline were finished after
    it, and 0.0% of those opened at the end of the pilot: ...

## What to do
Export again, with every item that was open at any time from the first baseline day to the last pilot day, whatever its
other date; or place items by the date that the export was not selected by (`data.items.columns.time`).

## Limits
It needs both dates of the items, and thirty items in each stretch. Under a third, because a backlog may well double
or be halved between two windows; five points, because fewer hardly move a mean. A control group that was cut alike
takes most of the harm away, hence only a warning.

## Source
Known from real exports: of one public incident log 7,551 of 7,554 cases end in one month; of another, cut by opening
date, 2 % of the first month's finished items were opened before it and 11 % of the third's. The thresholds are this
tool's own choice.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from pilotaudit import numbers
from pilotaudit.findings.base import TOLERANCE, Case, Finding, Severity, share_of
from pilotaudit.panel.model import Edge, Extract

CODE = "DAT106"
SEVERITY: Severity = "block"

LARGEST_DIFFERENCE, LEAST_SHARE = 0.05, 1 / 3
BEYOND_CHANCE, FEWEST_ROWS = 3.0, 30
NEXT_TO_NOTHING, MOST = 0.10, 0.50


def check(case: Case) -> Iterator[Finding]:
    """Yield one finding when items that cross the edge of one window are missing from the other."""
    if case.panel is None or not case.panel.extract.edges or not case.panel.timeline.baseline_weeks:
        return
    extract, timeline = case.panel.extract, case.panel.timeline
    weeks = min(len(timeline.baseline_weeks), len(timeline.pilot_weeks))
    empty = _empty_baseline(extract, len(timeline.baseline_weeks), len(timeline.pilot_weeks))
    message = empty or _lopsided(extract, timeline.baseline_weeks, timeline.pilot_weeks, weeks)
    if message and (empty or case.charter.groups.no_control is not None):
        yield case.finding(CODE, SEVERITY, "data", message, effect="hold")
    elif message:
        yield case.finding(CODE, "warn", "data", message)


def _lopsided(extract: Extract, baseline: Sequence[int], pilot: Sequence[int], weeks: int) -> str:
    """What is said when one window lacks the items that cross its edge; empty when it does not."""
    finished = extract.placed == "finished"
    stretches = (baseline[:weeks], pilot[:weeks]) if finished else (baseline[-weeks:], pilot[-weeks:])
    before, after = ([one for one in extract.edges if one.week in stretch] for stretch in stretches)
    if min(_rows(before), _rows(after)) < FEWEST_ROWS:
        return ""
    there, missing = (_share(after), _share(before)) if finished else (_share(before), _share(after))
    chance = BEYOND_CHANCE * math.sqrt(there * (1 - there) * (1 / _rows(before) + 1 / _rows(after)))
    if there - missing <= max(LARGEST_DIFFERENCE, chance) + TOLERANCE or missing > LEAST_SHARE * there:
        return ""
    shares = numbers.percent(there), numbers.percent(missing)
    if finished:
        text = "{} of the items finished in the pilot's first weeks were opened before it, and {} of those finished in "
        return text.format(*shares) + "the baseline's: slow items are missing before. Export by both dates."
    text = (
        "{} of the items opened at the end of the baseline were finished after it, and {} of those opened at the end "
    )
    return text.format(*shares) + "of the pilot: slow items are missing there. Export by both dates."


def _empty_baseline(extract: Extract, before: int, after: int) -> str:
    """What is said when nearly all items end in the pilot though most were opened before it."""
    sides = [one for one in extract.edges if one.week < 0], [one for one in extract.edges if one.week >= 0]
    rows = _rows(sides[0]), _rows(sides[1])
    thin = rows[0] / before < NEXT_TO_NOTHING * rows[1] / max(after, 1)
    if extract.placed != "finished" or rows[1] < FEWEST_ROWS or not thin or _share(sides[1]) <= MOST:
        return ""
    return (
        f"{numbers.percent(_share(sides[1]))} of the items finished in the pilot were opened before it, but the "
        f"baseline has {numbers.plural(rows[0], 'item')} of {numbers.count(sum(rows))}: the export holds what was "
        "finished in the pilot only. Export by both dates."
    )


def _rows(edges: Sequence[Edge]) -> int:
    return sum(one.rows for one in edges)


def _share(edges: Sequence[Edge]) -> float:
    return share_of(sum(one.crossed for one in edges), _rows(edges))

"""The export looks cut short.

## What it does
Looks for four traces. A file with exactly as many rows as exports stop at (1,000, 10,000, 50,000, 65,535 or 65,536,
100,000, 1,048,575 or 1,048,576, or what is known of its system); several files may have that number where only the
last has fewer, since that is paging. A last record
with too few cells. Five days or more without a row at the start of the baseline or at the end of the pilot, where at
least nine rows are usual in as many days. A last pilot week with under half of the usual rows, and with fewer than
chance gives (three times the usual number's square root), when the export ends there; the first baseline week too, in a
full file. A broken record, or a full file together with a bare or thin end, holds the verdict; anything alone is a
warning.

## Why it matters
What is missing is not a random part: it is the end of the pilot, or its beginning, or one queue that comes last in the
alphabet. The rows that are there look perfectly well.

## Example
    charters/support-desk.yaml:40:1 DAT108 hold the export looks cut short: tickets.csv has exactly 10,000 rows; the
    last 9 days have none. ...

## What to do
Export again in parts, such as one file per month (`file: exports/tickets-*.csv`), and compare the number of rows with
what the system itself says.

## Limits
A file may have 10,000 rows by chance, once in ten thousand. Other systems stop at other numbers. Five days, because
long weekends have four; nine rows, because three standard deviations of nine are nine, so that none is no chance.

## Source
Known from real exports: ServiceNow stops at 10,000 rows, Jira at 1,000, spreadsheets at 65,536 and 1,048,576 lines; a
file of 119,998 rows was cut in the middle of a record.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date, timedelta
from statistics import median

from pilotaudit import numbers
from pilotaudit.evidence.kinds import STOPS
from pilotaudit.findings.base import Case, Finding, Severity
from pilotaudit.findings.volumes import volumes
from pilotaudit.panel.model import Panel
from pilotaudit.panel.timeline import Timeline

CODE = "DAT108"
SEVERITY: Severity = "block"

FEWEST_DAYS, FEWEST_ROWS, FEWEST_WEEKS = 5, 9, 3
LEAST_SHARE, BEYOND_CHANCE = 0.50, 3.0
ONE_DAY = timedelta(days=1)


def check(case: Case) -> Iterator[Finding]:
    """Yield one finding that lists every trace of a cut."""
    if case.panel is None:
        return
    full, broken = list(_full(case.panel)), _broken(case.panel)
    ends = [*_bare(case.panel), *_thin(case, case.panel, bool(full))]
    if full or broken or ends:
        message = f"the export looks cut short: {'; '.join((*full, *broken, *ends))}. Export again, in parts."
        if broken or (full and ends):
            yield case.finding(CODE, SEVERITY, "data", message, effect="hold")
        else:
            yield case.finding(CODE, "warn", "data", message)


def _full(panel: Panel) -> Iterator[str]:
    """Files with a number of rows at which exports stop, unless they are pages."""
    counts = [file.rows_read for file in panel.report.files]
    if len(counts) > 1 and len(set(counts[:-1])) == 1 and counts[-1] < counts[0]:
        return
    for file in panel.report.files:
        if file.rows_read in (*STOPS, panel.extract.cap):
            yield f"{file.path} has exactly {numbers.count(file.rows_read)} rows"


def _broken(panel: Panel) -> list[str]:
    return [f"the last record of {path} breaks off" for path in panel.extract.broken_off]


def _bare(panel: Panel) -> Iterator[str]:
    """Days at the ends of the windows that no row reaches, not counting those that are excluded."""
    extract, timeline = panel.extract, panel.timeline
    if extract.first is None or extract.last is None or timeline.last_day is None:
        return
    after = _read_days(timeline, extract.last + ONE_DAY, timeline.last_day + ONE_DAY)
    before = 0
    if timeline.baseline is not None:
        before = _read_days(timeline, timeline.baseline.first, min(extract.first, timeline.baseline.last + ONE_DAY))
    weeks = (*timeline.baseline_weeks, *timeline.pilot_weeks)
    covered = sum(timeline.days(week) for week in weeks) - before - after
    usual = panel.report.rows_used / max(covered, 1)
    for days, text in ((before, "the first {} days of the baseline"), (after, "the last {} days of the pilot")):
        if days >= FEWEST_DAYS and days * usual >= FEWEST_ROWS:
            yield f"{text.format(days)} have no rows"


def _read_days(timeline: Timeline, first: date, end: date) -> int:
    """Days from `first` up to, not including, `end` whose rows would count."""
    return sum(timeline.is_read(first + n * ONE_DAY) for n in range(max(0, (end - first).days)))


def _thin(case: Case, panel: Panel, full: bool) -> Iterator[str]:
    """The first week and the last, where the data end there, when they have too few rows; the first in full files."""
    extract, timeline = panel.extract, panel.timeline
    known = volumes(case, (*timeline.baseline_weeks, *timeline.pilot_weeks))
    a_week = {one.week: sum(each.a_week for each in known if each.week == one.week) for one in known}
    if extract.first is None or extract.last is None or timeline.last_day is None or len(a_week) < FEWEST_WEEKS:
        return
    usual = median(a_week.values())
    least = min(LEAST_SHARE * usual, usual - BEYOND_CHANCE * math.sqrt(usual))
    starts = timeline.baseline is not None and full and extract.first >= timeline.baseline.first
    ends = ((min(a_week), starts, "first baseline"), (max(a_week), extract.last <= timeline.last_day, "last pilot"))
    for week, at_end, name in ends:
        if at_end and 0 < a_week[week] < least:
            rows = numbers.plural(round(a_week[week]), "row")
            yield f"the {name} week has {rows}, where {numbers.count(round(usual))} are usual"

"""Most rows of a duration share one value, or one floor.

## What it does
For metrics of time, counts the rows that hold the most common value or up to a tenth more, in each group before and
after the start (thirty rows at least). More than half in any of them holds the verdict; for a secondary metric it is a
warning.

## Why it matters
Work does not take most people five days and a few hours. A value or a floor that most rows share was set by a rule: an
automatic close after a fixed time, a default in a form, dates without a time of day that make every duration zero. It
does not move when the work gets faster, and it moves a lot when somebody changes the rule.

## Example
    charters/support-desk.yaml:14:3 DAT107 hold Resolution time: 68.0% of control's rows before the start hold 120 h
    or up to a tenth more, ...

## What to do
Measure to the date on which the work was done: `resolved_at` instead of `closed_at`. Leave out rows that a rule closed
(`where`), or take a column in which people's time is recorded.

## Limits
It looks for a common value in a sample from all over a large text (in Parquet, in a warehouse and in packed files
above 32 MB: in the first 40,000 rows), and counts it in all rows. More than half, because times that people round by
hand (15, 30 minutes) are shared by a quarter or a third, and from one half on the middle value of all rows is the
rule's. A tenth, because five days and a working day's hours lie within it; of ordinary durations, which differ by
factors, under a tenth do. Machines that always take about as long are named too, and rightly: nothing there can move.

## Source
Known from real exports: `closed_at` exactly five days after `resolved_at`. The thresholds are this tool's own choice.
"""

from __future__ import annotations

from collections.abc import Iterator

from pilotaudit import numbers
from pilotaudit.findings.base import TOLERANCE, Case, Finding, Severity, path_of
from pilotaudit.panel.model import Shared

CODE = "DAT107"
SEVERITY: Severity = "block"

LARGEST_SHARE, FEWEST_ROWS = 0.50, 30
NAMED = ("primary", "secondary", "guardrail")
GROUPS = ("control's", "the pilot group's")
WINDOWS = ("before the start", "in the pilot")


def check(case: Case) -> Iterator[Finding]:
    """Yield one finding per metric of time of which most rows are alike."""
    if case.panel is None:
        return
    for one in case.measured:
        shared = case.panel.extract.shared.get(one.metric.key)
        worst = None if shared is None or one.role not in NAMED else _worst(shared)
        if shared is None or worst is None:
            continue
        share, arm, window = worst
        value = numbers.level(shared.value, one.metric.unit, one.metric.kind)
        more = " or up to a tenth more" if shared.value > 0 else ""
        rows = f"{numbers.percent(share)} of {GROUPS[arm]} rows {WINDOWS[window]} hold {value}{more}"
        message = f"{one.metric.label}: {rows}, which a rule has set, not the work. Measure to when it was done."
        if one.role == "secondary":
            yield case.finding(CODE, "warn", path_of(one), message, metric=one.metric.key)
        else:
            yield case.finding(CODE, SEVERITY, path_of(one), message, effect="hold", metric=one.metric.key)


def _worst(shared: Shared) -> tuple[float, int, int] | None:
    """The largest share that is too large, with its arm and window; None when none is."""
    places = [(arm, window) for arm in (0, 1) for window in (0, 1) if shared.rows[arm][window] >= FEWEST_ROWS]
    shares = [(shared.same[arm][window] / shared.rows[arm][window], arm, window) for arm, window in places]
    return max((one for one in shares if one[0] > LARGEST_SHARE + TOLERANCE), default=None)

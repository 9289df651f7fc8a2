"""Units or items are left out because a covariate of theirs is not known.

## What it does
Says how many units could be compared and are not, because they have no readable number in a column that the charter
holds constant (`analysis.covariates`), and in how many used rows that column holds none. A unit's covariate is its mean
over the baseline's rows, or over all rows where the pilot has no baseline. Where lots decided within units, the numbers
of single items are held constant, and items without one are counted.

## Why it matters
Lots made the groups alike; leaving out units may undo that, if those without a number are not like the others.

## Example
    charters/support-desk.yaml:22:12 DAT110 warn Average handling time: 2 of 24 units are left out, as they have no
    readable number in tenure_years (blank or unreadable in 310 of 8,312 used rows). ...

## What to do
Fill the column, or take the covariate out of the charter before anybody looks at the result.

## Limits
Numbers from after the start are not taken where there is a baseline, as the tool may have changed them. Nothing is
filled in by guessing.

## Source
Gerber & Green (2012), chapter 4 on covariates measured before treatment, chapter 7 on missing units.
"""

from __future__ import annotations

from collections.abc import Iterator

from pilotaudit import numbers
from pilotaudit.charter.roles import COVARIATE
from pilotaudit.findings.base import Case, Finding, Severity, refused
from pilotaudit.panel.model import Panel

CODE = "DAT110"
SEVERITY: Severity = "warn"

JUDGED = ("primary", "guardrail")


def check(case: Case) -> Iterator[Finding]:
    """Yield one finding, for the first metric of the gate that loses units."""
    for one, note in refused(case, CODE, *JUDGED):
        unread = "" if case.panel is None else _unread(case.panel)
        message = f"{one.metric.label}: {note.reason}{unread}. Fill the column, or do without that covariate."
        yield case.finding(CODE, SEVERITY, "analysis.covariates", message, metric=one.metric.key)
        return


def _unread(panel: Panel) -> str:
    """How many used rows hold no number, for every covariate of which some do."""
    report, rows = panel.report, numbers.plural(panel.report.rows_used, "used row")
    empty = {name: sum(report.missing.get(f"{COVARIATE}{name}", (0, 0))) for name in panel.covariates}
    said = [f"{name} is blank or unreadable in {numbers.count(n)} of {rows}" for name, n in empty.items() if n]
    return f" ({numbers.listed(said)})" if said else ""

"""Rows that no person worked on are among those that are judged.

## What it does
Some exports say which rows the system dealt with by itself, such as `auto_resolved` in PagerDuty. Counts them among
the used rows of both groups; more than 1 % in either is a warning.

## Why it matters
An alert that goes away by itself is closed in minutes and cost nobody any work. A group with more of them looks
faster, and nothing that people do has changed.

## Example
    charters/on-call.yaml:31:3 DAT130 warn 25.0% of control rows and 31.0% of treatment rows were dealt with by the
    system itself ("auto_resolved") ...

## What to do
Leave them out: `where: {auto_resolved: [false]}`. Keep them only when closing alerts without people is what the pilot
is about.

## Limits
It needs a column that says so, in an export whose system is known.

## Source
Public code that reads such exports; below 1 in 100 rows they do not move a mean that people would act on, which is
this tool's own choice.
"""

from __future__ import annotations

from collections.abc import Iterator

from pilotaudit import numbers
from pilotaudit.findings.base import Case, Finding, Severity, share_of

CODE = "DAT130"
SEVERITY: Severity = "warn"

LARGEST_SHARE = 0.01


def check(case: Case) -> Iterator[Finding]:
    """Yield one finding when more than 1 % of a group's rows were dealt with by the system itself."""
    found = None if case.panel is None else case.panel.unattended
    if found is None:
        return
    control, treatment = (share_of(found.by_system[arm], found.rows[arm]) for arm in (0, 1))
    if max(control, treatment) > LARGEST_SHARE:
        both = f"{numbers.percent(control)} of control rows and {numbers.percent(treatment)} of treatment rows"
        message = (
            f'{both} were dealt with by the system itself ("{found.column}"), so nobody worked on them. Leave them '
            f"out under data.items.where, or say in the charter why they count."
        )
        yield case.finding(CODE, SEVERITY, "data.items", message)

"""Each group is one team.

## What it does
Looks, where `assignment: by team`, whether an arm has only one group value (one queue, one site). The verdict is then
CONDITIONAL GO at most, and the interval is widened by `team_drift`, 5 % unless the charter says otherwise.

## Why it matters
Whatever happens to a whole team (a new lead, a new customer, an incident) happens to all its people at once. However
many they are, the pilot has one team with the tool and one without.

## Example
    charters/support-desk.yaml:15:3 CMP103 conditional each group is one team, so what happened to a team cannot
    be told ...

## What to do
Use two or more teams on each side, or draw lots among the people of both teams.

## Limits
The drift is an assumption that the data cannot test; the output prints it.

## Source
Donald & Lang (2007) on few groups; the default of 5 % is this tool's own choice.
"""

from __future__ import annotations

from collections.abc import Iterator

from pilotaudit.charter.model import Groups
from pilotaudit.findings.base import Case, Finding, Severity

CODE = "CMP103"
SEVERITY: Severity = "block"

MESSAGE = (
    "a group is one team, so what happened to that team cannot be told from what the tool did. "
    "Use two or more teams on each side, or draw lots within the teams."
)


def check(case: Case) -> Iterator[Finding]:
    """Yield one finding when whole teams were assigned and an arm has only one."""
    groups = case.charter.groups
    if groups.assignment == "by team" and groups.no_control is None and min(_teams(case, groups), default=0) == 1:
        yield case.finding(CODE, SEVERITY, "groups.assignment", MESSAGE, effect="conditional")


def _teams(case: Case, groups: Groups) -> tuple[int, ...]:
    """Teams per arm that are known: from the data, else as the charter lists them."""
    if case.panel is not None:
        return tuple(len(values) for values in case.panel.group_values)
    return tuple(len(values) for values in (groups.treatment, groups.control) if values)

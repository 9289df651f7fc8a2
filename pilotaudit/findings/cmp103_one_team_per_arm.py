"""A group is one team, or one unit.

## What it does
Looks, where `assignment: by team`, whether an arm has only one group value (one queue, one site), and, whatever the
assignment, whether the comparison rests on a single unit in an arm, as it does where no unit is known. The verdict is
then CONDITIONAL GO at most, and the interval is widened by `team_drift`, 5 % unless the charter says otherwise.

## Why it matters
Whatever happens to a whole team (a new lead, a new customer, an incident) happens to all its people at once. However
many they are, the pilot has one team with the tool and one without. A single person or queue is no different: a
long series of weeks shows that something happened, not what.

## Example
    charters/support-desk.yaml:15:3 CMP103 conditional a group is one team, so what happened to that team cannot
    be told ...

## What to do
Use two or more teams on each side, or draw lots among the people of both teams. Where people do the work of a queue,
name the column that says who: `groups.unit: agent`.

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
UNIT = (
    "the comparison rests on one unit in a group, so what happened to it cannot be told from what the tool did. "
    "Use two or more units on each side, or name a narrower unit."
)


def check(case: Case) -> Iterator[Finding]:
    """Yield one finding when an arm has only one team of those that were assigned, or only one unit."""
    groups = case.charter.groups
    if groups.assignment == "by team" and groups.no_control is None and min(_teams(case, groups), default=0) == 1:
        yield case.finding(CODE, SEVERITY, "groups.assignment", MESSAGE, effect="conditional")
    elif _rests_on_one_unit(case):
        yield case.finding(CODE, SEVERITY, "groups.unit", UNIT, effect="conditional")


def _rests_on_one_unit(case: Case) -> bool:
    """Whether a comparison that decides has a single unit in an arm."""
    one = case.primary
    return one is not None and one.rung.decides and min(one.treatment.units, one.control.units) == 1


def _teams(case: Case, groups: Groups) -> tuple[int, ...]:
    """Teams per arm that are known: from the data, else as the charter lists them."""
    if case.panel is not None:
        return tuple(len(values) for values in case.panel.group_values)
    return tuple(len(values) for values in (groups.treatment, groups.control) if values)

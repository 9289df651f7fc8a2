"""Nobody in the usage table stands in the items.

## What it does
Compares the active people of the usage table with the units of the items. Speaks when there is a control group, the
units are people by their column's name (agent, user, assignee and the like), and not one name is in both. Hashed names
are DAT133's.

## Why it matters
People of the control group are left out of weekly use by their names. Where no name matches, they cannot be, and use
that is not the pilot group's may be counted for it.

## Example
    charters/support-desk.yaml:54:3 ADO104 warn none of the 20 active people of the usage table is a unit of the
    items ...

## What to do
Export the same names in both tables, or take only people of the pilot group into the usage table.

## Limits
One name in both is enough to be quiet. Where units are teams or accounts, no name can match and it does not speak:
then check by hand that the table holds only people of the pilot group.

## Source
Practice; weekly use is asked of the intended users alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pilotaudit import numbers
from pilotaudit.findings.base import Case, Finding, Severity

CODE = "ADO104"
SEVERITY: Severity = "warn"

PEOPLE: Final = ("agent", "analyst", "assignedto", "assignee", "developer", "employee", "engineer", "person",
                 "resolvedby", "user", "username")  # fmt: skip
"""Names of unit columns that hold people, without case, spaces and underscores."""


def check(case: Case) -> Iterator[Finding]:
    """Yield one finding when no active person is known from the items and somebody has to be left out."""
    usage = None if case.panel is None else case.panel.usage
    if case.panel is None or usage is None or usage.hashed or not case.panel.group_values[0]:
        return
    if usage.matched == 0 and usage.seen and _has_people(case):
        who = f"none of the {numbers.plural(usage.seen, 'active person', 'active people')} of the usage table"
        message = (
            f"{who} is a unit of the items, so those of the control group cannot be left out of weekly use. "
            "Export the same names in both, or take only people of the pilot group into it."
        )
        yield case.finding(CODE, SEVERITY, "data.usage", message)


def _has_people(case: Case) -> bool:
    """Whether the column of units is one of people: the charter's word for it, else the header that was taken."""
    assumed = () if case.panel is None else case.panel.assumed
    header = next((one.value for one in assumed if one.key == "data.items.columns.unit"), "")
    name = case.charter.groups.unit or header
    return "".join(letter for letter in name.lower() if letter.isalpha()) in PEOPLE

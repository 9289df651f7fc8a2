"""People in the usage table stand as hashes, so nobody can be matched with the people of the pilot.

## What it does
Looks at who was active in the pilot: when every name is a hash or an identifier of 32 and more signs, none can be the
name of a person in the items.

## Why it matters
Use by people of the control group is left out of weekly use by their names. With hashes it is counted as if the pilot
group had used the tool.

## Example
    charters/support-desk.yaml:36:3 DAT133 warn people in the usage table stand as hashes ...

## What to do
Have names shown in the report (in Microsoft 365 an administrator can switch that), or take only people of the pilot
group into the usage table.

## Limits
A hash may have been applied to both tables alike; then the names do match, and the warning can be set aside.

## Source
Vendor documentation of usage reports.
"""

from __future__ import annotations

from collections.abc import Iterator

from pilotaudit.findings.base import Case, Finding, Severity

CODE = "DAT133"
SEVERITY: Severity = "warn"


def check(case: Case) -> Iterator[Finding]:
    """Yield one finding when all active people are hashes and no unit of the items is."""
    if case.panel is None or case.panel.usage is None or not case.panel.usage.hashed or not _has_control(case):
        return
    message = (
        "people in the usage table stand as hashes, so those of the control group cannot be left out of weekly use. "
        "Have names shown in the report, or take only people of the pilot group into it."
    )
    yield case.finding(CODE, SEVERITY, "data.usage", message)


def _has_control(case: Case) -> bool:
    return case.panel is not None and bool(case.panel.group_values[0])

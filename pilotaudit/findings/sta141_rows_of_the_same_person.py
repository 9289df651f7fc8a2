"""Rows are said to be independent, and the data name the same people again and again.

## What it does
With `unit: row`, looks for a column that usually names the unit (agent, assignee, user and the like). When more than
one used row in twenty repeats a name, the verdict is conditional.

## Why it matters
Items of one person resemble each other. A comparison that takes them for independent counts the same evidence many
times: on a real log without any change it found improvements in 60 of 100 random splits by agent.

## Example
    charters/support-desk.yaml:14:1 STA141 conditional unit: row says that rows do not resemble each other, and 8,312
    used rows name 24 in "agent". ...

## What to do
Name the column: `groups.unit: agent`. Keep `unit: row` where each row is another person's, such as one row per user.

## Limits
It knows columns by their usual names only, and cannot see how much rows of one person resemble each other.

## Source
Moulton (1990), An illustration of a pitfall in estimating the effects of aggregate variables on micro units. One row in
twenty leaves room for a few people who come back; it is this tool's own choice.
"""

from __future__ import annotations

from collections.abc import Iterator

from pilotaudit import numbers
from pilotaudit.findings.base import Case, Finding, Severity

CODE = "STA141"
SEVERITY: Severity = "block"

LARGEST_SHARE = 0.05


def check(case: Case) -> Iterator[Finding]:
    """Yield one finding when rows that are units repeat the names of a column."""
    repeats = None if case.panel is None else case.panel.repeats
    if repeats is None or repeats.rows - repeats.names <= LARGEST_SHARE * repeats.rows:
        return
    named = f'{numbers.plural(repeats.rows, "used row")} name {numbers.count(repeats.names)} in "{repeats.column}"'
    message = (
        f"unit: row says that rows do not resemble each other, and {named}. Name the unit: groups.unit: "
        f"{repeats.column}."
    )
    yield case.finding(CODE, SEVERITY, "groups.unit", message, effect="conditional")

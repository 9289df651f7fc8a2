"""The export is there, and `evaluate` could not use it as it is.

## What it does
`check` reads the rows of the baseline where their file is there already. What would end `evaluate` with code 3 is said
at once: a column that the charter names and the file does not have, a file that is no table. What a later export may
still bring is a warning: rows, and who is in the pilot.

## Why it matters
A misspelt column is a minute's work before the start. At the gate it is found by the people who wait for the verdict,
and a column that was never exported cannot be brought back.

## Example
    charters/support-desk.yaml:14:3 DAT140 hold the export is there and cannot be used as it is: the data have no column
    "agents". Nearest: agent ...

## What to do
Name the column as the file does; `pilotaudit inspect FILE` lists them. Or export again.

## Limits
Only `check` says this, only of files, and not of files above 200 MB. Tables other than the items are not looked at.

## Source
None: it follows from what `evaluate` needs.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pilotaudit.errors import Problem
from pilotaudit.findings.base import Case, Effect, Finding, Severity

CODE = "DAT140"
SEVERITY: Severity = "block"
LATER: Final = ("DAT002", "DAT008")
"""Problems that the export of the pilot may end: no rows, nobody in a group."""


def check(case: Case) -> Iterator[Finding]:
    """Yield one finding for each problem of an export that is there, and one when it names nobody's group."""
    yield from (_unusable(case, problem) for problem in case.unread)
    if case.plan is not None and case.plan.split == "halves":
        column = case.charter.groups.column
        named = f'column "{column}"' if column else "group column"
        message = (
            f"the export does not say who is in the pilot, as it has no {named}. "
            "Correct the name, or see to it that the export of the pilot has it."
        )
        yield case.finding(CODE, "warn", "groups.column", message)


def _unusable(case: Case, problem: Problem) -> Finding:
    own, found = problem.file == case.file, case.place("data.items")
    line, column = (problem.line, problem.column) if own else (found.line, found.column)
    severity: Severity = "warn" if problem.code in LATER else SEVERITY
    effect: Effect | None = None if problem.code in LATER else "hold"
    where = "the export" if own else problem.file
    said = f"{where} is there and cannot be used as it is: {problem.message}"
    return Finding(CODE, severity, said, case.file, line, column, effect)

"""The charter covers several workflows.

## What it does
Looks in `workflow` for several pieces of work joined by "and", a comma or a semicolon, each with its own noun of work
(tickets, requests, invoices, releases, approvals, ...).

## Why it matters
One verdict over two workflows is right for neither: the one that gained hides the one that lost, and the decision to
expand takes both.

## Example
Flagged: `workflow: Password tickets and supplier invoices`.
Passes: `workflow: Level 1 password, VPN and access tickets`.

## What to do
Write one charter per workflow, each with its own baseline and target. They may run at the same time on different
people.

## Limits
It recognises nouns of work by a list, in English. Kinds of one work (password, VPN) are segments, not workflows.

## Source
Practice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pilotaudit.charter.base import or_listed
from pilotaudit.findings.base import Case, Finding, Severity

CODE = "CHR105"
SEVERITY: Severity = "warn"

_WORK = re.compile(
    r"\b(tickets?|incidents?|requests?|invoices?|releases?|deployments?|approvals?|orders?|claims?|contracts?|reports?"
    r"|reviews?|calls?|chats?|emails?|cases?|bills?|forecasts?|audits?|tests?|hiring|recruiting|recruitment|onboarding"
    r"|offboarding|procurement|payroll|billing|reconciliation|screening|scheduling|budgeting|migrations?)\s*$",
    re.IGNORECASE,
)


def check(case: Case) -> Iterator[Finding]:
    """One finding when two or more parts of the workflow's text are pieces of work of their own."""
    parts = [part.strip() for part in re.split(r";|,|\band\b|\bas well as\b|\bplus\b|&|\n", case.charter.workflow)]
    works = [part for part in parts if _WORK.search(part) and " " in part]
    if len(works) > 1:
        several = or_listed([f'"{work}"' for work in works])
        message = (
            f"one charter judges one workflow, and this reads like several ({several}); write one charter for each"
        )
        yield case.finding(CODE, SEVERITY, "workflow", message)

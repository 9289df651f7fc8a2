"""The tool stands beside the work, or nobody says where it stands.

## What it does
Looks at `intervention.inside`: missing, or a place of its own (a separate chat, a portal, another tab).

## Why it matters
People go where their work is. A tool outside the system of record is used while it is new, and its effect cannot be
seen in that system's data.

## Example
Flagged: `inside: Separate chat window`. Passes: `inside: ServiceNow agent workspace`.

## What to do
Write where the suggestion appears. If it is a separate tool, plan the integration, or expect low weekly use.

## Limits
It recognises a stand-alone tool by words, in English.

## Source
Practice; task-technology fit (Goodhue & Thompson 1995).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pilotaudit.findings.base import Case, Finding, Severity

CODE = "ADO101"
SEVERITY: Severity = "warn"

_ALONE = re.compile(
    r"\b(stand-?\s?alone|separate|its own|own (app|tool|window|site|portal|chat)|another (tab|window|tool|app)"
    r"|outside|new (app|tool|portal|site)|browser tab)\b",
    re.IGNORECASE,
)


def check(case: Case) -> Iterator[Finding]:
    """One finding when the place is missing or a place of its own."""
    inside = case.charter.intervention.inside
    if inside is None:
        message = "the charter does not say where the tool sits; add intervention.inside, the system people work in"
        yield case.finding(CODE, SEVERITY, "intervention", message)
    elif _ALONE.search(inside):
        message = f'"{inside}" stands beside the work, so expect low use; put it into the system people work in'
        yield case.finding(CODE, SEVERITY, "intervention.inside", message)

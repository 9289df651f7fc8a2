"""Nothing on file shows that the former stage was passed.

## What it does
At every stage after the controlled pilot, asks for the record of the former gate. This version keeps none, so the
verdict is held unless an owner waives it.

## Why it matters
Stages exist so that a weakness is found while it is cheap. A skipped gate is a decision that nobody took.

## Example
    charters/support-desk.yaml:2:1 GOV103 hold nothing on file shows that the stage before partial rollout was
    passed. ...

## What to do
Let an owner confirm the former verdict under `waivers` (code, reason, by, until), with the scorecard's date in the
reason.

## Limits
A waiver is a person's word, not a record.

## Source
Practice.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pilotaudit.charter.model import Stage
from pilotaudit.findings.base import Case, Finding, Severity

CODE = "GOV103"
SEVERITY: Severity = "block"

STAGES: Final[tuple[Stage, ...]] = ("partial rollout", "production candidate", "full production")


def check(case: Case) -> Iterator[Finding]:
    """Yield one finding at the stages that ask for it."""
    if case.charter.stage in STAGES:
        missing = f"nothing on file shows that the stage before {case.charter.stage} was passed"
        message = f"{missing}. An owner can confirm it under waivers."
        yield case.finding(CODE, SEVERITY, "stage", message, effect="hold")

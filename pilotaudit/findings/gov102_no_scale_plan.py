"""Nobody has said what happens after a success.

## What it does
Looks for `scale.if_met` from the controlled pilot on.

## Why it matters
A pilot that may not lead anywhere is a demonstration. Saying beforehand what expands, and what is switched off when
the target is missed, keeps both decisions possible.

## Example
A charter without a `scale` block at the stage `controlled pilot`.

## What to do
Add `scale: {if_met: Expand to queues C and D, if_missed: Archive the sandbox and revoke access}`. The recommendation
repeats these words.

## Limits
It sees that a plan is written, not that it is funded.

## Source
Practice.
"""

from __future__ import annotations

from collections.abc import Iterator

from pilotaudit.findings.base import Case, Finding, Severity
from pilotaudit.findings.stages import is_discovery

CODE = "GOV102"
SEVERITY: Severity = "warn"


def check(case: Case) -> Iterator[Finding]:
    """One finding when nothing is said about success."""
    if case.charter.scale.if_met is None and not is_discovery(case.charter.stage):
        message = "the charter does not say what expands when the targets are met; add scale.if_met"
        yield case.finding(CODE, SEVERITY, "scale", message)

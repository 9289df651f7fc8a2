"""Nobody has said what happens after the decision.

## What it does
Looks for `scale.if_met` and `scale.if_missed` from the controlled pilot on.

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
from typing import Final

from pilotaudit import numbers
from pilotaudit.findings.base import Case, Finding, Severity
from pilotaudit.findings.stages import is_discovery

CODE = "GOV102"
SEVERITY: Severity = "warn"

PLANS: Final = {
    "if_met": "what expands when the targets are met",
    "if_missed": "what is retired when they are missed",
}


def check(case: Case) -> Iterator[Finding]:
    """One finding with all that is not said about what comes after the decision."""
    scale = case.charter.scale
    missing = [key for key in PLANS if getattr(scale, key) is None]
    if missing and not is_discovery(case.charter.stage):
        said, keys = (
            numbers.listed([PLANS[key] for key in missing]),
            numbers.listed([f"scale.{key}" for key in missing]),
        )
        yield case.finding(CODE, SEVERITY, "scale", f"the charter does not say {said}; add {keys}")

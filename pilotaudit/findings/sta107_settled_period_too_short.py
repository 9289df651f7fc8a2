"""The settled period is too short to judge.

## What it does
Becomes a finding when no settled week of the pilot has passed, or none is left after the settling weeks.

## Why it matters
In the first weeks people try out what is new. A verdict has to rest on at least one week after that.

## Example
    charters/support-desk.yaml:16:3 STA107 hold Average handling time: no settled week of the pilot has passed
    yet; ...

## What to do
Wait, or plan a longer pilot; `settle_in` may be changed before the pilot starts, with a reason.

## Limits
One settled week is the least, not what is advised.

## Source
Practice.
"""

from __future__ import annotations

from collections.abc import Iterator

from pilotaudit.findings.base import Case, Finding, Severity, path_of, refused

CODE = "STA107"
SEVERITY: Severity = "block"

JUDGED = ("primary", "guardrail")


def check(case: Case) -> Iterator[Finding]:
    """Yield one finding per metric of the gate that is refused for this reason."""
    for one, refusal in refused(case, CODE, *JUDGED):
        message = f"{one.metric.label}: {refusal.reason}"
        yield case.finding(CODE, SEVERITY, path_of(one), message, effect="hold", metric=one.metric.key)

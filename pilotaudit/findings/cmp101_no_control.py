"""There is no control group.

## What it does
Looks for rows of the primary metric outside the pilot group, and for `groups.no_control`. Without a control the
verdict is at most CONDITIONAL GO; it is held when the data are too few for even that (see the rung that the output
names).

## Why it matters
Before/after alone calls improvement what season, workload or a parallel change did: on simulated pilots without any
effect it is wrong in 3 to 86 % of the runs.

## Example
    charters/support-desk.yaml:14:1 CMP101 hold there is no control group, so season, workload or another change
    may
    explain any difference. ...

## What to do
Keep part of the people, queues or sites without the tool over the same weeks and export their items too. Four weeks
before and four weeks with the tool are the least for a judgement without a control.

## Limits
It cannot tell a good control from a bad one; CMP104 and CMP105 look at that.

## Source
Practice; the figures are from this tool's own simulations.
"""

from __future__ import annotations

from collections.abc import Iterator

from pilotaudit.findings.base import Case, Effect, Finding, Severity

CODE = "CMP101"
SEVERITY: Severity = "block"

MESSAGE = "there is no control group, so season, workload or another change may explain any difference."


def check(case: Case) -> Iterator[Finding]:
    """Yield one finding when nobody works without the tool over the same weeks."""
    if not _has_control(case):
        said = case.charter.groups.no_control
        why = f" The charter says why: {said}." if said else ""
        effect: Effect = "hold" if case.primary is not None and case.primary.rung.strongest == "HOLD" else "conditional"
        message = f"{MESSAGE}{why} Keep some people or queues without it."
        yield case.finding(CODE, SEVERITY, "groups.no_control", message, effect=effect)


def _has_control(case: Case) -> bool:
    if case.charter.groups.no_control is not None:
        return False
    if case.panel is None or case.primary is None or case.primary.metric.key not in case.panel.metrics:
        return True
    arm = case.panel.metrics[case.primary.metric.key].arm
    return arm.size == 0 or bool((arm == 0).any())

"""The comparison that this shape of data needs is not built yet.

## What it does
Becomes a finding when the ladder of estimators arrives at a rung that this version does not have: quantiles, ANCOVA,
rows as units.

## Why it matters
A wrong formula always gives a number, and the number looks trustworthy. A refusal does not.

## Example
    charters/season.yaml:16:3 STA102 hold Median handling time: a quantile needs its own comparison ... this version
    cannot judge it

## What to do
Bring the data into a shape that can be judged now: a control group, several units per group, a baseline of two weeks.

## Limits
It says nothing about the tool on trial.

## Source
The ladder of estimators in this tool's manual.
"""

from __future__ import annotations

from collections.abc import Iterator

from pilotaudit.findings.base import Case, Finding, Severity, path_of, refused

CODE = "STA102"
SEVERITY: Severity = "block"

JUDGED = ("primary", "guardrail")


def check(case: Case) -> Iterator[Finding]:
    """Yield one finding per metric of the gate that is refused for this reason."""
    for one, refusal in refused(case, CODE, *JUDGED):
        message = f"{one.metric.label}: {refusal.reason}"
        yield case.finding(CODE, SEVERITY, path_of(one), message, effect="hold", metric=one.metric.key)

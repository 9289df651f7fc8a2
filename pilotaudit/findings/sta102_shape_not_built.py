"""There is no formula for the comparison that this shape of data needs.

## What it does
Becomes a finding when the ladder of estimators has no rung for a metric: a quantile where items of one unit are in both
groups, where rows are units, or where a warehouse has no exact quantiles; a count per day or week where rows are units;
covariates within units for a ratio. Also when a quantile is asked about over weeks that none was computed for.

## Why it matters
A wrong formula always gives a number, and the number looks trustworthy. A refusal does not.

## Example
    charters/season.yaml:16:3 STA102 hold Median handling time: a quantile is compared between units, and `unit: row`
    leaves none; choose the mean or a share; this version cannot judge it

## What to do
Choose a metric that adds up, such as the mean of the same column, or bring the data into another shape: name the unit,
or export the rows to a file.

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

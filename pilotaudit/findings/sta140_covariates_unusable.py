"""What the charter wants held constant cannot be.

## What it does
Becomes a finding when `analysis: {covariates: [...], ancova: true}` cannot be computed for a metric: a covariate has no
readable numbers for two units in each group, is the same for all of them, or follows from the groups, the baseline and
the other covariates; there are no more units than numbers to estimate; one unit alone decides what a covariate
explains; or `unit: row` leaves no unit that a covariate could belong to.

## Why it matters
The charter fixed the analysis before the data were seen. Another analysis in its place, chosen after the data, would
undo that, and a formula that divides by nearly nothing gives a number that looks trustworthy.

## Example
    charters/support-desk.yaml:16:3 STA140 hold Average handling time: what is held constant is the same for all
    compared units, or follows from the groups and the rest; leave that covariate out

## What to do
Repair the column, bring more units, or take the covariate out of the charter; say so there, with the date.

## Limits
A covariate that nearly follows from the others is used; the error of the effect then says what that costs.

## Source
Lin (2013), Agnostic notes on regression adjustments to experimental data; Bell & McCaffrey (2002) on the error.
"""

from __future__ import annotations

from collections.abc import Iterator

from pilotaudit.findings.base import Case, Finding, Severity, path_of, refused

CODE = "STA140"
SEVERITY: Severity = "block"

JUDGED = ("primary", "guardrail")


def check(case: Case) -> Iterator[Finding]:
    """Yield one finding per metric of the gate that is refused for this reason."""
    for one, refusal in refused(case, CODE, *JUDGED):
        message = f"{one.metric.label}: {refusal.reason}"
        yield case.finding(CODE, SEVERITY, path_of(one), message, effect="hold", metric=one.metric.key)

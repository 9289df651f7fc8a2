"""Options of the analysis that are not used.

## What it does
Names `ancova` and `covariates` under `analysis` in a pilot that is not randomised.

## Why it matters
Both sharpen a comparison that chance has made fair. Where people or teams were chosen, they would remove differences
that are part of the choice, and so look exact and be wrong. They are set aside, and this says so.

## Example
`analysis: {ancova: true}` beside `groups: {assignment: by team}`.

## What to do
Remove the block, or assign by lot next time.

## Limits
It reads what the charter says about the assignment; it cannot see how people were really chosen.

## Source
Lord (1967), A paradox in the interpretation of group comparisons; Lin (2013), Agnostic notes on regression adjustments
to experimental data.
"""

from __future__ import annotations

from collections.abc import Iterator

from pilotaudit import numbers
from pilotaudit.findings.base import Case, Finding, Severity

CODE = "CHR110"
SEVERITY: Severity = "note"


def check(case: Case) -> Iterator[Finding]:
    """One finding when options for randomised pilots stand in a charter of another kind."""
    analysis, assignment = case.charter.analysis, case.charter.groups.assignment
    used = [name for name, on in (("ancova", analysis.ancova), ("covariates", bool(analysis.covariates))) if on]
    if used and assignment != "randomised":
        message = (
            f"{numbers.listed(used)}: for randomised pilots, and not used in this one ({assignment}); remove the option"
        )
        yield case.finding(CODE, SEVERITY, "analysis", message)

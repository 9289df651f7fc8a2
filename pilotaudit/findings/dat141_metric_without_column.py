"""The charter asks for a metric that the export has no column for.

## What it does
`check` reads the rows of the baseline where their file is there already, and names the primary metric and every stated
guardrail that cannot be measured from them: no column for it, or no value in one.

## Why it matters
Missing evidence never passes. A guardrail that is never measured ends the pilot in HOLD, however good the rest is, and
nobody can measure the baseline afterwards.

## Example
    charters/support-desk.yaml:24:3 DAT141 hold Error rate cannot be measured: the data have no column for it ...

## What to do
Say which column it is, under `data.items.columns`; have it exported; or choose a metric that can be measured, from
`pilotaudit metrics`.

## Limits
Only `check` says this, and only where the data of the baseline can be read. Secondary metrics are not looked at, as
they decide nothing.

## Source
None: it follows from what a GO needs.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pilotaudit.estimates.plan_model import Unplanned
from pilotaudit.findings.base import Case, Finding, Severity

CODE = "DAT141"
SEVERITY: Severity = "block"
NOT_MEASURED: Final = "not measured"
"""The rung of a metric without columns or without values."""


def check(case: Case) -> Iterator[Finding]:
    """Yield one finding per metric that the rows of the baseline do not hold."""
    for plan in () if case.plan is None else (case.plan.primary, *case.plan.guardrails):
        if isinstance(plan, Unplanned) and plan.rung is not None and plan.rung.name == NOT_MEASURED:
            metric, path = plan.asked.metric, plan.asked.path
            message = f"{metric.label} cannot be measured: {plan.reason}"
            yield case.finding(CODE, SEVERITY, path, message, effect="hold", metric=metric.key)

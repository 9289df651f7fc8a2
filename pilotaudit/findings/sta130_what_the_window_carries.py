"""How likely the planned pilot is to show a change as large as its target.

## What it does
Holds one half of the baseline against the other, which shows how far chance moves the very comparison that will judge
the pilot, and carries that over to the planned weeks and units. Below 80 % it is a warning, with the change that would
be told from chance in 80 % of pilots and the units or weeks that would be enough; from 80 % on it is a note.

## Why it matters
A pilot that is too small for its target ends in HOLD, whatever the tool is worth. That is known before it starts.

## Example
    charters/support-desk.yaml:22:3 STA130 warn average handling time, -10%: told from chance in about 31% of pilots ...

## What to do
Add units, let the pilot run longer, or aim at a workflow where more is to be gained. A higher target alone does not
help: it asks more of the same data. Set the target below the change that is hoped for, as even a change that is just as
large reaches the target by chance in every second pilot only.

## Limits
Only `check` and `plan` say this, and only where the data of the baseline can be read. A short baseline tells the spread
itself only roughly, and weeks to come may differ from those before. 80 % is the power that trials are usually
planned for; it lets one in five pilots of full effect end undecided.

## Source
Cohen (1988), Statistical power analysis, for the 80 %; the scaling from halves of a baseline is this tool's own.
"""

from __future__ import annotations

from collections.abc import Iterator

from pilotaudit import numbers
from pilotaudit.estimates.plan_model import PrimaryPlan
from pilotaudit.findings.base import Case, Finding, Severity
from pilotaudit.findings.plans import chance_text, remedy_text

CODE = "STA130"
SEVERITY: Severity = "warn"


def check(case: Case) -> Iterator[Finding]:
    """Yield one finding on the primary metric of a pilot that can be planned."""
    if case.plan is None or not isinstance(case.plan.primary, PrimaryPlan):
        return
    plan = case.plan.primary
    severity: Severity = "note" if plan.remedy is None else "warn"
    yield case.finding(CODE, severity, plan.asked.path, _message(plan, case.plan.unit), metric=plan.asked.metric.key)


def _message(plan: PrimaryPlan, noun: str) -> str:
    told = chance_text(plan.at_target.told)
    said = f"{plan.asked.metric.label}: a true change of {numbers.signed_percent(plan.target)} is told from chance in "
    said += f"{told} of such pilots"
    if plan.remedy is None:
        return f"{said}; a true {numbers.signed_percent(plan.enough)} reaches the target in 80%."
    needed = f"in 80% only {numbers.signed_percent(plan.detectable)} is"
    return f"{said}, {needed}. {_opened(remedy_text(plan.remedy, plan.design, noun))}."


def _opened(text: str) -> str:
    return text[:1].upper() + text[1:]

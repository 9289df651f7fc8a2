"""How likely a harmless pilot is to be shown harmless by a stated guardrail.

## What it does
Tells from the baseline, for every guardrail that the charter states, in how many of 100 pilots without any harm the
bound of harm would stay inside the limit. Below 80 % it is a warning, with the limit at which it would be 80 %; from
80 % on it is a note.

## Why it matters
A guardrail is MET when harm beyond its limit is ruled out, and a limit that is too narrow for the data cannot be: the
pilot ends in HOLD although nothing is wrong. That is better known before anybody signs the limit.

## Example
    charters/support-desk.yaml:24:3 STA131 warn error rate, no worse than 1pp: a harmless pilot is shown harmless in
    about 27% of cases; 2.5pp would be 80%. ...

## What to do
Ask how much harm would really be too much, and write that; or add units or weeks. A lower `confidence` or
`evidence: not contradicted` also raises the chance, at the price of a weaker GO.

## Limits
Only `check` and `plan` say this, and only where the data of the baseline can be read. It speaks of one guardrail at a
time: with three of 80 % each, about half of the harmless pilots pass all. 80 % is the power that trials are usually
planned for.

## Source
Piaggio et al. (2012), CONSORT statement on noninferiority trials; Cohen (1988) for the 80 %.
"""

from __future__ import annotations

from collections.abc import Iterator

from pilotaudit.estimates.plan_model import GuardrailPlan
from pilotaudit.findings.base import Case, Finding, Severity
from pilotaudit.findings.plans import affordable_text, chance_text, limit_text, remedy_text

CODE = "STA131"
SEVERITY: Severity = "warn"


def check(case: Case) -> Iterator[Finding]:
    """Yield one finding per stated guardrail that can be planned."""
    for plan in () if case.plan is None else case.plan.guardrails:
        if isinstance(plan, GuardrailPlan) and case.plan is not None:
            severity: Severity = "note" if plan.remedy is None else "warn"
            message = _message(plan, case.plan.unit)
            yield case.finding(CODE, severity, plan.asked.path, message, metric=plan.asked.metric.key)


def _message(plan: GuardrailPlan, noun: str) -> str:
    metric, guard = plan.asked.metric, plan.asked.guard
    limit = "" if guard is None else limit_text(guard.limit, metric)
    said = f"{metric.label}, {limit}: a harmless pilot is shown harmless in {chance_text(plan.chance)} of cases"
    if plan.remedy is None:
        return f"{said}."
    enough = remedy_text(plan.remedy, plan.design, noun)
    return f"{said}; {affordable_text(plan)} would be 80%. {enough[:1].upper()}{enough[1:]}."

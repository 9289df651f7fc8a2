"""Nothing but opinions is judged.

## What it does
Looks at all metrics of `primary`, `secondary` and `guardrails`: when every one of them is a sentiment or self-reported,
no verdict can be a GO.

## Why it matters
People who were given a new tool, and who know that it is judged, tend to report what is expected of them. Where both
were measured, felt and measured speed have differed even in sign. Enthusiasm is welcome and proves no outcome.

## Example
`primary: {employee_sentiment: +10%}` with no other metric.

## What to do
Make an operational outcome the primary metric: time, errors, escalations, cost. Keep the survey beside it.

## Limits
A metric of your own counts as an opinion only when it says `evidence: self-reported`.

## Source
Becker et al. (2025), Measuring the impact of early-2025 AI on experienced open-source developer productivity; Podsakoff
et al. (2003), Common method biases in behavioral research.
"""

from __future__ import annotations

from collections.abc import Iterator

from pilotaudit import numbers
from pilotaudit.charter.model import Charter, Guard
from pilotaudit.charter.roles import metric_of
from pilotaudit.findings.base import Case, Finding, Severity

CODE = "CHR109"
SEVERITY: Severity = "block"

_SENTIMENT = frozenset({"customer_satisfaction", "employee_sentiment"})


def check(case: Case) -> Iterator[Finding]:
    """One finding when every stated metric is an opinion."""
    keys = _stated(case.charter)
    if all(_is_opinion(key, case.charter) for key in keys):
        message = (
            f"only opinions are judged ({numbers.listed(keys)}); they decide nothing alone, so judge a measured outcome"
        )
        yield case.finding(CODE, SEVERITY, "primary", message, effect="no-go")


def _stated(charter: Charter) -> list[str]:
    guards = [key for key, guard in charter.guardrails.items() if isinstance(guard, Guard)]
    return list(dict.fromkeys([*charter.primary, *charter.secondary, *guards]))


def _is_opinion(key: str, charter: Charter) -> bool:
    return key in _SENTIMENT or metric_of(key, charter).evidence == "self-reported"

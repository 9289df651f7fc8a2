"""The primary metric is self-reported.

## What it does
Reads the `evidence` of the primary metric. Self-reported outcomes reach CONDITIONAL GO at most, with low confidence;
for a hard claim (`value.claim: hard`) they are a no-go.

## Why it matters
People who like a tool say that it makes them faster, also when the clock says that they are slower.

## Example
    charters/survey.yaml:16:3 STA109 conditional Felt speed is self-reported, ...

## What to do
Measure the same thing from timestamps or counts, and keep the survey beside it.

## Limits
It believes the charter's and the catalogue's word on how a metric comes about.

## Source
Becker et al. (2025): developers felt 20 % faster and were 19 % slower.
"""

from __future__ import annotations

from collections.abc import Iterator

from pilotaudit.findings.base import Case, Effect, Finding, Severity
from pilotaudit.metrics import resolve

CODE = "STA109"
SEVERITY: Severity = "block"


def check(case: Case) -> Iterator[Finding]:
    """Yield one finding when the primary metric is what people say about themselves."""
    value = case.charter.value
    effect: Effect = "no-go" if value is not None and value.claim == "hard" else "conditional"
    claim = " and the charter makes a hard claim" if effect == "no-go" else ""
    for key in case.charter.primary:
        metric = resolve(key, case.charter.metrics)
        if metric.evidence == "self-reported":
            message = f"{metric.label} is self-reported{claim}. Measure it from timestamps or counts."
            yield case.finding(CODE, SEVERITY, f"primary.{key}", message, effect=effect, metric=key)

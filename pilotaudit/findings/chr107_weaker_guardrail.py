"""A guardrail asks for less than the usual proof.

## What it does
Names guardrails with `evidence: not contradicted` (the verdict is then CONDITIONAL GO at most) and guardrails with
`confidence` under 95% (a warning, and one step less confidence).

## Why it matters
"Not contradicted" passes a harm as large as the margin in a quarter to two thirds of the pilots, because most pilots
are too small to contradict anything. At 80% confidence one harmful pilot in five passes.

## Example
`customer_satisfaction: {limit: no worse than 0.2, evidence: not contradicted}`.

## What to do
Prefer a wider margin, a longer pilot or more units. Where that cannot be had, keep the weaker standard knowingly; it
is printed beside the verdict.

## Limits
It reads the charter only; how much proof the data could give is a question of their amount.

## Source
Schumi & Wittes (2011), Through the looking glass: understanding non-inferiority. The shares were found by simulation.
"""

from __future__ import annotations

from collections.abc import Iterator

from pilotaudit.charter.model import Guard
from pilotaudit.findings.base import Case, Finding, Severity

CODE = "CHR107"
SEVERITY: Severity = "block"

_USUAL = 95


def check(case: Case) -> Iterator[Finding]:
    """One finding for every guardrail with a weaker standard."""
    for key, guard in case.charter.guardrails.items():
        path = f"guardrails.{key}"
        if not isinstance(guard, Guard):
            continue
        if guard.evidence == "not contradicted":
            message = (
                f"{key} need only not be contradicted, which most pilots are too small to do; ask that it be shown"
            )
            yield case.finding(CODE, SEVERITY, path, message, effect="conditional", metric=key)
        if guard.confidence is not None and guard.confidence.value < _USUAL:
            message = f"{key} is judged with {guard.confidence} confidence; the usual standard is 95%"
            yield case.finding(CODE, "warn", path, message, metric=key)

"""A segment got significantly worse.

## What it does
Looks at each segment by itself. It blocks with effect no-go, and names the segment, when the primary metric got
significantly worse there (one-sided 5 %, Holm over the segments), or when a stated or watched guardrail did (Holm over
all segments of all guardrails) and the harm is beyond its margin.

## Why it matters
An average can improve while the difficult part gets worse: easy tickets are answered faster, complex ones escalate. A
roll-out would carry that harm to everybody who has such work.

## Example
    charters/support-desk-mixed.yaml:17:3 SEG101 no-go Escalation rate got worse for complex: 12.0% -> 20.4%,
    +8.4pp (+70.0%).
    ...

## What to do
Narrow the pilot to the segments that gained (recommendation `narrow`), or change what the tool does in the one that
lost.

## Limits
A segment with few rows can be harmed without anybody being able to show it.

## Source
Holm (1979).
"""

from __future__ import annotations

from collections.abc import Iterator

from pilotaudit import numbers
from pilotaudit.findings.base import Case, Finding, Severity, path_of
from pilotaudit.findings.segments import Worse, worse_segments

CODE = "SEG101"
SEVERITY: Severity = "block"


def check(case: Case) -> Iterator[Finding]:
    """Yield one finding per metric and segment that got worse."""
    for worse in worse_segments(case):
        one = worse.measured
        message = (
            f"{one.metric.label} got worse for {worse.segment.segment}: {_moved(worse)}. Leave it out, or change it."
        )
        yield case.finding(CODE, SEVERITY, path_of(one), message, effect="no-go", metric=one.metric.key)


def _moved(worse: Worse) -> str:
    """`12.0% -> 20.4%, +8.4pp (+70.0%)`: from the level expected without the change."""
    metric = worse.measured.metric
    relative = numbers.signed_percent(worse.relative)
    if worse.segment.after is None:
        return relative
    expected, after = worse.segment.after / (1 + worse.relative), worse.segment.after
    levels = " -> ".join(numbers.level(value, metric.unit, metric.kind) for value in (expected, after))
    return f"{levels}, {numbers.difference(after - expected, metric.unit, metric.kind)} ({relative})"

"""The charter states no guardrail.

## What it does
Looks for a metric in `guardrails` that must not get worse.

## Why it matters
Faster is easy when quality may fall. Without a limit agreed beforehand, harm is argued about after it has been found.
The catalogue's guardrails of the primary metric are then watched, but only a harm that is both clear and large stops
the pilot: watching is not proof that nothing got worse. So the verdict is CONDITIONAL GO at most.

## Example
`primary: {average_handling_time: -10%}` and no `guardrails`.

## What to do
State the largest harm you would accept: `guardrails: {error_rate: no worse than 2pp}`. Margins must be affordable:
a small margin needs much data to be shown to hold.

## Limits
It sees that a guardrail is stated, not that it is the right one.

## Source
Practice; on non-inferiority margins fixed beforehand see Piaggio et al. (2012), CONSORT extension for noninferiority
and equivalence trials.
"""

from __future__ import annotations

from collections.abc import Iterator

from pilotaudit import numbers
from pilotaudit.charter.model import Guard
from pilotaudit.charter.roles import watched
from pilotaudit.findings.base import Case, Finding, Severity

CODE = "CHR106"
SEVERITY: Severity = "block"


def check(case: Case) -> Iterator[Finding]:
    """One finding when no guardrail has a limit."""
    if any(isinstance(guard, Guard) for guard in case.charter.guardrails.values()):
        return
    keys = [metric.key for metric in watched(case.charter)]
    instead = (
        f"{numbers.listed(keys)} {'is' if len(keys) == 1 else 'are'} watched instead" if keys else "nothing is watched"
    )
    message = f"no guardrail is stated, and {instead}; state the largest harm you accept, such as no worse than 2pp"
    yield case.finding(
        CODE, SEVERITY, "guardrails" if case.charter.guardrails else "primary", message, effect="conditional"
    )

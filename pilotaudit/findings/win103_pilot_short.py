"""The pilot is shorter than four weeks.

## What it does
Counts the days of `window.pilot`, both ends included, and warns under 28.

## Why it matters
The first weeks show the novelty as much as the tool: people try harder, helpers stand beside them. What is left after
half of a short pilot is a few days of data.

## Example
`pilot: 2026-02-02 to 2026-02-22`, 21 days.

## What to do
Plan four to twelve weeks. With a very high volume less can be enough; the verdict then says whether it was.

## Limits
It counts days, not items.

## Source
Practice; on early effects that fade see Clark (1983), Reconsidering research on learning from media.
"""

from __future__ import annotations

from collections.abc import Iterator

from pilotaudit import numbers
from pilotaudit.findings.base import Case, Finding, Severity
from pilotaudit.phrases import DateRange

CODE = "WIN103"
SEVERITY: Severity = "warn"

_FOUR_WEEKS = 28


def check(case: Case) -> Iterator[Finding]:
    """One finding for a pilot under four weeks."""
    pilot = case.charter.window.pilot
    if isinstance(pilot, DateRange) and pilot.days < _FOUR_WEEKS:
        days = numbers.plural(pilot.days, "day")
        message = f"the pilot takes {days}, and the first weeks show novelty as much as gain; plan four to twelve weeks"
        yield case.finding(CODE, SEVERITY, "window.pilot", message)

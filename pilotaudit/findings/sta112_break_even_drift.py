"""How large a drift between the groups would explain the result away.

## What it does
Where units were not assigned by lot and the primary metric shows a gain, it says what the comparison takes for granted:
that the groups would have moved alike. It gives the weekly drift that would be enough for no effect at all (the weaker
end of the 95 % interval, divided by the weeks between the middle of the baseline and the middle of the judged weeks),
and by how much the drift seen before the pilot would move the effect if it had gone on, with its 95 % interval.

## Why it matters
A reader who knows the groups can judge whether they drift by 2 % a week. Nobody can judge "the trends were parallel".

## Example
    charters/support-desk.yaml:16:3 STA112 note Average handling time: a drift between the groups of 2.3% a week would
    explain the result away. ...

## What to do
Nothing, or ask whether such a drift is known. STA111 follows where a usual one is enough.

## Limits
The range from the drift seen before is wide with a few baseline weeks; that is what is known, not a fault.

## Source
Roth (2022), Pretest with caution; Rambachan & Roth (2023), A more credible approach to parallel trends.
"""

from __future__ import annotations

from collections.abc import Iterator

from pilotaudit.findings.base import Case, Finding, Severity, path_of
from pilotaudit.findings.drift import bias_text, break_even_text

CODE = "STA112"
SEVERITY: Severity = "note"


def check(case: Case) -> Iterator[Finding]:
    """Yield one finding when the primary shows a gain that rests on the groups' moving alike."""
    one = case.primary
    enough = "" if one is None else break_even_text(one)
    if one is not None and enough:
        carried = bias_text(one)
        more = f" The drift seen before the pilot, carried on, would move the effect by {carried}." if carried else ""
        message = f"{one.metric.label}: a drift between the groups of {enough} a week would explain the result away."
        yield case.finding(CODE, SEVERITY, path_of(one), message + more, metric=one.metric.key)

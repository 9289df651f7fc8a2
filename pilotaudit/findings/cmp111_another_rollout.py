"""Another pilot runs among the same groups at the same time.

## What it does
Where several charters are judged in one run (`evaluate`, `check` or `portfolio` with more than one), looks at those
that read the same table, have the same group column and share a group, or leave the groups to their defaults. When
another pilot's window reaches into this one's baseline or pilot, a GO holds only under the condition that the other
did not move the figures. The same rollout in two charters (same intervention, same window) is one pilot.

## Why it matters
Two changes in one window give one difference. If the other tool went to the pilot group, its effect is counted here;
if it went to control, it hides the effect; if it began in the baseline, this one is held against people who had help
already.

## Example
    charters/replies.yaml:12:3 CMP111 conditional another pilot runs among the same groups: "Knowledge search"
    (charters/search.yaml) from 2026-02-16 to 2026-04-12, inside this pilot. ...

## What to do
Start one after the other, or give each its own groups. Where both must run, let a lot give each unit both, one or
none.

## Limits
It knows the charters of the run and no others: a single charter is judged by itself, so run the folder. It does not
see rollouts that have no charter, nor other tables about the same people.

## Source
Practice: more than one change inside the window cannot be told apart.
"""

from __future__ import annotations

from collections.abc import Iterator

from pilotaudit import numbers
from pilotaudit.charter.neighbours import Neighbour
from pilotaudit.findings.base import Case, Finding, Severity
from pilotaudit.phrases import DateRange

CODE = "CMP111"
SEVERITY: Severity = "block"

NAMED = 3


def check(case: Case) -> Iterator[Finding]:
    """Yield one finding that names up to three other pilots."""
    pilot = case.charter.window.pilot
    if not case.neighbours or not isinstance(pilot, DateRange):
        return
    told = [_told(other, pilot) for other in case.neighbours]
    more = f", and {len(told) - NAMED} more" if len(told) > NAMED else ""
    what = "another pilot runs" if len(told) == 1 else f"{numbers.count(len(told))} other pilots run"
    message = f"{what} among the same groups: {'; '.join(told[:NAMED])}{more}. Start one after the other."
    yield case.finding(CODE, SEVERITY, "window.pilot", message, effect="conditional")


def _told(other: Neighbour, pilot: DateRange) -> str:
    where = "this pilot" if other.runs.last >= pilot.first else "this pilot's baseline"
    return f'"{other.pilot}" ({other.path}) from {other.runs.first} to {other.runs.last}, inside {where}'

"""No executive sponsor.

## What it does
Looks for `owners.executive` from the controlled pilot on: a warning there, a condition of the verdict later.

## Why it matters
A pilot can live on the will of a team. Adoption beyond it needs somebody who orders the priorities, clears blockers
and answers for the money; without one, good pilots end as pilots.

## Example
`stage: partial rollout` with a business and a technical owner only.

## What to do
Add `executive:` with the role of one person. A committee does not count.

## Limits
It sees a name, not whether the person knows of it.

## Source
Practice; management support is among the oldest findings of implementation research (Markus 1981; Damschroder et al.
2009, the Consolidated Framework for Implementation Research).
"""

from __future__ import annotations

from collections.abc import Iterator

from pilotaudit.findings.base import Case, Finding, Severity
from pilotaudit.findings.stages import is_beyond_pilot, is_discovery

CODE = "OWN102"
SEVERITY: Severity = "block"


def check(case: Case) -> Iterator[Finding]:
    """One finding when nobody is named from the controlled pilot on."""
    stage = case.charter.stage
    if case.charter.owners.executive is not None or is_discovery(stage):
        return
    message = "no executive sponsor is named, who answers for adoption beyond the pilot; add owners.executive"
    if is_beyond_pilot(stage):
        yield case.finding(CODE, SEVERITY, "owners", f"{message}, required at the stage {stage}", effect="conditional")
    else:
        yield case.finding(CODE, "warn", "owners", f"{message}, needed to leave the controlled pilot")

"""A unit has the name of a system account.

## What it does
Looks at the names of the units for words that stand for no person: system, automation, integration, workflow, bot,
api, admin, administrator, siebel. Together they must have more than 1 % of a group's rows.

## Why it matters
Rows that a program has closed are no work of a person. As one unit among others, such an account weighs as much as an
agent, and what it does may change for reasons of its own on the day the pilot starts.

## Example
    charters/support-desk.yaml:17:3 DAT135 warn 1 unit has the name of a system account and 12.0% of the rows of its
    group ...

## What to do
Leave it out with `where`, or name another column as the unit.

## Limits
It goes by names. A person may be called so, and an account may have the name of a person.

## Source
Real exports in which owners were system accounts; the words and the 1 % are this tool's own choice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pilotaudit import numbers
from pilotaudit.evidence.kinds import ACCOUNT
from pilotaudit.findings.base import Case, Finding, Severity, share_of

CODE = "DAT135"
SEVERITY: Severity = "warn"

LARGEST_SHARE = 0.01


def check(case: Case) -> Iterator[Finding]:
    """Yield one finding when units with such names have more than 1 % of a group's rows."""
    if case.panel is None or case.primary is None or case.primary.metric.key not in case.panel.metrics:
        return
    named = [place for place, name in enumerate(case.panel.units) if re.search(ACCOUNT, name.lower())]
    cells = case.panel.metrics[case.primary.metric.key]
    import numpy as np

    theirs = np.isin(cells.unit, named)
    shares = [
        share_of(cells.rows[theirs & (cells.arm == arm)].sum(), cells.rows[cells.arm == arm].sum()) for arm in (0, 1)
    ]
    if max(shares) > LARGEST_SHARE:
        have = "1 unit has the name of a system account" if len(named) == 1 else f"{len(named)} units have such names"
        message = (
            f"{have} and {numbers.percent(float(max(shares)))} of the rows of a group: what a program closes is no "
            "work of a person. Leave it out with data.items.where, or name another unit."
        )
        yield case.finding(CODE, SEVERITY, "groups.unit", message)

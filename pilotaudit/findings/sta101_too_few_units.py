"""There are too few units or rows for any judgement.

## What it does
Becomes a finding when the estimator of the primary metric or of a stated guardrail refuses: fewer than two units in a
group and too few weeks for a weekly series of groups, fewer than 30 rows or successes per group and window, a control
group without data in the judged weeks, units, rows or weeks that do not vary at all, or rows whose expected level
cannot be told from zero, so that a relative change of it has no bounds.

## Why it matters
An interval needs variation between units. With one unit per group, or none that differ, any p-value would be
invented.

## Example
    charters/support-desk.yaml:16:3 STA101 hold Average handling time: 2 treated and 1 control units with usable
    data, 2 in each
    group are needed; ...

## What to do
Add people or queues, name a narrower unit (`groups.unit: agent`), or let the pilot run longer: one unit in a group can
be judged by its weeks from 3 weeks before and 6 weeks of pilot on, a pilot group without control from 4 and 4 on.

## Limits
Two units per group are enough to compute, never enough to be powerful.

## Source
Bell & McCaffrey (2002); MacKinnon, Nielsen & Webb (2023).
"""

from __future__ import annotations

from collections.abc import Iterator

from pilotaudit.findings.base import Case, Finding, Severity, path_of, refused

CODE = "STA101"
SEVERITY: Severity = "block"

JUDGED = ("primary", "guardrail")


def check(case: Case) -> Iterator[Finding]:
    """Yield one finding per metric of the gate that is refused for this reason."""
    for one, refusal in refused(case, CODE, *JUDGED):
        message = f"{one.metric.label}: {refusal.reason}"
        yield case.finding(CODE, SEVERITY, path_of(one), message, effect="hold", metric=one.metric.key)

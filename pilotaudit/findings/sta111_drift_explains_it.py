"""A drift between the groups could explain the result.

## What it does
Where units were not assigned by lot, it looks at the primary metric once more with an allowance for groups that were
drifting apart before the pilot and went on: each unit's own weekly slope over the baseline is taken off, as far as
slopes from so few weeks can be believed, and the rest of a usual drift (0.75 % a week, one standard deviation) is
added to the error. If that interval holds no effect although the test does not, and the target is reached, the verdict
is conditional, and the condition says how large a drift would explain the result away. It never makes a miss.

## Why it matters
Two groups that were already moving apart look like an effect. With four baseline weeks a test for a trend finds such a
drift in 6 % of the cases in which it makes one GO in four false, so "no trend was found" proves nothing; that is why no
such test is passed or failed here.

## Example
    charters/support-desk.yaml:16:3 STA111 conditional Average handling time: holds only if the groups were not drifting
    apart by 1.2% a week or more, ...

## What to do
Ask what the groups did before: a new team lead, another tool, a queue that was filling up. A longer baseline (eight
weeks and more) makes slopes worth believing; assignment by lot makes the question go away.

## Limits
It knows drifts that are straight lines. 0.75 % a week is what was assumed, not what was measured here: 6 % over eight
weeks. Where a metric leaves no weekly levels, such as a quantile, a usual drift is allowed for in full.

## Source
Roth (2022), Pretest with caution; Rambachan & Roth (2023), A more credible approach to parallel trends.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from pilotaudit import numbers
from pilotaudit.estimates.inference import reached
from pilotaudit.estimates.model import Estimate, Measured
from pilotaudit.findings.base import Case, Finding, Severity, path_of
from pilotaudit.findings.drift import break_even_text

CODE = "STA111"
SEVERITY: Severity = "block"


def check(case: Case) -> Iterator[Finding]:
    """Yield one finding when the primary's gain does not survive the allowance for drift."""
    one = case.aimed
    if one is None or one.trend is None or not one.drift_explains or not _reaches(one):
        return
    change, low, high = (math.expm1(end) for end in (one.trend.adjusted.center, *one.trend.adjusted.interval()))
    ends = f"[{numbers.signed(100 * low, 1)}, {numbers.signed(100 * high, 1)}]"
    holds = f"holds only if the groups were not drifting apart by {break_even_text(one)} a week or more"
    shown = f"With an allowance for such a drift the change is {numbers.signed_percent(change)} {ends}"
    message = (
        f"{one.metric.label}: {holds}, which would explain the result away. {shown}. A longer baseline would tell."
    )
    yield case.finding(CODE, SEVERITY, path_of(one), message, effect="conditional", metric=one.metric.key)


def _reaches(one: Measured) -> bool:
    """Whether the size reaches the target that it is judged by."""
    if one.needed is None or not isinstance(one.size, Estimate):
        return False
    return reached(one.size.center, one.needed, one.metric.better)

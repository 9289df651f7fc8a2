"""A lot with equal odds does not give groups of such sizes.

## What it does
Where units were assigned by lot, counts the units of both groups and asks how often a fair lot, one unit at a time,
gives two groups at least as uneven (exact binomial, two-sided). Under one in a thousand the verdict is held. It is not
asked when the pilot group is as large as the charter's `intended_users`, within a tenth: then it was planned so.

## Why it matters
Groups of the wrong size mean that the lot was not what decided, or that units were lost afterwards, and those who are
missing are seldom missing by chance. Everything that a lot guarantees is then gone.

## Example
    charters/support-desk.yaml:14:1 CMP109 hold 61 units in the pilot group and 19 in control: a fair lot gives that
    less than once in a thousand times. ...

## What to do
Look for the units that are missing: filters, another spelling of the group, people who left, an export of one group
only. If the odds were not equal, say so where it is approved: a waiver of CMP109 with the odds as its reason.

## Limits
Units are counted, never rows, as a unit with more work is no broken lot; where rows are units (`unit: row`), those of
the pilot weeks. Where items within units were assigned, nothing
is counted. Matched pairs and blocks are less uneven than single draws, so they pass.

## Source
Fabijan et al. (2019) on sample-ratio mismatch; one in a thousand is the usual level, as the check runs on every pilot.
"""

from __future__ import annotations

from collections.abc import Iterator

from pilotaudit import numbers
from pilotaudit.charter.model import Adoption
from pilotaudit.findings.base import Case, Finding, Severity

CODE = "CMP109"
SEVERITY: Severity = "block"

LARGEST_CHANCE = 0.001
PLANNED = 0.10


def check(case: Case) -> Iterator[Finding]:
    """Yield one finding when a fair lot hardly gives groups of these sizes."""
    if case.charter.groups.assignment != "randomised":
        return
    counts = _units(case)
    if counts is None or min(counts) == 0 or _planned(case, counts[1]):
        return
    if fair(*counts) < LARGEST_CHANCE:
        control, treated = counts
        both = f"{numbers.plural(treated, 'unit')} in the pilot group and {numbers.count(control)} in control"
        message = f"{both}: a fair lot gives that less than once in a thousand times. Find the missing units."
        yield case.finding(CODE, SEVERITY, "groups.assignment", message, effect="hold")


def fair(one: int, other: int) -> float:
    """Two-sided p-value of equal odds. Agrees with scipy.stats.binomtest(one, one + other).pvalue."""
    from scipy.special import bdtr

    return min(1.0, 2 * float(bdtr(min(one, other), one + other, 0.5)))


def _units(case: Case) -> tuple[int, int] | None:
    """Units per arm, (control, treatment), in either window; None where they are not known or are in both arms."""
    import numpy as np

    panel, one = case.panel, case.primary
    if panel is None or one is None or one.metric.key not in panel.metrics:
        return None
    cells = panel.metrics[one.metric.key]
    if case.charter.groups.unit == "row":
        rows, others = (int(cells.rows[(cells.arm == arm) & (cells.week >= 0)].sum()) for arm in (0, 1))
        return rows, others
    if not panel.has_units:
        return None
    control, treated = (np.unique(cells.unit[(cells.arm == arm) & (cells.rows > 0)]) for arm in (0, 1))
    return None if np.intersect1d(control, treated).size else (int(control.size), int(treated.size))


def _planned(case: Case, treated: int) -> bool:
    """Whether the charter expects a pilot group of this size."""
    adoption = case.charter.adoption
    if not isinstance(adoption, Adoption):
        return False
    return abs(treated - adoption.intended_users) <= PLANNED * adoption.intended_users

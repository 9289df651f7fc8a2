"""The problem is too vague to be solved.

## What it does
Looks for an amount in `problem`, and for something that must not get worse: in its wording or as a guardrail.

## Why it matters
A goal without an amount cannot be missed, and a goal without a price is paid for where nobody looks. "Improve
efficiency" or "try AI in support" is an occasion, not a problem: any result would fit it afterwards.

## Example
Flagged: `problem: Improve efficiency`.
Passes: `problem: Cut Level 1 ticket handling time by 10% with no rise in errors`.

## What to do
Name the operation, the amount, and what must stay as it is. If no amount comes to mind, measure today's process first.

## Limits
It reads words, not meaning: a number that has nothing to do with the goal also satisfies it. English wording only.

## Source
Practice; goal-setting research has found specific goals to outperform "do your best" (Locke & Latham 1990, A Theory of
Goal Setting and Task Performance).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pilotaudit.findings.base import Case, Finding, Severity

CODE = "CHR101"
SEVERITY: Severity = "block"

_AMOUNT = re.compile(
    r"\d|\b(half|halve[ds]?|twice|double[ds]?|third|quarter|zero|one|two|three|four|five)\b", re.IGNORECASE
)
_KEPT = re.compile(
    r"\b(without|no (rise|increase|loss|drop|fall|harm|change|worse|more|less|fewer|higher|lower|extra|additional)"
    r"|not (worse|more|rise|increase|fall|drop)|unchanged|same|hold(ing)?|keep(ing)?|maintain(ing)?|steady|never)\b",
    re.IGNORECASE,
)


def check(case: Case) -> Iterator[Finding]:
    """One finding when the problem names no amount, or nothing that must not get worse."""
    problem = case.charter.problem
    if not _AMOUNT.search(problem):
        message = (
            f'the problem "{problem}" names no amount; say which operation, by how much, and what must not get worse'
        )
        yield case.finding(CODE, SEVERITY, "problem", message, effect="conditional")
    elif not _KEPT.search(problem) and not case.charter.guardrails:
        message = (
            "the problem does not say what must not get worse, and no guardrail does; add it, such as no rise in errors"
        )
        yield case.finding(CODE, "warn", "problem", message)

"""Exit codes: what a verdict, a finding or a failure means to the shell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pilotaudit.assessment.outcome import Checked, Failed
    from pilotaudit.assessment.portfolio import PilotRow
    from pilotaudit.outputs.base import Result

OK, INTERNAL, USAGE, UNUSABLE = 0, 1, 2, 3
NO_GO, HOLD, ROLLBACK, BROKEN_RECORD, CONDITIONAL = 10, 11, 12, 13, 14
GRAVEST_FIRST = (BROKEN_RECORD, INTERNAL, UNUSABLE, ROLLBACK, NO_GO, HOLD, CONDITIONAL, OK)
FAIL_ON: Mapping[str, frozenset[int]] = {
    "never": frozenset(),
    "no-go": frozenset({NO_GO}),
    "hold": frozenset({NO_GO, HOLD}),
    "conditional": frozenset({NO_GO, HOLD, CONDITIONAL}),
}
_VERDICTS = {"GO": OK, "CONDITIONAL GO": CONDITIONAL, "HOLD": HOLD, "NO-GO": NO_GO, "ROLLBACK": ROLLBACK}


def of_verdict(verdict: str, fail_on: str) -> int:
    """Exit code of one verdict; `fail_on` silences no-go, hold and conditional, never a rollback."""
    code = _VERDICTS[verdict]
    return code if code == ROLLBACK or code in FAIL_ON[fail_on] else OK


def of_check(one: Checked | Failed) -> int:
    """Exit code of a charter judged alone."""
    match getattr(one, "exit_code", None):
        case int(code):
            return code
        case _:
            return NO_GO if getattr(one, "blocked", False) else OK


def of_row(row: PilotRow) -> int:
    """Exit code of one pilot of a portfolio: overdue and undecided ones are badly answered questions."""
    return row.failure or (NO_GO if row.overdue_days or row.undecided else OK)


def of_result(result: Result, fail_on: str) -> int:
    """Exit code of a charter that was judged, or that failed."""
    verdict = getattr(result, "verdict", None)
    return of_verdict(verdict, fail_on) if isinstance(verdict, str) else getattr(result, "exit_code", INTERNAL)


def gravest(codes: Iterable[int]) -> int:
    """The code that a run over several charters ends with."""
    return min(codes, key=GRAVEST_FIRST.index, default=OK)

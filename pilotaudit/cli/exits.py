"""Exit codes: what a verdict, a finding or a failure means to the shell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pilotaudit.assessment.outcome import Checked, Failed
    from pilotaudit.assessment.portfolio import PilotRow
    from pilotaudit.outputs.base import Result

OK, INTERNAL, USAGE, UNUSABLE = 0, 1, 2, 3
NO_GO, HOLD, ROLLBACK, BROKEN_RECORD, CONDITIONAL = 10, 11, 12, 13, 14
GRAVEST_FIRST: Final = (BROKEN_RECORD, INTERNAL, UNUSABLE, ROLLBACK, NO_GO, HOLD, CONDITIONAL, OK)
FAIL_ON: Final[Mapping[str, frozenset[int]]] = {
    "never": frozenset(),
    "no-go": frozenset({NO_GO}),
    "hold": frozenset({NO_GO, HOLD}),
    "conditional": frozenset({NO_GO, HOLD, CONDITIONAL}),
}
"""What each level of `--fail-on` lets through; a rollback always comes through."""

VERDICTS: Final[Mapping[str, int]] = {
    "GO": OK,
    "CONDITIONAL GO": CONDITIONAL,
    "HOLD": HOLD,
    "NO-GO": NO_GO,
    "ROLLBACK": ROLLBACK,
}


def of_verdict(verdict: str, fail_on: str) -> int:
    """Exit code of one verdict; `fail_on` silences no-go, hold and conditional, never a rollback."""
    code = VERDICTS[verdict]
    return code if code == ROLLBACK or code in FAIL_ON[fail_on] else OK


def of_result(result: Result, fail_on: str) -> int:
    """Exit code of a charter that was judged, or that failed."""
    from pilotaudit.outputs.base import is_judged

    return of_verdict(result.verdict, fail_on) if is_judged(result) else result.exit_code


def of_check(one: Checked | Failed) -> int:
    """Exit code of a charter judged alone."""
    from pilotaudit.assessment.outcome import Failed

    if isinstance(one, Failed):
        return one.exit_code
    return NO_GO if one.blocked else OK


def of_row(row: PilotRow) -> int:
    """Exit code of one pilot of a portfolio: overdue and undecided ones are badly answered questions."""
    return row.failure or (NO_GO if row.overdue_days or row.undecided else OK)


def gravest(codes: Iterable[int]) -> int:
    """The code that a run over several charters ends with."""
    return min(codes, key=GRAVEST_FIRST.index, default=OK)

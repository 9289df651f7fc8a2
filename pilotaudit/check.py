"""The charter before its pilot: complete, specific, owned, measurable, governed, decided in time.

Where the rows of the baseline are there already, also what the pilot can show.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pilotaudit.assessment.outcome import Checked, traits_of
from pilotaudit.charter.load import load_charter

if TYPE_CHECKING:
    from pilotaudit.charter.neighbours import Neighbour


def check(
    path: Path,
    as_of: date,
    *,
    shown: str | None = None,
    allow_outside: bool = False,
    neighbours: tuple[Neighbour, ...] = (),
) -> Checked:
    """Judge one charter; rows of its baseline are looked at where they are there.

    neighbours: other pilots of the same run among the same groups. Raises CharterError with every problem found.
    """
    loaded = load_charter(path, shown=shown, allow_outside=allow_outside)
    # Checks are entered only now: a charter's errors need none of them.
    from pilotaudit.findings.base import Case
    from pilotaudit.findings.registry import run
    from pilotaudit.plan import planned_if_there

    planned, why, unread = planned_if_there(loaded, as_of)
    case = Case(loaded.charter, loaded.file, loaded.places, as_of, neighbours=neighbours, plan=planned, unread=unread)
    findings = run(case)
    return Checked(loaded.file, loaded.charter.pilot, findings, traits_of(findings), why)

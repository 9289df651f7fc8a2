"""The charter alone, before there is any data: complete, specific, owned, measurable, governed, decided in time."""

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
    """Judge one charter without its data. Raises CharterError with every problem found.

    neighbours: other pilots of the same run among the same groups.
    """
    loaded = load_charter(path, shown=shown, allow_outside=allow_outside)
    # Checks are entered only now: a charter's errors need none of them.
    from pilotaudit.findings.base import Case
    from pilotaudit.findings.registry import run

    findings = run(Case(loaded.charter, loaded.file, loaded.places, as_of, neighbours=neighbours))
    return Checked(loaded.file, loaded.charter.pilot, findings, traits_of(findings))

"""The charter alone, before there is any data: complete, specific, owned, measurable, governed, decided in time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pilotaudit.charter.load import load_charter

if TYPE_CHECKING:
    from pilotaudit.findings.base import Finding

OVERDUE = "WIN105"


@dataclass(frozen=True, slots=True)
class Checked:
    """A charter that can be read, and what is doubtful about it."""

    file: str
    pilot: str
    findings: tuple[Finding, ...]

    @property
    def blocked(self) -> bool:
        """Whether a finding stands in the way of a plain GO, or the decision is overdue; waived ones do not count."""
        return any((f.severity == "block" and not f.waived) or f.code == OVERDUE for f in self.findings)


def check(path: Path, as_of: date, *, shown: str | None = None, allow_outside: bool = False) -> Checked:
    """Judge one charter without its data. Raises CharterError with every problem found."""
    loaded = load_charter(path, shown=shown, allow_outside=allow_outside)
    from pilotaudit.findings.base import Case
    from pilotaudit.findings.registry import run

    findings = run(Case(loaded.charter, loaded.file, loaded.places, as_of))
    return Checked(loaded.file, loaded.charter.pilot, findings)

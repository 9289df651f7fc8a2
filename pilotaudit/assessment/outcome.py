"""What a run over several charters holds besides assessments: charters that failed, and charters judged alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pilotaudit.errors import Problem

if TYPE_CHECKING:
    from pilotaudit.findings.base import Finding

OVERDUE = "WIN105"
UNUSABLE, INTERNAL = 3, 1


@dataclass(frozen=True, slots=True)
class Failed:
    """A charter without a verdict: its data or text cannot be used (exit 3), or the program has a bug (exit 1)."""

    file: str
    exit_code: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """A charter judged without its data, and what is doubtful about it."""

    file: str
    pilot: str
    findings: tuple[Finding, ...]

    @property
    def blocked(self) -> bool:
        """Whether a finding stands in the way of a plain GO, or the decision is overdue; waived ones do not count."""
        return any((f.severity == "block" and not f.waived) or f.code == OVERDUE for f in self.findings)

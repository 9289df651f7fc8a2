"""What a run over several charters holds besides assessments: charters that failed, and charters judged alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pilotaudit.errors import Problem

if TYPE_CHECKING:
    from pilotaudit.findings.base import Finding

OVERDUE = "WIN105"
UNUSABLE, INTERNAL = 3, 1


TRAITS: Final[Mapping[str, tuple[str, ...]]] = {
    "a metric tied to the business": ("CHR101", "CHR109"),
    "an executive owner": ("OWN102",),
    "integration where the work happens": ("ADO101",),
    "a scale plan": ("GOV102",),
}
"""What a pilot that can scale has, with the findings that say it is missing."""


@dataclass(frozen=True, slots=True)
class Failed:
    """A charter without a verdict: its data or text cannot be used (exit 3), or the program has a bug (exit 1)."""

    file: str
    exit_code: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Trait:
    """One of four marks of a pilot that can scale. code: the finding that says it is missing, empty when present."""

    name: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """A charter judged before its pilot, what is doubtful about it, and the four marks of readiness.

    unplanned: why nothing could be told about what the pilot can show, a clause; empty where findings tell it.
    """

    file: str
    pilot: str
    findings: tuple[Finding, ...]
    traits: tuple[Trait, ...] = ()
    unplanned: str = ""

    @property
    def blocked(self) -> bool:
        """Whether a finding stands in the way of a plain GO, or the decision is overdue; waived ones do not count."""
        return any((f.severity == "block" and not f.waived) or f.code == OVERDUE for f in self.findings)


def traits_of(findings: Iterable[Finding]) -> tuple[Trait, ...]:
    """The four marks of readiness, each with the finding that takes it away; a waiver does not give it back."""
    found = {finding.code for finding in findings}
    return tuple(Trait(name, next((code for code in codes if code in found), "")) for name, codes in TRAITS.items())

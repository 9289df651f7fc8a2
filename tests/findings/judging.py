"""Running one check on a charter alone."""

from __future__ import annotations

from datetime import date
from types import ModuleType
from typing import Any

from pilotaudit.charter.base import Place
from pilotaudit.findings.base import Case, Finding
from tests.charter.writing import MINIMAL, charter_of

DECISION = date(2026, 4, 5)


def case_of(changes: dict[str, Any] | None = None, text: str = MINIMAL, as_of: date = DECISION) -> Case:
    """The case of a changed charter; every item has its own line, in alphabetical order."""
    charter = charter_of(changes, text)
    paths = ("approved", "owners.technical", "primary", "problem", "window.decide_by", "window.pilot", "workflow")
    return Case(charter, "charter.yaml", {path: Place(n, 3) for n, path in enumerate(paths, 1)}, as_of)


def found(check: ModuleType, changes: dict[str, Any] | None = None, **case: Any) -> list[Finding]:
    """What one check finds in a changed charter."""
    return list(check.check(case_of(changes, **case)))


def kinds(findings: list[Finding]) -> list[tuple[str, str]]:
    """Code and effect, or severity, of each."""
    return [(finding.code, finding.effect or finding.severity) for finding in findings]

"""The list of checks, in the order of their codes, and the way they are run and explained."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Final

from pilotaudit.charter.model import Waiver
from pilotaudit.findings.base import Case, Check, Finding

CHECKS: Final[tuple[Check, ...]] = ()
"""Every check, explicitly; a new one is one file and one line here."""

PAGES: Final[tuple[str, ...]] = ()
"""Codes that are not a check's own: unusable input and portfolio findings. Their pages are files in `pages/`."""

CODES: Final[tuple[str, ...]] = tuple(sorted({*PAGES, *(check.CODE for check in CHECKS)}))


def run(case: Case) -> tuple[Finding, ...]:
    """All findings on a case, ordered by place; a waiver that is still good is written on the finding it covers."""
    found = [_waived(finding, case) for check in CHECKS for finding in check.check(case)]
    return tuple(sorted(found, key=lambda finding: (finding.file, finding.line, finding.column, finding.code)))


def _waived(finding: Finding, case: Case) -> Finding:
    """The finding with its waiver's reason, when the charter accepts it on this date; only a block needs one."""
    waiver = _waiver(finding.code, case)
    return finding if waiver is None or finding.severity != "block" else replace(finding, waived=waiver.reason)


def _waiver(code: str, case: Case) -> Waiver | None:
    good = (waiver for waiver in case.charter.waivers if waiver.code == code and waiver.until >= case.as_of)
    return next(good, None)


@cache
def _docstrings() -> dict[str, str]:
    return {check.CODE: check.__doc__ or "" for check in CHECKS}


def page(code: str) -> str:
    """The page of a finding as Markdown: what it does, why it matters, example, what to do, limits, source.

    Raises KeyError for a code that does not exist.
    """
    if code not in CODES:
        raise KeyError(code)
    if code in _docstrings():
        return _docstrings()[code]
    return (Path(__file__).parent / "pages" / f"{code}.md").read_text(encoding="utf-8")

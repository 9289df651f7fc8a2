"""Whether a criterion's data can be trusted: a hold finding about the data makes what rests on it UNTRUSTED."""

from __future__ import annotations

from collections.abc import Sequence

from pilotaudit.estimates.model import Measured
from pilotaudit.findings.base import Finding
from pilotaudit.gates.wording import first_sentence

ABOUT_DATA = ("BAS", "DAT", "CMP", "STA")
ABOUT_DESIGN = ("BAS", "CMP")
INTERIM = "STA103"
ROWS_LOST = "DAT101"
"""Rows that cannot be read explain gaps elsewhere, so they are named first."""


def untrusted_because(measured: Measured, findings: Sequence[Finding]) -> str:
    """Why nothing may rest on this metric's data, as a clause; empty when it may."""
    for finding in findings:
        if doubts_data(finding) and finding.metric in ("", measured.metric.key):
            return f"{finding.code}: {first_sentence(finding.message)}"
    if can_decide(measured, findings):
        return ""
    return f"the data are shown but cannot decide: {measured.rung.why}"


def can_decide(measured: Measured, findings: Sequence[Finding]) -> bool:
    """Whether the design carries a verdict, by itself or because somebody waived what is wrong with it."""
    waived = (one.waived and one.effect == "hold" and one.code.startswith(ABOUT_DESIGN) for one in findings)
    return measured.rung.decides or any(waived)


def doubts_data(finding: Finding) -> bool:
    """Whether a finding that nobody waived says the data cannot carry a verdict."""
    of_data = finding.code.startswith(ABOUT_DATA) and finding.code != INTERIM
    return of_data and finding.effect == "hold" and not finding.waived

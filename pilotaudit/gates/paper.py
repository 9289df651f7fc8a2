"""Criteria about what has to be on file. What is missing is NO DATA: it neither passes nor counts as a failure."""

from __future__ import annotations

from collections.abc import Sequence

from pilotaudit import numbers
from pilotaudit.charter.model import Charter, NoBaseline
from pilotaudit.findings.base import Finding
from pilotaudit.gates.model import Criterion, State
from pilotaudit.gates.stages import Paper

FORMER_GATE, PRODUCTION_NEEDS = "GOV103", "GOV104"


def paper_criterion(paper: Paper, charter: Charter, findings: Sequence[Finding]) -> Criterion:
    """The criterion about one paper that a stage asks for."""
    state, observed, reason = _judged(paper, charter, findings)
    name = paper.replace(" ", "_")
    return Criterion(
        f"stage.{name}",
        name,
        paper.capitalize(),
        "stage",
        "on file",
        observed,
        state,
        reason,
        deciding=state != "WAIVED",
        source="default",
    )


def _judged(paper: Paper, charter: Charter, findings: Sequence[Finding]) -> tuple[State, str, str]:
    if paper == "former gate":
        return _unrecorded(FORMER_GATE, findings, "this version keeps no record of former gates")
    if paper == "production needs":
        needs = numbers.listed(charter.scale.production_needs) or "what production needs"
        return _unrecorded(PRODUCTION_NEEDS, findings, f"nothing on file shows that this is ready: {needs}")
    found = _on_file(paper, charter)
    if not found:
        return "NO DATA", "missing", "the charter does not say it"
    return "MET", "on file", f"the charter says: {found}"


def _unrecorded(code: str, findings: Sequence[Finding], reason: str) -> tuple[State, str, str]:
    waived = next((finding.waived for finding in findings if finding.code == code and finding.waived), "")
    return ("WAIVED", "no record", f"waived: {waived}") if waived else ("NO DATA", "no record", f"{code}: {reason}")


def _on_file(paper: Paper, charter: Charter) -> str:
    return {
        "baseline": _baseline(charter),
        "executive owner": charter.owners.executive or "",
        "data boundary": (charter.governance and charter.governance.data_boundary) or "",
        "scale plan": charter.scale.if_met or "",
        "rollback": charter.rollback.how or "" if charter.rollback.limits else "",
    }[paper]


def _baseline(charter: Charter) -> str:
    """The baseline as stated: a window, or the value promised."""
    if not isinstance(charter.window.baseline, NoBaseline):
        return str(charter.window.baseline)
    return next((str(aim.baseline) for aim in charter.primary.values() if aim.baseline is not None), "")

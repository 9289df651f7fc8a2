"""Weekly use of the people who are meant to use it: necessary, never sufficient."""

from __future__ import annotations

from dataclasses import replace

from pilotaudit import numbers
from pilotaudit.adoption.model import Adoption
from pilotaudit.charter.model import Charter, NotRequired
from pilotaudit.findings.triggers import reaches
from pilotaudit.gates.model import Criterion, State
from pilotaudit.gates.texts import share_text
from pilotaudit.phrases import Level


def weekly_use_criterion(
    charter: Charter, adoption: Adoption | None, default: Level, override: Level | None, interim: bool
) -> Criterion:
    """The criterion of weekly use.

    default: the stage's limit; override: the limit of the charter's `gates` block; interim: the pilot still runs, so
    that too little use is not a miss yet.
    """
    stated = charter.adoption if isinstance(charter.adoption, NotRequired) else charter.adoption.weekly_active
    blank = Criterion(
        "adoption.weekly_active",
        "weekly_active",
        "Weekly use",
        "adoption",
        str(default),
        _observed(adoption, None),
        "NO DATA",
        "",
        deciding=True,
        source="default",
    )
    if isinstance(stated, NotRequired):
        return replace(
            blank, state="WAIVED", reason=f"not required: {stated.not_required}", deciding=False, source="charter"
        )
    limit = override or stated or default
    state, reason = _judged(adoption, limit, interim)
    return replace(
        blank,
        required=str(limit),
        observed=_observed(adoption, limit),
        state=state,
        reason=reason,
        source="charter" if override or stated else "default",
    )


def _judged(adoption: Adoption | None, limit: Level, interim: bool) -> tuple[State, str]:
    if adoption is None or adoption.share is None:
        return "NO DATA", "weekly use was not measured" if adoption is None else adoption.missing
    if reaches(adoption.share, limit, float(limit.amount.value) / 100):
        return "MET", "enough of the intended users use it in a settled week"
    if interim:
        return "UNDERPOWERED", "the pilot still runs; so far too few of the intended users use it"
    return "MISSED", "too few of the intended users use it in a settled week"


def _observed(adoption: Adoption | None, limit: Level | None) -> str:
    if adoption is None or adoption.share is None:
        return "not measured"
    share = share_text(adoption.share, None if limit is None else float(limit.amount.value) / 100)
    return share if adoption.intended is None else f"{share} of {numbers.count(adoption.intended)}"

"""The defaults that a charter's silence brings in, each with the reason for its value."""

from __future__ import annotations

from collections.abc import Iterator

from pilotaudit.charter.base import Assumed
from pilotaudit.charter.model import Adoption, Charter, Guard
from pilotaudit.charter.roles import margin, watched
from pilotaudit.phrases import DateRange

WEEKLY_ACTIVE = "at least 60%"
TEAM_DRIFT = "5%"


def assumed_in(charter: Charter) -> tuple[Assumed, ...]:
    """Every default that was applied, in the order of the charter's blocks."""
    parts = (_stage, _window, _groups, _guardrails, _adoption)
    return tuple(one for part in parts for one in part(charter))


def _stage(charter: Charter) -> Iterator[Assumed]:
    if "stage" not in charter.model_fields_set:
        yield Assumed("stage", "controlled pilot", "the charter names no stage")


def _window(charter: Charter) -> Iterator[Assumed]:
    window = charter.window
    if not isinstance(window.pilot, DateRange):
        return
    weeks = max(1, window.pilot.days // 7)
    if window.settle_in is None:
        settle = 3 if weeks >= 6 else weeks // 2
        rule = (
            "the default for pilots of six weeks and more" if weeks >= 6 else "half of a pilot shorter than six weeks"
        )
        yield Assumed("window.settle_in", f"{settle} week{'' if settle == 1 else 's'}", f"{rule}; shown, not judged")
    if not window.looks:
        yield Assumed("window.looks", "none", "the decision at the end of the pilot is the only look")


def _groups(charter: Charter) -> Iterator[Assumed]:
    if charter.groups.assignment == "by team" and charter.groups.team_drift is None:
        yield Assumed(
            "groups.team_drift", TEAM_DRIFT, "how far teams drift apart by themselves, when nobody knows better"
        )


def _guardrails(charter: Charter) -> Iterator[Assumed]:
    """Watched guardrails, and the standard of proof of the stated ones."""
    for key, guard in charter.guardrails.items():
        if isinstance(guard, Guard) and guard.confidence is None:
            yield Assumed(
                f"guardrails.{key}.confidence", "95%", "one-sided, the standard for showing that harm is small"
            )
    primary = " and ".join(charter.primary)
    for metric in watched(charter):
        why = f"watched beside {primary} where its columns exist; the charter says nothing about it"
        yield Assumed(f"guardrails.{metric.key}", margin(metric), why)


def _adoption(charter: Charter) -> Iterator[Assumed]:
    stated = charter.gates.get(charter.stage, {})
    if charter.stage == "discovery" or "weekly_active" in stated or "weekly_active_rate" in stated:
        return
    if isinstance(charter.adoption, Adoption) and charter.adoption.weekly_active is None:
        why = f"of the intended users, over the settled weeks; the default to leave the stage {charter.stage}"
        yield Assumed("adoption.weekly_active", WEEKLY_ACTIVE, why)

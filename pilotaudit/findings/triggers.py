"""The charter's rollback triggers, held against what was measured."""

from __future__ import annotations

import math
from dataclasses import dataclass

from pilotaudit import numbers
from pilotaudit.findings.base import TOLERANCE, Case
from pilotaudit.phrases import ExpectedSavings, Level, Quantity


@dataclass(frozen=True, slots=True)
class Trigger:
    """A rollback trigger: fired True or False, None when it could not be measured (and `reason` says why)."""

    metric: str
    label: str
    limit: str
    observed: str
    fired: bool | None
    reason: str


def triggers(case: Case) -> tuple[Trigger, ...]:
    """The charter's rollback triggers held against the pilot arm's level over all pilot weeks."""
    return tuple(_trigger(case, key, limit) for key, limit in case.charter.rollback.limits.items())


def _trigger(case: Case, key: str, limit: Level | ExpectedSavings) -> Trigger:
    if not isinstance(limit, Level):
        return Trigger(key, "Spend", str(limit), "not measured", None, "money is not computed in this version")
    label, value, text, missing = _level(case, key)
    if value is None:
        return Trigger(key, label, str(limit), "not measured", None, missing)
    fired = reaches(value, limit, _number(limit.amount, text.endswith("%")))
    return Trigger(key, label, str(limit), text, fired, f"it stands at {text} over the pilot")


def _level(case: Case, key: str) -> tuple[str, float | None, str, str]:
    """Label, level, its text, and why there is none."""
    if key in ("weekly_active", "weekly_active_rate"):
        share = case.adoption.share if case.adoption is not None else None
        missing = case.adoption.missing if case.adoption is not None else "weekly use was not measured"
        return "Weekly use", share, "" if share is None else numbers.percent(share), missing
    # Roles other than the primary's rest on all pilot weeks, and harm counts from the first day.
    known = [one for one in case.measured if one.metric.key == key and one.after is not None]
    measured = min(known, key=lambda one: one.role in ("primary", "secondary"), default=None)
    if measured is None or measured.after is None:
        return key.replace("_", " ").capitalize(), None, "", "no column for it was found in the data"
    metric = measured.metric
    return metric.label, measured.after, numbers.level(measured.after, metric.unit, metric.kind), ""


def reaches(value: float, level: Level, limit: float) -> bool:
    """Whether a value fulfils a level's words; `above` and `below` are strict, and exactly on the limit is on it."""
    on_limit = math.isclose(value, limit, rel_tol=0, abs_tol=TOLERANCE)
    beyond = value > limit if level.bound in ("at least", "above") else value < limit
    return on_limit if on_limit and level.bound in ("at least", "at most") else beyond and not on_limit


def _number(amount: Quantity, share: bool) -> float:
    return float(amount.value / 100) if share else float(amount.value)

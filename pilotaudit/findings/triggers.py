"""The charter's rollback triggers, held against what was measured."""

from __future__ import annotations

import math
from dataclasses import dataclass

from pilotaudit import numbers
from pilotaudit.estimates.model import Refusal
from pilotaudit.findings.base import TOLERANCE, Case
from pilotaudit.phrases import ExpectedSavings, Level, Quantity, convert, is_time


@dataclass(frozen=True, slots=True)
class Trigger:
    """A rollback trigger: fired True or False, None when it could not be measured (and `reason` says why)."""

    metric: str
    label: str
    limit: str
    observed: str
    fired: bool | None
    reason: str


@dataclass(frozen=True, slots=True)
class _Standing:
    """Where a metric stands in the pilot group; value is None when unknown, and `missing` says why."""

    label: str
    value: float | None
    kind: str
    unit: str = ""
    missing: str = ""


def triggers(case: Case) -> tuple[Trigger, ...]:
    """The charter's rollback triggers held against the pilot arm's level over all pilot weeks."""
    return tuple(_trigger(case, key, limit) for key, limit in case.charter.rollback.limits.items())


def _trigger(case: Case, key: str, limit: Level | ExpectedSavings) -> Trigger:
    if not isinstance(limit, Level):
        return Trigger(key, "Spend", str(limit), "not measured", None, "money is not computed in this version")
    standing = _use(case) if key in ("weekly_active", "weekly_active_rate") else _measured(case, key)
    if standing.value is None:
        return Trigger(key, standing.label, str(limit), "not measured", None, standing.missing)
    edge = _edge(limit.amount, standing)
    text = _text(standing, standing.value, edge)
    return Trigger(
        key,
        standing.label,
        str(limit),
        text,
        reaches(standing.value, limit, edge),
        f"it stands at {text} over the pilot",
    )


def _edge(amount: Quantity, standing: _Standing) -> float:
    """A limit in the unit of the metric: 0.25 h of minutes are 15."""
    if standing.kind == "proportion":
        return float(amount.value / 100)
    return float(convert(amount, standing.unit) if is_time(amount.unit) else amount.value)


def _use(case: Case) -> _Standing:
    if case.adoption is None:
        return _Standing("Weekly use", None, "proportion", missing="weekly use was not measured")
    return _Standing("Weekly use", case.adoption.share, "proportion", missing=case.adoption.missing)


def _measured(case: Case, key: str) -> _Standing:
    # Roles other than the primary's rest on all pilot weeks, and harm counts from the first day.
    known = [one for one in case.measured if one.metric.key == key and one.after is not None]
    one = min(known, key=lambda each: each.role in ("primary", "secondary"), default=None)
    if one is None:
        return _Standing(key.replace("_", " ").capitalize(), None, "", missing=_why_missing(case, key))
    return _Standing(one.metric.label, one.after, one.metric.kind, one.metric.unit)


def _why_missing(case: Case, key: str) -> str:
    """No column, or a column that tells nothing yet."""
    asked = [one for one in case.measured if one.metric.key == key]
    absent = case.panel is not None and key in case.panel.absent
    refused = next((one.harm for one in asked if isinstance(one.harm, Refusal)), None)
    return "no column for it was found in the data" if absent or refused is None else refused.reason


def _text(standing: _Standing, value: float, edge: float) -> str:
    """The level; a share that would look like its limit gets more digits."""
    if standing.kind != "proportion":
        return numbers.level(value, standing.unit, standing.kind)
    digits = 1 if abs(value - edge) >= 0.0005 or abs(value - edge) <= TOLERANCE else 3
    return numbers.percent(value, digits)


def reaches(value: float, level: Level, limit: float) -> bool:
    """Whether a value fulfils a level's words; `above` and `below` are strict, and exactly on the limit is on it."""
    on_limit = math.isclose(value, limit, rel_tol=0, abs_tol=TOLERANCE)
    beyond = value > limit if level.bound in ("at least", "above") else value < limit
    return on_limit if on_limit and level.bound in ("at least", "at most") else beyond and not on_limit

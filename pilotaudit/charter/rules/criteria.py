"""Metrics in the charter: known, outcomes and not activity, asked in the right direction, in a unit that fits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pilotaudit.charter.base import Flaw, or_listed
from pilotaudit.charter.model import Aim, Charter, Guard
from pilotaudit.charter.required import REQUIRED
from pilotaudit.charter.roles import metric_of
from pilotaudit.metrics import Metric, UnknownMetric, catalogue
from pilotaudit.phrases import (
    Change,
    ExpectedSavings,
    Level,
    NoWorse,
    Quantity,
    is_currency,
    is_time,
    same_dimension,
)

OUTCOMES = (
    ("support", "average_handling_time or ticket_deflection_rate"),
    ("delivery", "deployment_lead_time or change_failure_rate"),
    ("cost", "realised_savings"),
)
"""What to judge instead of activity, by family of work."""

_UPPER = ("at most", "below")

SHARES_OF_PEOPLE = ("weekly_active", "weekly_active_rate", "meaningful_user_rate")
"""Computed metrics whose only measure is a level in percent."""


@dataclass(frozen=True, slots=True)
class _Use:
    """One metric name in one place. asked: the phrase written there; stops: whether it is a rollback trigger."""

    key: str
    path: str
    asked: Change | Level | NoWorse | ExpectedSavings | None
    baseline: Quantity | None = None
    decides: bool = True
    stops: bool = False


def flaws(charter: Charter) -> Iterator[Flaw]:
    """CHR010 one primary, and for every metric in use CHR006 to CHR009."""
    if not charter.primary:
        need = REQUIRED["primary"]
        yield Flaw("CHR003", "primary", f"primary is empty: {need.why}. Write, for example, `{need.line}`")
    for key in tuple(charter.primary)[1:]:
        yield Flaw(
            "CHR010",
            f"primary.{key}",
            f"one metric decides, and primary has {len(charter.primary)}; move the others to secondary or guardrails",
            tuple(f"primary.{other}" for other in charter.primary),
        )
    for use in _uses(charter):
        yield from _use(use, charter)


def _uses(charter: Charter) -> Iterator[_Use]:
    """Every place where the charter names a metric."""
    for block in ("primary", "secondary"):
        aims: dict[str, Aim] = dict(getattr(charter, block))
        for key, aim in aims.items():
            yield _Use(key, f"{block}.{key}", aim.target, aim.baseline)
    for key, guard in charter.guardrails.items():
        yield _Use(key, f"guardrails.{key}", guard.limit if isinstance(guard, Guard) else None)
    for stage, limits in charter.gates.items():
        for key, target in limits.items():
            yield _Use(key, f"gates.{stage}.{key}", target, decides=False)
    for key, limit in charter.rollback.limits.items():
        yield _Use(key, f"rollback.{key}", limit, decides=False, stops=True)
    if charter.contract is not None:
        for key, level in charter.contract.thresholds.items():
            yield _Use(key, f"contract.thresholds.{key}", level, decides=False)


def _use(use: _Use, charter: Charter) -> Iterator[Flaw]:
    try:
        metric = metric_of(use.key, charter)
    except UnknownMetric as unknown:
        yield _unknown(use, unknown.nearest)
        return
    if (metric.activity and not use.stops) or (use.decides and metric.kind == "computed"):
        yield _activity(use, metric)
        return
    yield from _direction(use, metric)
    yield from _unit(use, metric)


def _flaw(code: str, use: _Use, message: str) -> Flaw:
    return Flaw(code, use.path, message, (f"metrics.{use.key}",))


def _unknown(use: _Use, near: tuple[str, ...]) -> Flaw:
    guess = f"did you mean {or_listed(near)}? Or define" if near else "choose one from `pilotaudit metrics`, or define"
    return _flaw("CHR006", use, f'"{use.key}" is neither in the catalogue nor under metrics; {guess} it under metrics')


def _activity(use: _Use, metric: Metric) -> Flaw:
    if not metric.activity:
        message = f"{use.key} is computed and proves no outcome by itself; set its limit under adoption or gates"
        return _flaw("CHR007", use, message)
    outcomes = [key for key in metric.instead if catalogue()[key].kind != "computed"]
    instead = or_listed(outcomes) or "; ".join(f"{family}: {keys}" for family, keys in OUTCOMES)
    message = f"{use.key} counts activity, and activity proves no outcome; judge an outcome instead ({instead})"
    return _flaw("CHR007", use, message)


def _direction(use: _Use, metric: Metric) -> Iterator[Flaw]:
    """A target must be an improvement, a limit must bound harm, a trigger must fire on harm."""
    asked, better = use.asked, metric.better
    if better == "neutral" or asked is None or isinstance(asked, NoWorse | ExpectedSavings):
        return
    wants_less = asked.amount.value < 0 if isinstance(asked, Change) else asked.bound in _UPPER
    if wants_less == ((better == "lower") != use.stops):
        return
    words = "would fire when things go well" if use.stops else "asks for harm"
    remedy = _turned(asked) if isinstance(asked, Change) else f"use {_other_bounds(asked)}"
    yield _flaw("CHR008", use, f"{use.key} is better when {better}, so `{asked}` {words}; {remedy}")


def _turned(asked: Change) -> str:
    return f"write `{Change(Quantity(-asked.amount.value, asked.amount.unit))}`"


def _other_bounds(asked: Level) -> str:
    return "`at least` or `above`" if asked.bound in _UPPER else "`at most` or `below`"


def _unit(use: _Use, metric: Metric) -> Iterator[Flaw]:
    if isinstance(use.asked, ExpectedSavings):
        if use.key != "spend":
            yield _flaw("CHR009", use, f"`above expected savings` is for spend only; give {use.key} a level")
        return
    if metric.kind == "computed":
        yield from _computed(use)
        return
    if use.asked is not None and (problem := unit_problem(metric, use.asked.amount, isinstance(use.asked, Level))):
        yield _flaw("CHR009", use, f"`{use.asked}` does not fit {use.key}: {problem}")
    if use.baseline is not None and (problem := unit_problem(metric, use.baseline, level=True)):
        message = f"the baseline `{use.baseline}` does not fit {use.key}: {problem}"
        yield Flaw("CHR009", f"{use.path}.baseline", message, (f"metrics.{use.key}",))


def _computed(use: _Use) -> Iterator[Flaw]:
    """Limits on what the rows do not hold: a share of the people, or a number of segments, each as a level."""
    amount = use.asked.amount if isinstance(use.asked, Level) else None
    if use.key in SHARES_OF_PEOPLE and (amount is None or amount.unit != "%" or not 0 <= amount.value <= 100):
        example = "below 30%" if use.stops else "at least 60%"
        yield _flaw("CHR009", use, f"`{use.asked}` does not fit {use.key}: write a share of the people, as `{example}`")
    if use.key == "segments_improved" and (amount is None or amount.unit):
        yield _flaw("CHR009", use, f"`{use.asked}` does not fit {use.key}: write how many, as `at least 2`")


def unit_problem(metric: Metric, amount: Quantity, level: bool) -> str:
    """Why an amount cannot be held against a metric; empty when it can.

    level: whether it is a level (`at most 16 min`) rather than a change or a margin. A bare number is in the metric's
    own unit; a relative change fits every metric.
    """
    if metric.kind == "proportion":
        return _share_problem(amount, level)
    own = f"its unit is {metric.unit}" if metric.unit else "it is a bare number"
    if amount.unit == "%":
        return f"{own}, and a level in percent is for shares; write the level in that unit" if level else ""
    if amount.unit == "pp":
        return f"{own}, and percentage points are for shares; write a relative change in %, or an amount in that unit"
    if not amount.unit or same_dimension(amount.unit, metric.unit) or (metric.money and is_currency(amount.unit)):
        return ""
    return f"{own}; write the amount in {_wanted(metric.unit)}"


def _share_problem(amount: Quantity, level: bool) -> str:
    if amount.unit == "%" or (amount.unit == "pp" and not level) or amount == Quantity(amount.value * 0):
        return ""
    if level:
        return f"it is a share; write the level in percent, such as {amount.value:f}%"
    return f"it is a share; write percentage points, such as {abs(amount.value):f}pp, or a relative change in %"


def _wanted(unit: str) -> str:
    if is_time(unit):
        return "s, min, h, days or weeks"
    return unit if is_currency(unit) else "bare numbers"

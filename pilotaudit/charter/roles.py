"""Which metrics are measured, and in which role: the charter's own, and those that are watched beside its primary."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pilotaudit.charter.currency import currency_of
from pilotaudit.charter.model import Aim, Charter, Guard
from pilotaudit.metrics import Metric, resolve
from pilotaudit.moments import Column, Need
from pilotaudit.phrases import Level, parse_limit

Role = Literal["primary", "secondary", "guardrail", "watched", "rollback"]

DEFAULT_MARGIN = "no worse than 5%"
COVARIATE = "covariate: "


@dataclass(frozen=True, slots=True)
class Asked:
    """One metric in one role.

    aim: what a primary or secondary must reach; guard: what a guardrail or watched metric must keep to;
    limit: the level of a rollback trigger; assumed: not written in the charter; path: its dotted place there.
    """

    metric: Metric
    role: Role
    aim: Aim | None = None
    guard: Guard | None = None
    limit: Level | None = None
    assumed: bool = False
    path: str = ""


def asked(charter: Charter) -> tuple[Asked, ...]:
    """Primary, secondary, stated guardrails, watched guardrails, rollback metrics, in this order.

    Computed metrics (weekly use, spend) have no rows to be measured on and are left to their own rooms; a guardrail
    that is said to be not required is not measured. Raises UnknownMetric for a name that is defined nowhere.
    """
    return tuple(one for group in (_aims, _guards, _watched, _triggers) for one in group(charter))


def metric_of(key: str, charter: Charter) -> Metric:
    """The metric that a name in this charter stands for, money in the charter's currency. Raises UnknownMetric."""
    return resolve(key, charter.metrics, currency_of(charter))


def covariates(charter: Charter) -> tuple[Metric, ...]:
    """The charter's covariates as means that rows are read for; none unless lots were drawn, as they are not used."""
    if charter.groups.assignment != "randomised":
        return ()
    return tuple(
        Metric(covariate_key(name), name, "mean", "neutral", needs=(Need(covariate_key(name), Column(name)),))
        for name in dict.fromkeys(charter.analysis.covariates)
    )


def covariate_key(name: str) -> str:
    """The key under which the sums of a covariate are kept; no metric of a charter can have it."""
    return f"{COVARIATE}{name}"


def watched(charter: Charter) -> tuple[Metric, ...]:
    """The catalogue's guardrails of the primary metric about which the charter says nothing."""
    written = {*charter.primary, *charter.secondary, *charter.guardrails}
    stated = written | {metric_of(key, charter).key for key in written}
    keys = (key for primary in charter.primary for key in metric_of(primary, charter).guardrails)
    return tuple(metric_of(key, charter) for key in dict.fromkeys(keys) if key not in stated)


def margin(metric: Metric) -> str:
    """The largest harm accepted of a watched metric, as a phrase."""
    return metric.margin or DEFAULT_MARGIN


def _aims(charter: Charter) -> Iterator[Asked]:
    for key, aim in charter.primary.items():
        yield Asked(metric_of(key, charter), "primary", aim=aim, path=f"primary.{key}")
    for key, aim in charter.secondary.items():
        yield Asked(metric_of(key, charter), "secondary", aim=aim, path=f"secondary.{key}")


def _guards(charter: Charter) -> Iterator[Asked]:
    for key, guard in charter.guardrails.items():
        metric = metric_of(key, charter)
        if isinstance(guard, Guard) and metric.kind != "computed":
            yield Asked(metric, "guardrail", guard=guard, path=f"guardrails.{key}")


def _watched(charter: Charter) -> Iterator[Asked]:
    for metric in watched(charter):
        guard = Guard(limit=parse_limit(margin(metric)))
        yield Asked(metric, "watched", guard=guard, assumed=True, path=f"guardrails.{metric.key}")


def _triggers(charter: Charter) -> Iterator[Asked]:
    for key, limit in charter.rollback.limits.items():
        metric = metric_of(key, charter)
        if isinstance(limit, Level) and metric.kind != "computed":
            yield Asked(metric, "rollback", limit=limit, path=f"rollback.{key}")

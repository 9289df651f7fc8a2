"""A plan's figures in words: chances, margins that would do, units and weeks that would be enough."""

from __future__ import annotations

import math

from pilotaudit import numbers
from pilotaudit.charter.unit_noun import counted, several
from pilotaudit.estimates.designs import LONGEST_WEEKS, MOST_TIMES
from pilotaudit.estimates.plan_model import Design, GuardrailPlan, Remedy
from pilotaudit.metrics.base import Metric
from pilotaudit.phrases import Level, NoWorse, Target


def chance_text(chance: float) -> str:
    """`about 31%`: in whole percent; what is nearly sure or nearly impossible is not called so."""
    if chance < 0.01:
        return "under 1%"
    return "over 99%" if chance > 0.99 else f"about {numbers.percent(chance, 0)}"


def groups_text(treated: int, control: int, noun: str) -> str:
    """`12 agents in each group`; `3 and 30 agents in pilot and control`."""
    if treated == control:
        return f"{counted(treated, noun)} in each group"
    return f"{numbers.count(treated)} and {numbers.count(control)} {several(noun)} in pilot and control"


def remedy_text(remedy: Remedy, planned: Design, noun: str) -> str:
    """What would be enough, as a sentence without its full stop."""
    weeks = f"a pilot of {remedy.weeks} weeks" if remedy.weeks else ""
    units = groups_text(remedy.treated, remedy.control, noun) if remedy.treated and remedy.control else ""
    longest = max(LONGEST_WEEKS, planned.weeks)
    if weeks and units:
        return f"{units}, or {weeks}, would be enough"
    if units:
        return f"{units} would be enough; a longer pilot, of up to {longest} weeks, would not"
    if weeks:
        return f"{weeks} would be enough"
    return f"neither a pilot of up to {longest} weeks nor {MOST_TIMES} times the {several(noun)} would be enough"


def limit_text(limit: Target | NoWorse, metric: Metric) -> str:
    """`no worse than 2pp`; a bare number with the metric's unit."""
    bare = not limit.amount.unit and metric.unit and metric.kind != "proportion"
    return f"{limit} {metric.unit}" if bare else str(limit)


def affordable_text(plan: GuardrailPlan) -> str:
    """The limit at which a harmless pilot is shown harmless in 80 %: `2.5pp`, `7%`, `at most 7.5%`; rounded up."""
    metric, guard = plan.asked.metric, plan.asked.guard
    limit = None if guard is None else guard.limit
    if isinstance(limit, Level) and plan.level is not None:
        sign = -1 if metric.better == "higher" else 1
        return f"{limit.bound} {numbers.level(plan.level + sign * _up(plan.affordable), metric.unit, metric.kind)}"
    if plan.scale == "log" or metric.kind == "proportion":
        return f"{_plain(_up(100 * plan.affordable))}{'%' if plan.scale == 'log' else 'pp'}"
    return f"{_plain(_up(plan.affordable))} {metric.unit}".rstrip()


def _up(value: float) -> float:
    """Two significant digits, rounded up: a margin just under the one that is needed would not do."""
    if not value > 0:
        return value
    step = 10.0 ** (math.floor(math.log10(value)) - 1)
    return math.ceil(value / step - 1e-9) * step


def _plain(value: float) -> str:
    return f"{value:.10g}" if value < 100 else numbers.significant(value)

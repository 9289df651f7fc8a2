"""The primary's effect seen otherwise, in clauses: two weightings, case mix, drift, week by week. Signs as measured."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pilotaudit import numbers
from pilotaudit.outputs.facts import bracketed

if TYPE_CHECKING:
    from pilotaudit.assessment.model import Assessment, IntervalOut, MetricOut, TrendOut, WeekOut

CASE_MIX, WEIGHTS = "STA105", "STA106"
SAME = 1e-12


def weights_text(one: Assessment, metric: MetricOut) -> str:
    """Both weightings side by side where they disagree; empty otherwise, as test and effect are shown anyway."""
    if metric.test is None or metric.effect is None or not _has(one, WEIGHTS):
        return ""
    units, rows = bracketed(metric.test, metric), bracketed(metric.effect, metric)
    return f"each unit once {units}; each row once {rows}; they disagree"


def mix_text(one: Assessment, metric: MetricOut) -> str:
    """The test with and without adjustment for case mix; empty where nothing was adjusted."""
    if metric.test is None or metric.raw is None or _alike(metric.test, metric.raw):
        return ""
    said = f"adjusted {bracketed(metric.test, metric)}; as counted {bracketed(metric.raw, metric)}"
    return f"{said}; they disagree" if _has(one, CASE_MIX) else said


def drift_text(metric: MetricOut) -> str:
    """What a drift between the groups would do: the effect with an allowance for one, and how large a one is enough."""
    if metric.trend is None:
        return ""
    allowed = f"with an allowance for groups that drift apart {bracketed(metric.trend.effect, metric)}"
    return "; ".join(filter(None, (allowed, break_even_text(metric), bias_text(metric.trend))))


def break_even_text(metric: MetricOut) -> str:
    """`a drift between the groups of 2.3% a week would explain the result away`; empty where no gain is shown."""
    drift = None if metric.trend is None else metric.trend.break_even
    if drift is None:
        return ""
    size = numbers.percent(abs(drift), 1 if abs(drift) >= 0.01 else 2)
    return f"a drift between the groups of {size} a week would explain the result away"


def bias_text(trend: TrendOut) -> str:
    """By how much the drift seen before the pilot, carried on, would move the effect; empty where none can be seen."""
    if trend.bias is None:
        return ""
    low, high = (numbers.signed_percent(end) for end in trend.bias)
    return f"the drift seen before the pilot, carried on, would move the effect by {low} to {high}"


def weeks_text(metric: MetricOut) -> str:
    """`settling in from 2026-02-02: -2.0%, -6.0%; judged from 2026-02-16: -9.0%`; empty without weeks."""
    judged = [week for week in metric.weekly if not week.settling]
    first = metric.weekly.index(judged[0]) if judged else len(metric.weekly)
    rest = metric.weekly[first + len(judged) :]
    named = (("settling in", metric.weekly[:first]), ("judged", judged), ("not over yet", rest))
    return "; ".join(_since(name, weeks) for name, weeks in named if weeks)


def _since(name: str, weeks: Sequence[WeekOut]) -> str:
    changes = ("no data" if week.effect is None else numbers.signed_percent(week.effect) for week in weeks)
    return f"{name} from {weeks[0].week}: {', '.join(changes)}"


def _alike(one: IntervalOut, other: IntervalOut) -> bool:
    return abs(one.estimate - other.estimate) <= SAME and abs(one.low - other.low) <= SAME


def _has(one: Assessment, code: str) -> bool:
    return any(finding.code == code for finding in one.findings)

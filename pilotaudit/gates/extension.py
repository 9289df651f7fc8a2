"""How much more data would settle what is open, at the present estimates: days at the present volume, or units.

The very rules of the gate are asked again with narrower intervals, from the formulas that plan a pilot: an error
follows sqrt(1/W0 + 1/W1) in the weeks of both windows and sqrt(1/n + 1/m) in the units of both groups. The baseline's
part of it, and what whole teams drift, stay as they are, so some questions no extension settles: then none is named.
Every figure is said with "about": estimates move with the data, and a true value may lie on either side.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pilotaudit.charter.model import Aim, Guard
from pilotaudit.charter.roles import Asked
from pilotaudit.estimates.inference import bell_mccaffrey
from pilotaudit.estimates.model import Estimate, Measured
from pilotaudit.estimates.power import weeks_factor
from pilotaudit.estimates.shape import TEAM_DRIFT
from pilotaudit.findings.base import Case
from pilotaudit.gates.base import Reading, with_target
from pilotaudit.gates.guardrail import Harm, harm_of
from pilotaudit.gates.look import error_of, look_of
from pilotaudit.gates.model import Criterion
from pilotaudit.gates.primary import Evidence, doubt, evidence_of, miss
from pilotaudit.panel.timeline import Timeline

LONGEST_DAYS: Final = 366
"""Nobody waits for longer than a year."""
LARGEST_GROWTH: Final = 10
"""Nobody finds more than ten times the units."""
DRIFTING: Final = ("one team per arm", "weekly series")
"""Rungs whose error holds a drift of whole teams, which more data do not lower."""

Settles = Callable[["Shrink"], bool]


@dataclass(frozen=True, slots=True)
class More:
    """What would settle all that is open. days: beyond the last pilot day; units: more in each group; None: nothing."""

    days: int | None
    units: int | None


@dataclass(frozen=True, slots=True)
class Shrink:
    """What errors are multiplied with: over the judged weeks, the late half, and all pilot weeks (guardrails)."""

    judged: float
    late: float
    whole: float


def more_data(case: Case, asked: Sequence[Asked], criteria: Sequence[Criterion]) -> More:
    """What more of the same data would settle the underpowered criteria, at the present estimates.

    asked and case.measured go together, one by one.
    """
    rules = [_rule(case, one, asked) for one in criteria if one.deciding and one.state == "UNDERPOWERED"]
    settle = [rule for rule in rules if rule is not None]
    if not settle or len(settle) < len(rules):
        return More(None, None)
    return More(
        _least(settle, lambda days: _longer(case, days), LONGEST_DAYS),
        _least(settle, lambda units: _larger(case, units), _most_units(case)),
    )


def _least(settle: Sequence[Settles], shrunk: Callable[[int], Shrink | None], most: int) -> int | None:
    """The least amount with which everything is settled, by halving: what settles once stays settled."""

    def enough(amount: int) -> bool:
        shrink = shrunk(amount)
        return shrink is not None and all(settles(shrink) for settles in settle)

    low, high = 0, most
    if not enough(high):
        return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    return high


def _rule(case: Case, line: Criterion, asked: Sequence[Asked]) -> Settles | None:
    """Whether one criterion is settled once errors shrink; None where more of the same data is not what it lacks."""
    for ask, measured in zip(asked, case.measured, strict=False):
        if ask.metric.key != line.metric or ask.role != line.role:
            continue
        if measured.rung.strongest == "HOLD" or not measured.rung.decides:
            return None
        if ask.role == "primary" and ask.aim is not None:
            return _of_primary(case, measured, ask.aim)
        if ask.role == "guardrail" and ask.guard is not None:
            return _of_guardrail(case, measured, ask.guard)
    return None


def _of_primary(case: Case, measured: Measured, aim: Aim) -> Settles | None:
    target = case.charter.gates.get(case.charter.stage, {}).get(measured.metric.key)
    measured = measured if target is None else with_target(measured, target)
    timeline = None if case.panel is None else case.panel.timeline
    has_late = timeline is not None and timeline.pilot is not None and len(timeline.settled) > 1
    evidence = evidence_of(measured, has_late, error_of(look_of(case)))
    if isinstance(evidence, str):
        return None
    fixed = _fixed_share(case, measured, measured.test)

    def settles(shrink: Shrink) -> bool:
        found = _narrower(evidence, _left(shrink.judged, fixed), _left(shrink.late, fixed))
        return bool(miss(found)) or not doubt(found, "", aim.strict)

    return settles


def _of_guardrail(case: Case, measured: Measured, guard: Guard) -> Settles | None:
    harm = harm_of(measured, guard, look_of(case))
    if isinstance(harm, str):
        return None
    fixed = _fixed_share(case, measured, measured.harm)
    return lambda shrink: _is_settled(harm, _left(shrink.whole, fixed))


def _is_settled(harm: Harm, by: float) -> bool:
    """Whether harm beyond the margin is ruled out, or shown, once its bounds are closer."""
    inner, outer = (harm.center + (bound - harm.center) * by for bound in (harm.inner, harm.outer))
    return inner <= harm.margin or outer > harm.margin


def _narrower(evidence: Evidence, by: float, late: float) -> Evidence:
    return replace(
        evidence,
        test=_closer(evidence.test, by),
        size=_closer(evidence.size, by),
        late_test=None if evidence.late_test is None else _closer(evidence.late_test, late),
        late_size=None if evidence.late_size is None else _closer(evidence.late_size, late),
    )


def _closer(reading: Reading, by: float) -> Reading:
    """The same centre with its bounds closer."""
    ends = (reading.pessimistic, reading.optimistic, reading.likely_least)
    return Reading(reading.center, *(reading.center + (end - reading.center) * by for end in ends))


def _left(shrink: float, fixed: float) -> float:
    """What is left of an error when only the rest of its variance shrinks. fixed: share that stays."""
    return math.sqrt(fixed + (1 - fixed) * shrink**2)


def _fixed_share(case: Case, measured: Measured, estimate: object) -> float:
    """Share of an error's variance that whole teams drift by, which more data do not lower."""
    if measured.rung.name not in DRIFTING or not isinstance(estimate, Estimate):
        return 0.0
    said = case.charter.groups.team_drift
    drift = TEAM_DRIFT if said is None else float(said.value) / 100
    level = 1.0 if estimate.scale == "log" else measured.mixed_baseline or 0.0
    return min(1.0, 2 * (drift * level) ** 2 / estimate.se**2)


def _longer(case: Case, days: int) -> Shrink | None:
    """Errors after so many more days; None where days mean nothing: without dates, or without a baseline.

    Without a baseline most of an error is how units differ, which no week lowers.
    """
    timeline = None if case.panel is None else case.panel.timeline
    if timeline is None or timeline.pilot is None or not timeline.baseline_weeks or not timeline.settled:
        return None
    windows = (len(timeline.settled), len(timeline.late), len(timeline.pilot_weeks))
    more = (days / 7, days / 14, days / 7)
    return Shrink(*(_by_weeks(timeline, weeks, added) for weeks, added in zip(windows, more, strict=True)))


def _by_weeks(timeline: Timeline, weeks: int, added: float) -> float:
    before = len(timeline.baseline_weeks)
    return weeks_factor(before, weeks + added) / weeks_factor(before, weeks)


def _larger(case: Case, units: int) -> Shrink | None:
    """Errors with so many more units in each group; None where units are not what is compared."""
    treated, control = _units(case)
    if treated < 2 or _is_series(case):
        return None
    if control < 2:
        by = math.sqrt(treated / (treated + units)) * _quantiles(treated - 1, treated + units - 1)
    else:
        fewer = (1 / (treated + units) + 1 / (control + units)) / (1 / treated + 1 / control)
        df = bell_mccaffrey(treated, control), bell_mccaffrey(treated + units, control + units)
        by = math.sqrt(fewer) * _quantiles(*df)
    return Shrink(by, by, by)


def _quantiles(df: float, more: float) -> float:
    """What an interval is multiplied with when only its degrees of freedom grow."""
    from scipy.special import stdtrit

    return float(stdtrit(more, 0.975) / stdtrit(df, 0.975))


def _most_units(case: Case) -> int:
    return (LARGEST_GROWTH - 1) * max(_units(case))


def _units(case: Case) -> tuple[int, int]:
    """Units of the primary metric in both groups, (treated, control)."""
    primary = case.primary
    return (0, 0) if primary is None else (primary.treatment.units, primary.control.units)


def _is_series(case: Case) -> bool:
    """Whether weeks are compared and not units."""
    primary = case.primary
    return primary is not None and isinstance(primary.test, Estimate) and primary.test.mixture is not None

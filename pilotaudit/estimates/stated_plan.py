"""A plan from stated numbers, where there are no data yet: units, volume, levels and the spread of single items."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pilotaudit.charter.roles import Asked
from pilotaudit.charter.unit_noun import unit_noun
from pilotaudit.errors import UsageError
from pilotaudit.estimates.model import Rung
from pilotaudit.estimates.plan_model import GuardrailPlan, Planned, PrimaryPlan, Stated, Unplanned
from pilotaudit.estimates.planning import Frame, Known, guardrail_plan, is_relative, primary_plan
from pilotaudit.estimates.shape import TEAM_DRIFT
from pilotaudit.estimates.spread import stated_spread
from pilotaudit.estimates.targets import as_level
from pilotaudit.phrases import Level

if TYPE_CHECKING:
    from pilotaudit.charter.model import Charter

DESIGN = "difference in differences"


@dataclass(frozen=True, slots=True)
class Facts:
    """What was stated about one metric; what is missing is None.

    level: before the pilot, in its unit; week: how far a unit's week scatters, relative, one standard deviation.
    """

    level: float | None
    week: float | None


def plan_from(frame: Frame, stated: Stated, asked: Sequence[Asked]) -> Planned:
    """What stated numbers say about the pilot that the charter describes.

    asked: the primary and stated guardrails. Raises UsageError where they are too few for the primary.
    """
    plans = [_one(frame, stated, one) for one in asked]
    return Planned(
        source="stated numbers",
        split="stated",
        unit=unit_noun(frame.charter),
        halves=None,
        primary=next(one for one in plans if one.asked.role == "primary" and not isinstance(one, GuardrailPlan)),
        guardrails=tuple(one for one in plans if one.asked.role == "guardrail" and not isinstance(one, PrimaryPlan)),
    )


def _one(frame: Frame, stated: Stated, asked: Asked) -> PrimaryPlan | GuardrailPlan | Unplanned:
    groups = frame.charter.groups
    if groups.no_control is not None:
        return Unplanned(asked, "there is no control group, and how weeks follow one another cannot be stated")
    relative = asked.guard is None or is_relative(asked.guard)
    facts = _facts(stated, asked)
    missing = _missing(facts, stated, asked, relative)
    if (missing or facts.week is None) and asked.role == "primary":
        raise UsageError(f"{asked.metric.key}: too little is stated; {missing}.")
    if missing or facts.week is None:
        return Unplanned(asked, f"nothing is stated about it: {missing}")
    design = frame.design(stated.units, stated.units)
    drift = _team_drift(frame.charter)
    spread = stated_spread(design, facts.week, None if relative else facts.level, drift)
    known = Known(asked, _rung(drift), spread, facts.level, stated.rows, design)
    return primary_plan(frame, known) if asked.guard is None else guardrail_plan(frame, known, asked.guard)


def _facts(stated: Stated, asked: Asked) -> Facts:
    metric = asked.metric
    promised = None if asked.aim is None else asked.aim.baseline
    amount = stated.levels.get(metric.key, promised)
    level = None if amount is None else as_level(amount, metric)
    return Facts(level, _week(stated, asked, level))


def _week(stated: Stated, asked: Asked, level: float | None) -> float | None:
    """How far chance moves one unit's level in one week, relative: by items for shares and counts, else as stated."""
    metric, amount = asked.metric, stated.spreads.get(asked.metric.key)
    if metric.kind == "count":
        return 1 / math.sqrt(stated.rows)
    if metric.kind == "proportion":
        return math.sqrt((1 - level) / (level * stated.rows)) if level is not None and 0 < level < 1 else None
    if amount is None:
        return None
    if amount.unit == "%":
        return float(amount.value) / 100 / math.sqrt(stated.rows)
    return None if level is None or level <= 0 else as_level(amount, metric) / level / math.sqrt(stated.rows)


def _missing(facts: Facts, stated: Stated, asked: Asked, relative: bool) -> str:
    """What else has to be stated, as options; empty when nothing has."""
    key, kind = asked.metric.key, asked.metric.kind
    spread, counted = stated.spreads.get(key), kind in ("proportion", "count")
    in_units = not counted and spread is not None and spread.unit != "%"
    options = []
    if facts.level is None and (kind == "proportion" or in_units or not relative or _speaks_of_levels(asked)):
        options.append(f"--level {key}={'5%' if kind == 'proportion' else 'AMOUNT'}")
    if spread is None and not counted:
        options.append(f"--spread {key}=90%")
    if facts.week is None and not options:
        options.append(f"--level {key} {'between 0% and 100%' if kind == 'proportion' else 'above zero'}")
    return f"give {' and '.join(options)}" if options else ""


def _speaks_of_levels(asked: Asked) -> bool:
    """Whether the target is one on levels: `-2 min`, `at most 16 min`."""
    target = None if asked.aim is None else asked.aim.target
    return isinstance(target, Level) or (target is not None and target.amount.unit != "%")


def _team_drift(charter: Charter) -> float:
    """Variance of whole teams on the log scale, where the charter names one team per group at most."""
    groups = charter.groups
    if groups.assignment != "by team" or min(len(groups.treatment or ()), len(groups.control or ())) > 1:
        return 0.0
    drift = TEAM_DRIFT if groups.team_drift is None else float(groups.team_drift.value) / 100
    return 2 * drift**2


def _rung(drift: float) -> Rung:
    """The rung that would judge, as far as numbers without data can tell."""
    why = "nobody has brought data yet; the numbers are stated"
    if drift:
        return Rung("one team per arm", DESIGN, why, "CONDITIONAL GO", evidence_class="medium")
    return Rung("unit log change", DESIGN, why, "GO")

"""What the pilot that a charter describes can show: chances, tables of designs, and what would be enough.

The charter fixes windows, groups and promises; the baseline gives level, volume and spread. A baseline is read as if
its second half were a pilot, so that the ladder itself says which rung will judge and how far its figures scatter.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pilotaudit.charter.model import Charter, Guard
from pilotaudit.charter.roles import Asked
from pilotaudit.charter.unit_noun import unit_noun
from pilotaudit.estimates.chances import Chances, Clauses, Errors, chances
from pilotaudit.estimates.designs import Neighbours
from pilotaudit.estimates.inference import relative
from pilotaudit.estimates.looks import ONE_SIDED, level_of
from pilotaudit.estimates.model import Rung
from pilotaudit.estimates.plan_model import Design, GuardrailPlan, Planned, PrimaryPlan, Truth, Unplanned
from pilotaudit.estimates.power import (
    LIKELY,
    USUAL,
    affordable,
    detectable,
    not_contradicted,
    shown_harmless,
    told_from_chance,
)
from pilotaudit.estimates.spread import Spread
from pilotaudit.estimates.targets import as_level, needed_log_ratio
from pilotaudit.metrics.base import Metric
from pilotaudit.panel.timeline import Timeline, timeline_of
from pilotaudit.phrases import DateRange, Level, NoWorse, weeks_of

TIMES: Final = (0.0, 1.0, 1.5, 2.0)
"""True changes that are tried, as multiples of the target."""
LEAST_ERROR: Final = 1e-9
"""As small a one-sided error as a bound is drawn with."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What the charter fixes for every metric. timeline: of the whole pilot, seen on its last day."""

    charter: Charter
    timeline: Timeline

    @property
    def before(self) -> float:
        """Weeks of the baseline; excluded days do not count."""
        return sum(self.timeline.days(week) for week in self.timeline.baseline_weeks) / 7

    def design(self, treated: int, control: int) -> Design:
        """The design that the charter describes, with so many units."""
        timeline = self.timeline
        return Design(self.before, timeline.planned_weeks, len(timeline.settled), treated, control)

    def neighbours(self, design: Design) -> Neighbours:
        """The designs beside it."""
        said = self.charter.window.settle_in
        return Neighbours(design, None if said is None else weeks_of(said))

    def alpha(self, usual: float = ONE_SIDED) -> float:
        """What the decision may spend of a one-sided error; registered looks before it have spent the rest."""
        level = level_of(self.timeline.look, usual)
        return usual if level is None else max(level, LEAST_ERROR)


@dataclass(frozen=True, slots=True)
class Harmless:
    """What a guardrail asks.

    margin: on the scale of its comparison; alpha: error of the bound; shown: or only not contradicted, the weaker
    standard.
    """

    margin: float
    alpha: float
    shown: bool


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one metric: who judges it, how it scatters, where it stands.

    spread: on the log scale, or on levels for a guardrail whose limit is one; level: of the pilot group, metric's unit,
    None where nobody said; rows: per unit and week; design: the planned one; unsure: how far the spread itself may be
    off, relative, one standard deviation.
    """

    asked: Asked
    rung: Rung
    spread: Spread
    level: float | None
    rows: float
    design: Design
    unsure: float = 0.0


def frame_of(charter: Charter) -> Frame | str:
    """What the charter fixes, or why nothing can be planned: a clause."""
    window = charter.window
    if not isinstance(window.pilot, DateRange):
        return "the pilot has no dates (window.pilot), so it has no weeks to plan"
    if not isinstance(window.baseline, DateRange):
        return "the pilot has no baseline (window.baseline), and spread and volume are told from one"
    return Frame(charter, timeline_of(charter, window.pilot.last))


def nothing_planned(charter: Charter, asked: Sequence[Asked], reason: str) -> Planned:
    """A plan that can tell nothing, with the reason: a clause. asked: the primary and the stated guardrails."""
    plans = [Unplanned(one, reason) for one in asked]
    primary = next(one for one in plans if one.asked.role == "primary")
    others = tuple(one for one in plans if one.asked.role == "guardrail")
    return Planned("baseline data", "as in the data", unit_noun(charter), None, primary, others)


def primary_plan(frame: Frame, known: Known) -> PrimaryPlan | Unplanned:
    """The primary metric in the planned design and in those beside it."""
    clauses = _clauses(frame, known)
    if isinstance(clauses, str):
        return Unplanned(known.asked, clauses, known.rung)
    sign, beside = _sign(known.asked.metric), frame.neighbours(known.design)
    errors = _of_primary(known.spread, known.design)
    found = chances(errors, clauses)
    return PrimaryPlan(
        asked=known.asked,
        rung=known.rung,
        design=known.design,
        level=known.level,
        rows=known.rows,
        target=relative(sign * clauses.needed),
        error=errors.whole,
        df=errors.df,
        unsure=known.unsure,
        detectable=relative(sign * detectable(errors.whole, errors.df, clauses.alpha)),
        enough=relative(sign * found.gain_for()),
        truths=tuple(_truths(sign, errors, clauses, found)),
        grid=beside.grid(lambda design: _target_seen(known.spread, design, clauses)),
        remedy=beside.remedy(lambda design: _target_told(known.spread, design, clauses), USUAL),
    )


def guardrail_plan(frame: Frame, known: Known, guard: Guard) -> GuardrailPlan | Unplanned:
    """A stated guardrail in the planned design and in those beside it: how often a harmless pilot is shown harmless."""
    margin = _margin(guard, known)
    if margin is None:
        return Unplanned(known.asked, "its limit is held against a level that is not known", known.rung)
    usual = LIKELY if guard.confidence is None else 1 - float(guard.confidence.value) / 100
    asks = Harmless(margin, frame.alpha(usual) if guard.evidence == "shown" else usual, guard.evidence == "shown")
    beside, errors = frame.neighbours(known.design), _of_guardrail(known.spread, known.design)
    return GuardrailPlan(
        asked=known.asked,
        rung=known.rung,
        design=known.design,
        level=known.level,
        rows=known.rows,
        scale=known.spread.scale,
        margin=_shown(margin, known),
        chance=_harmless(known.spread, known.design, asks),
        affordable=_shown(affordable(errors.whole, errors.df, asks.alpha), known),
        confidence=1 - asks.alpha,
        error=errors.whole,
        df=errors.df,
        grid=beside.grid(lambda design: (_harmless(known.spread, design, asks), None)),
        remedy=beside.remedy(lambda design: _harmless(known.spread, design, asks), USUAL),
    )


def is_relative(guard: Guard) -> bool:
    """Whether a guardrail's limit is a share of its level, so that it is judged on the log scale."""
    return isinstance(guard.limit, NoWorse) and guard.limit.amount.unit == "%"


def _clauses(frame: Frame, known: Known) -> Clauses | str:
    """What MET asks of the primary metric, or why that cannot be told: a clause."""
    aim, metric = known.asked.aim, known.asked.metric
    needed = None if aim is None else needed_log_ratio(aim.target, metric, known.level)
    if aim is None or needed is None:
        return "the target is held against a level before the pilot, and none above zero is known"
    gain = _sign(metric) * needed
    return Clauses(gain, frame.alpha(), aim.strict) if gain > 0 else "the target is met before the pilot begins"


def _target_told(spread: Spread, design: Design, clauses: Clauses) -> float:
    """Chance that a change as large as the target is told from chance."""
    errors = _of_primary(spread, design)
    return told_from_chance(clauses.needed, errors.whole, errors.df, clauses.alpha)


def _target_seen(spread: Spread, design: Design, clauses: Clauses) -> tuple[float, float]:
    """The same, and the chance that it is MET."""
    met = chances(_of_primary(spread, design), clauses).met_at(clauses.needed)
    return _target_told(spread, design, clauses), met


def _harmless(spread: Spread, design: Design, asks: Harmless) -> float:
    """Chance that a pilot without any harm keeps to its limit."""
    errors = _of_guardrail(spread, design)
    chance = shown_harmless if asks.shown else not_contradicted
    return chance(asks.margin, errors.whole, errors.df, asks.alpha)


def _truths(sign: int, errors: Errors, clauses: Clauses, found: Chances) -> Iterator[Truth]:
    """What becomes of each true change; multiples of the target that no level above zero reaches are left out."""
    target = relative(sign * clauses.needed)
    for times in TIMES:
        if 1 + times * target > 0:
            gain = sign * math.log1p(times * target)
            told = told_from_chance(gain, errors.whole, errors.df, clauses.alpha)
            # A product with zero would be minus zero for a target that falls.
            yield Truth(times * target + 0.0, times, told, found.met_at(gain), found.missed_at(gain))


def _margin(guard: Guard, known: Known) -> float | None:
    """The largest harm accepted, on the scale of the comparison: log points, or the metric's unit."""
    metric, lower = known.asked.metric, known.asked.metric.better != "higher"
    if is_relative(guard):
        share = float(guard.limit.amount.value) / 100
        return math.log1p(share) if lower else (-math.log1p(-share) if share < 1 else None)
    amount = as_level(guard.limit.amount, metric)
    if not isinstance(guard.limit, Level):
        return amount
    if known.level is None:
        return None
    return amount - known.level if lower else known.level - amount


def _shown(margin: float, known: Known) -> float:
    """A margin as people state it: log points as a share of the level."""
    if known.spread.scale == "level":
        return margin
    return math.expm1(margin) if known.asked.metric.better != "higher" else -math.expm1(-margin)


def _of_primary(spread: Spread, design: Design) -> Errors:
    return spread.errors(design, design.judged, design.late)


def _of_guardrail(spread: Spread, design: Design) -> Errors:
    """Guardrails rest on all pilot weeks."""
    return spread.errors(design, design.weeks, design.weeks)


def _sign(metric: Metric) -> int:
    return 1 if metric.better == "higher" else -1

"""Segments in which something got worse, beyond what is accepted."""

from __future__ import annotations

import math
from dataclasses import dataclass

from pilotaudit.charter.model import Guard
from pilotaudit.charter.roles import margin
from pilotaudit.estimates.model import Estimate, Measured, SegmentEffect
from pilotaudit.estimates.targets import as_level
from pilotaudit.findings.base import Case
from pilotaudit.phrases import Level, NoWorse, parse_limit


@dataclass(frozen=True, slots=True)
class Worse:
    """A segment in which a metric got significantly worse. relative: the change as a fraction, sign as measured."""

    measured: Measured
    segment: SegmentEffect
    relative: float


def worse_segments(case: Case) -> tuple[Worse, ...]:
    """Segments that were harmed: of the primary, any significant harm; of a guardrail, harm beyond its margin too."""
    found = []
    for one in case.measured:
        for segment in one.segments:
            effect = segment.effect
            if segment.adverse and effect is not None and one.role in ("primary", "guardrail", "watched"):
                worse = Worse(one, segment, _relative(effect, segment.after))
                found += [worse] if one.role == "primary" or _beyond_margin(case, worse) else []
    return tuple(found)


def _relative(effect: Estimate, after: float | None) -> float:
    """An effect as a fraction of the level that was expected without it."""
    if effect.scale == "log":
        return math.expm1(effect.center)
    expected = (after or 0.0) - effect.center
    return effect.center / expected if expected else math.inf


def _beyond_margin(case: Case, worse: Worse) -> bool:
    """Whether a guardrail's harm in a segment is larger than the charter, or the catalogue, accepts."""
    metric, after = worse.measured.metric, worse.segment.after
    guard = case.charter.guardrails.get(metric.key)
    limit = guard.limit if isinstance(guard, Guard) else parse_limit(margin(metric))
    if isinstance(limit, NoWorse) and limit.amount.unit == "%":
        return abs(worse.relative) > float(limit.amount.value) / 100
    if after is None or worse.relative <= -1:
        return True
    amount = as_level(limit.amount, metric)
    if isinstance(limit, Level):
        return after > amount if metric.better == "lower" else after < amount
    return abs(after - after / (1 + worse.relative)) > amount

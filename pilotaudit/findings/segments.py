"""Segments in which something got worse, beyond what is accepted."""

from __future__ import annotations

import math
from dataclasses import dataclass

from pilotaudit.charter.model import Guard
from pilotaudit.charter.roles import margin
from pilotaudit.estimates.inference import holm
from pilotaudit.estimates.model import Estimate, Measured, SegmentEffect
from pilotaudit.estimates.targets import as_level
from pilotaudit.findings.base import Case
from pilotaudit.phrases import Level, NoWorse, parse_limit

HARM_LEVEL = 0.05
"""One-sided level, after Holm, at which a segment counts as worse."""


@dataclass(frozen=True, slots=True)
class Worse:
    """A segment in which a metric got significantly worse. relative: the change as a fraction, sign as measured."""

    measured: Measured
    segment: SegmentEffect
    relative: float


def worse_segments(case: Case) -> tuple[Worse, ...]:
    """Segments that were harmed: of the primary, any significant harm; of a guardrail, harm beyond its margin too.

    Holm's adjustment runs over the primary's segments, and over all segments of all guardrails together: with four
    guardrails of five segments each, chance alone would otherwise find a harmed one in many harmless pilots.
    """
    guarded = [one for one in _significant(case, "guardrail", "watched") if _beyond_margin(case, one)]
    return (*_significant(case, "primary"), *guarded)


def better_segments(case: Case) -> tuple[str, ...]:
    """Segments in which the primary metric got better, one-sided 5 % after Holm."""
    one = case.primary
    tested = [] if one is None or not one.rung.decides else [part for part in one.segments if part.p_worse is not None]
    adjusted = holm([1.0 - part.p_worse for part in tested if part.p_worse is not None])
    return tuple(part.segment for part, p_value in zip(tested, adjusted, strict=True) if p_value < HARM_LEVEL)


def _significant(case: Case, *roles: str) -> tuple[Worse, ...]:
    """Segments of metrics in these roles that got worse at one-sided 5 %, one family of tests."""
    tested = [
        (one, segment, segment.p_worse)
        for one in case.measured
        if one.role in roles and one.rung.decides
        for segment in one.segments
        if segment.p_worse is not None
    ]
    adjusted = holm([p_value for _, _, p_value in tested])
    return tuple(
        Worse(one, segment, _relative(segment.effect, segment.after))
        for (one, segment, _), p_value in zip(tested, adjusted, strict=True)
        if p_value < HARM_LEVEL and segment.effect is not None
    )


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

"""Gain in several segments: what the later stages ask for before a use case may spread."""

from __future__ import annotations

from pilotaudit import numbers
from pilotaudit.estimates.model import Estimate, Measured
from pilotaudit.findings.triggers import reaches
from pilotaudit.gates.model import Criterion, State
from pilotaudit.phrases import Level

LEVEL = 0.05


def segments_criterion(measured: Measured | None, limit: Level, source_is_charter: bool, untrusted: str) -> Criterion:
    """How many segments improved by themselves (one-sided 5 %, Holm), held against the limit."""
    effects = [] if measured is None else [one.effect for one in measured.segments if isinstance(one.effect, Estimate)]
    better = "lower" if measured is None else measured.metric.better
    ordered = sorted(effect.towards(better).probability_below(0) for effect in effects)
    improved = next((rank for rank, p in enumerate(ordered) if p * (len(ordered) - rank) > LEVEL), len(ordered))
    state, reason = _judged(len(ordered), improved, limit, untrusted)
    observed = f"{improved} of {numbers.plural(len(ordered), 'segment')}" if ordered else "not measured"
    return Criterion(
        "stage.segments_improved",
        "segments_improved",
        "Segments improved",
        "stage",
        str(limit),
        observed,
        state,
        reason,
        deciding=True,
        source="charter" if source_is_charter else "default",
    )


def _judged(known: int, improved: int, limit: Level, untrusted: str) -> tuple[State, str]:
    wanted = float(limit.amount.value)
    if not known:
        return "NO DATA", "no segment was measured by itself"
    if untrusted:
        return "UNTRUSTED", untrusted
    if reaches(improved, limit, wanted):
        return "MET", "the gain is shown in enough segments"
    if known < wanted:
        return "MISSED", "there are fewer segments than the stage asks for"
    return "UNDERPOWERED", "the gain is not yet shown in enough segments"

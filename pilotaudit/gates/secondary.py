"""Secondary metrics: shown with Holm-adjusted p-values (Holm 1979), never deciding."""

from __future__ import annotations

from pilotaudit import numbers
from pilotaudit.charter.model import Aim
from pilotaudit.estimates.model import Estimate, Measured, Refusal
from pilotaudit.gates.base import needed_gain, read
from pilotaudit.gates.model import Criterion, State
from pilotaudit.gates.texts import effect_text, with_unit


def secondary_criterion(measured: Measured, aim: Aim, untrusted: str) -> Criterion:
    """The line of a secondary metric; its reason says whether the target is reached and how sure that is.

    untrusted: why nothing may rest on its data, or empty.
    """
    metric = measured.metric
    state, reason = _judged(measured, untrusted)
    return Criterion(
        f"secondary.{metric.key}",
        metric.key,
        metric.label,
        "secondary",
        with_unit(aim.target, metric),
        effect_text(measured),
        state,
        reason,
        deciding=False,
        source="charter",
    )


def _judged(measured: Measured, untrusted: str) -> tuple[State, str]:
    if isinstance(measured.size, Refusal):
        return "NO DATA", measured.size.reason
    return ("UNTRUSTED", untrusted) if untrusted else ("SHOWN", _reason(measured, measured.size))


def _reason(measured: Measured, size: Estimate) -> str:
    gain, needed = read(size, measured), needed_gain(measured)
    reached = gain is not None and needed is not None and gain.reaches(needed)
    outcome = "the estimate reaches its target" if reached else "the estimate does not reach its target"
    return f"not deciding; {outcome}{_p_text(measured.holm_p)}"


def _p_text(holm_p: float | None) -> str:
    if holm_p is None:
        return ""
    shown = "below 0.001" if holm_p < 0.001 else f"= {numbers.fixed(holm_p, 3)}"
    return f" (p {shown} after Holm)"

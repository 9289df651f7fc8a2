"""Secondary metrics: shown with Holm-adjusted p-values (Holm 1979), never deciding."""

from __future__ import annotations

from pilotaudit import numbers
from pilotaudit.charter.model import Aim
from pilotaudit.estimates.model import Measured, Refusal
from pilotaudit.gates.base import needed_gain, read
from pilotaudit.gates.model import Criterion
from pilotaudit.gates.texts import effect_text


def secondary_criterion(measured: Measured, aim: Aim) -> Criterion:
    """The line of a secondary metric; its reason says whether the target is reached and how sure that is."""
    metric = measured.metric
    return Criterion(
        f"secondary.{metric.key}",
        metric.key,
        metric.label,
        "secondary",
        str(aim.target),
        effect_text(measured),
        "NO DATA" if isinstance(measured.size, Refusal) else "SHOWN",
        _reason(measured),
        deciding=False,
        source="charter",
    )


def _reason(measured: Measured) -> str:
    if isinstance(measured.size, Refusal):
        return measured.size.reason
    gain, needed = read(measured.size, measured), needed_gain(measured)
    reached = gain is not None and needed is not None and gain.reaches(needed)
    outcome = "the estimate reaches its target" if reached else "the estimate does not reach its target"
    return f"not deciding; {outcome}{_p_text(measured.holm_p)}"


def _p_text(holm_p: float | None) -> str:
    if holm_p is None:
        return ""
    shown = "below 0.001" if holm_p < 0.001 else f"= {numbers.fixed(holm_p, 3)}"
    return f" (p {shown} after Holm)"

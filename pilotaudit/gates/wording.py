"""What happened, in a clause a leader can read aloud: outcomes first, hedged to the comparison behind them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pilotaudit import numbers
from pilotaudit.estimates.model import Measured, Refusal
from pilotaudit.gates.base import relative

# Metric key -> what is done, the word when it takes less time, the word when it takes more.
TIMES: Final[Mapping[str, tuple[str, str, str]]] = {
    "average_handling_time": ("tickets are handled", "faster", "slower"),
    "resolution_time": ("tickets are resolved", "faster", "slower"),
    "cycle_time": ("requests are completed", "faster", "slower"),
    "deployment_lead_time": ("changes are delivered", "faster", "slower"),
    "release_prep_time": ("releases are prepared", "faster", "slower"),
    "approval_time": ("approvals are given", "faster", "slower"),
    "time_per_task": ("tasks are done", "faster", "slower"),
    "time_to_recover": ("incidents are recovered from", "faster", "slower"),
}


def outcome(measured: Measured, exact: bool = False) -> str:
    """`tickets are handled 13% faster`; `first-contact resolution is 3.1pp higher`. exact: keep one decimal."""
    if isinstance(measured.size, Refusal):
        return f"{in_sentence(measured.metric.label)} was not measured"
    change = relative(measured.size, measured)
    moved = measured.size.center if change is None else change[0]
    size = _size(measured, abs(moved), exact)
    if measured.metric.key in TIMES:
        done, less, more = TIMES[measured.metric.key]
        return f"{done} {size} {less if moved < 0 else more}"
    return f"{in_sentence(measured.metric.label)} is {size} {'lower' if moved < 0 else 'higher'}"


def hedge(measured: Measured) -> str:
    """What the outcome is compared with, no stronger than the design allows."""
    if measured.control.units == 0:
        return "than before the pilot"
    if measured.baseline is None:
        return "than in the control group"
    return "than they would have been" if measured.metric.key in TIMES else "than it would have been"


def opening(clause: str) -> str:
    """The clause as the start of a sentence."""
    return clause[:1].upper() + clause[1:]


def first_sentence(message: str) -> str:
    """The doubt in a finding's message, without its remedy and without the full stop."""
    return message.partition(". ")[0].rstrip(".")


def in_sentence(label: str) -> str:
    """A label inside a sentence: `Error rate` becomes `error rate`, `CSAT` stays."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def _size(measured: Measured, share: float, exact: bool) -> str:
    if measured.metric.kind == "proportion" and measured.counterfactual is not None:
        return numbers.signed_points(share * measured.counterfactual).lstrip("+-")
    if isinstance(measured.size, Refusal) or (measured.size.scale == "level" and not measured.counterfactual):
        return numbers.difference(share, measured.metric.unit, measured.metric.kind).lstrip("+-")
    return numbers.percent(share, 0 if share >= 0.1 and not exact else 1)

"""Guardrails: a stated one must be shown harmless, a watched one must not be shown harmful.

A stated limit is judged by non-inferiority over all pilot weeks: MET when the one-sided bound of harm is inside the
margin, MISSED when the opposite bound is beyond it. Limits in points or units are held against the difference of
levels, limits in percent against the log ratio. A limit on the level itself (`at most 5%`, `at least 4.2`) becomes the
margin that is left between the limit and the level expected without the change, so that the level after the start
is judged with the error of the change.

Where looks were registered, the bound that must stay inside the margin spends its own 5 % over them, by the same
function as the primary metric: otherwise two chances to be shown harmless would let through more than one. Harm is
MISSED at the full one-sided level at every look.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from pilotaudit import numbers
from pilotaudit.charter.model import Guard
from pilotaudit.estimates.model import Estimate, Measured, Refusal
from pilotaudit.estimates.targets import as_level
from pilotaudit.gates.base import TOLERANCE
from pilotaudit.gates.look import ONLY, error_of, shares_alpha
from pilotaudit.gates.model import Criterion, State
from pilotaudit.gates.texts import with_unit
from pilotaudit.metrics import Metric
from pilotaudit.panel.timeline import Look
from pilotaudit.phrases import Level, NoWorse

MOST_SHOWN = 10.0
"""A relative bound beyond +1000 % is only said to be so."""


@dataclass(frozen=True, slots=True)
class Harm:
    """Harm as a gate reads it: positive is worse, on the scale of `margin`.

    inner: the one-sided bound that must stay inside the margin, drawn with `confidence`; outer: the opposite bound.
    """

    center: float
    inner: float
    outer: float
    margin: float
    relative: bool
    confidence: float


def guardrail_criterion(measured: Measured, guard: Guard, untrusted: str, look: Look = ONLY) -> Criterion:
    """The criterion of a guardrail that the charter states.

    untrusted: why the data cannot decide, or empty; look: how much of the error the bound may spend.
    """
    harm = harm_of(measured, guard, look)
    state, reason = _stated(harm, guard, untrusted)
    metric = measured.metric
    return Criterion(
        f"guardrail.{metric.key}",
        metric.key,
        metric.label,
        "guardrail",
        required_text(guard, metric),
        observed(harm, measured, guard),
        state,
        reason,
        deciding=True,
        source="charter",
        quality=metric.quality,
    )


def watched_criterion(measured: Measured, guard: Guard, untrusted: str) -> Criterion | None:
    """The criterion of an assumed guardrail; None when its columns are absent: then it is `not measured`."""
    harm = harm_of(measured, guard)
    if isinstance(harm, str):
        return None
    state, reason = _watched(harm, untrusted)
    metric = measured.metric
    limit = with_unit(guard.limit, metric).removeprefix("no worse than ")
    return Criterion(
        f"watched.{metric.key}",
        metric.key,
        metric.label,
        "watched",
        f"watched, {limit}",
        _moved(harm, measured),
        state,
        reason,
        deciding=state == "MISSED",
        source="assumed",
        quality=metric.quality,
    )


def harm_of(measured: Measured, guard: Guard, look: Look = ONLY) -> Harm | str:
    """The harm beside its margin, or why it was not measured."""
    estimate = measured.harm
    if isinstance(estimate, Refusal):
        return estimate.reason
    margin = _margin(guard, measured, estimate)
    if margin is None:
        return "there is no level that the limit could be held against"
    usual = 0.95 if guard.confidence is None else float(guard.confidence.value) / 100
    confidence = 1 - error_of(look, 1 - usual) if shares_alpha(look) else usual
    turned = estimate.towards("higher" if measured.metric.better == "lower" else "lower")
    bounds = (turned.quantile(confidence), turned.quantile(1 - usual))
    return Harm(turned.center, *bounds, margin, estimate.scale == "log", confidence)


def required_text(guard: Guard, metric: Metric) -> str:
    """`no worse than 2pp`, with the standard of proof where it is not the usual one; 0 asks for an improvement."""
    better = ", that is better" if isinstance(guard.limit, NoWorse) and not guard.limit.amount.value else ""
    weaker = "" if guard.evidence == "shown" else ", not contradicted"
    sure = "" if guard.confidence is None else f", {guard.confidence} sure"
    return f"{with_unit(guard.limit, metric)}{better}{sure}{weaker}"


def observed(harm: Harm | str, measured: Measured, guard: Guard) -> str:
    """`+0.1pp, at most +1.2pp`: the change and its bound on the worse side, signs as measured.

    Where the limit is a level, so is what is held against it: `+0.1pp to 4.1%, at most 5.2%`.
    """
    if isinstance(harm, str):
        return "not measured"
    word = "at most" if measured.metric.better == "lower" else "at least"
    if isinstance(guard.limit, Level) and measured.after is not None:
        now, bound = (numbers.level(end, measured.metric.unit, measured.metric.kind) for end in _ends(harm, measured))
        return f"{_moved(harm, measured)} to {now}, {word} {bound}"
    return f"{_moved(harm, measured)}, {word} {_signed(harm.inner, harm, measured)}"


def _ends(harm: Harm, measured: Measured) -> tuple[float, float]:
    """Where the metric stands, and its bound on the worse side."""
    now, sign = measured.after or 0.0, 1 if measured.metric.better == "lower" else -1
    return now, now + sign * (harm.inner - harm.center)


def _stated(harm: Harm | str, guard: Guard, untrusted: str) -> tuple[State, str]:
    if isinstance(harm, str):
        return "NO DATA", harm
    if untrusted:
        return "UNTRUSTED", untrusted
    # A level may lie beyond its limit without having got any worse.
    beyond = f"{'a level' if isinstance(guard.limit, Level) else 'harm'} beyond the limit is"
    sure = _sure(harm.confidence)
    if harm.outer > harm.margin + TOLERANCE:
        return "MISSED", f"{beyond} shown"
    if harm.inner <= harm.margin + TOLERANCE:
        return "MET", f"{beyond} ruled out ({sure}, one-sided)"
    if guard.evidence == "not contradicted":
        return "MET", f"{beyond} not shown, which is all that the charter asks"
    return "UNDERPOWERED", f"{beyond} neither shown nor ruled out ({sure}, one-sided)"


def _sure(confidence: float) -> str:
    """`95%`; with decimals where a look has asked for more: `99.44%`, `over 99.99%`."""
    whole = math.isclose(100 * confidence, round(100 * confidence), abs_tol=1e-9)
    return "over 99.99%" if confidence > 0.9999 else numbers.percent(confidence, 0 if whole else 2)


def _watched(harm: Harm, untrusted: str) -> tuple[State, str]:
    if harm.outer > 0 and harm.center > harm.margin + TOLERANCE:
        return (
            ("UNTRUSTED", untrusted) if untrusted else ("MISSED", "it got worse by more than the margin, not by chance")
        )
    return "WATCHED", "no harm beyond the margin is seen; harmlessness is not asked for"


def _margin(guard: Guard, measured: Measured, estimate: Estimate) -> float | None:
    """The largest harm accepted, on the scale of the estimate; a level limit leaves what is left to it."""
    lower = measured.metric.better == "lower"
    amount = as_level(guard.limit.amount, measured.metric)
    if isinstance(guard.limit, Level):
        if measured.after is None:
            return None
        expected = measured.after - estimate.center
        return amount - expected if lower else expected - amount
    if guard.limit.amount.unit != "%":
        return amount
    share = float(guard.limit.amount.value / 100)
    if estimate.scale == "level":
        return None if measured.counterfactual is None else share * measured.counterfactual
    if lower:
        return math.log1p(share)
    return -math.log1p(-share) if share < 1 else math.inf


def _moved(harm: Harm, measured: Measured) -> str:
    return _signed(harm.center, harm, measured)


def _signed(worse: float, harm: Harm, measured: Measured) -> str:
    """A harm as text with the sign as measured."""
    value = worse if measured.metric.better == "lower" else -worse
    if harm.relative:
        # A bound drawn with next to no error, at an early look with few units, has no meaning as a number.
        return (
            f"over +{MOST_SHOWN:.0%}" if value > math.log1p(MOST_SHOWN) else numbers.signed_percent(math.expm1(value))
        )
    return numbers.difference(value, measured.metric.unit, measured.metric.kind)

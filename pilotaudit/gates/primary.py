"""The primary metric: MET, MISSED or UNDERPOWERED, by the arithmetic fixed before the data are seen.

MET asks four things: no effect is ruled out (unit log change, at the level of the look: two-sided 95 % where no look
was registered), the event-weighted estimate reaches the target, the late half holds by itself, and `strict`, where the
charter says so. MISSED asks that even the optimistic end of the event-weighted interval falls short, over the settled
weeks or the late half. All else is UNDERPOWERED.
At a registered look before the last day MET needs two settled weeks, and a miss stops the pilot only as harm. Harm is
judged with two-sided 95 % at every look: what stops a pilot is not paid for with the chance of a false GO.
"""

from __future__ import annotations

from dataclasses import dataclass

from pilotaudit import numbers
from pilotaudit.charter.model import Aim
from pilotaudit.estimates.looks import ONE_SIDED
from pilotaudit.estimates.model import Estimate, Measured, Refusal
from pilotaudit.gates.base import TOLERANCE, Reading, needed_gain, read, relative
from pilotaudit.gates.look import ONLY, error_of, level_text, name_of, shares_alpha, too_early
from pilotaudit.gates.model import Criterion, State
from pilotaudit.gates.texts import effect_text, interval_text, target_words, with_unit
from pilotaudit.panel.timeline import Look

REAL = "real, but not enough"
HARM = "harm"
GONE = "the gain is gone"
NO_SIGN = "no sign of the promised effect"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the rules look at, positive is better: over the settled weeks, and over the late half where there is one."""

    test: Reading
    size: Reading
    late_test: Reading | None
    late_size: Reading | None
    needed: float
    has_late: bool


@dataclass(frozen=True, slots=True)
class Circumstances:
    """When the data are judged, as in `primary_criterion`."""

    has_late: bool
    interim: bool
    untrusted: str
    look: Look


def primary_criterion(
    measured: Measured, aim: Aim, has_late: bool, interim: bool, untrusted: str, *, look: Look = ONLY
) -> Criterion:
    """The criterion of the primary metric.

    has_late: whether the settled weeks have a late half; interim: the pilot still runs, so that a miss stops only as
    harm; untrusted: why the data cannot decide, or empty; look: the level that the test must meet.
    """
    state, reason = _judged(measured, aim, Circumstances(has_late, interim, untrusted, look))
    metric = measured.metric
    return Criterion(
        f"primary.{metric.key}",
        metric.key,
        metric.label,
        "primary",
        with_unit(aim.target, metric),
        effect_text(measured),
        state,
        reason,
        deciding=True,
        source="charter",
    )


def evidence_of(measured: Measured, has_late: bool, error: float = ONE_SIDED) -> Evidence | str:
    """What was measured, ready for the rules, or why it cannot be. error: the one-sided level of the test."""
    for estimate in (measured.test, measured.size):
        if isinstance(estimate, Refusal):
            return estimate.reason
    test, size = _read(measured.test, measured, error), _read(measured.size, measured)
    needed = needed_gain(measured)
    if test is None or size is None or needed is None:
        return "there is no baseline level that the target could be held against"
    late_test, late_size = _read(measured.late_test, measured), _read(measured.late_size, measured)
    return Evidence(test, size, late_test, late_size, needed, has_late)


def miss(evidence: Evidence) -> str:
    """How the target is missed, in words; empty when it may still be reached."""
    if evidence.size.optimistic < evidence.needed - TOLERANCE:
        if evidence.test.pessimistic > 0:
            return REAL
        return HARM if evidence.test.optimistic < 0 else NO_SIGN
    late = evidence.late_size
    return GONE if evidence.has_late and late is not None and late.optimistic < evidence.needed - TOLERANCE else ""


def doubt(evidence: Evidence, target: str, strict: bool) -> str:
    """What still stands between the evidence and MET, as a clause; empty when it is met."""
    if evidence.test.pessimistic <= 0:
        if evidence.size.reaches(evidence.needed):
            return f"the estimate reaches {target}, but no effect at all is still possible"
        return f"{target} and no effect are both still possible"
    if not evidence.size.reaches(evidence.needed):
        return f"a gain is shown, but {target} may or may not be reached"
    if evidence.has_late and not late_half_holds(evidence):
        return f"{target} is reached over all judged weeks, but the late half alone does not show it"
    if strict and evidence.size.pessimistic < evidence.needed - TOLERANCE:
        return f"the estimate reaches {target}, but the charter is strict and the interval's weaker end does not"
    return ""


def late_half_holds(evidence: Evidence) -> bool:
    """Whether the late half, by itself, reaches the target and is better than nothing (one-sided 95 %)."""
    test, size = evidence.late_test, evidence.late_size
    return test is not None and size is not None and size.reaches(evidence.needed) and test.likely_least > 0


def _judged(measured: Measured, aim: Aim, given: Circumstances) -> tuple[State, str]:
    evidence = evidence_of(measured, given.has_late, error_of(given.look))
    if isinstance(evidence, str):
        return "NO DATA", evidence
    if given.untrusted:
        return "UNTRUSTED", given.untrusted
    if measured.rung.decides and measured.rung.strongest == "HOLD":
        return "UNDERPOWERED", f"the data leave open {numbers.listed(measured.rung.cannot_show)}"
    missed, beside = miss(evidence), _beside(measured)
    if missed and (missed == HARM or not given.interim):
        return "MISSED", _missed_reason(missed, aim) + beside
    if missed:
        return "UNDERPOWERED", "the pilot still runs; so far the target is out of reach"
    open_still = _doubt_at(evidence, aim, given.look)
    left = too_early(given.look) or (open_still and open_still + beside)
    return ("UNDERPOWERED", left) if left else ("MET", _met_reason(aim, given) + beside)


def _beside(measured: Measured) -> str:
    """The test's own figures where they and the size that is shown disagree about no effect; else empty."""
    if isinstance(measured.test, Refusal) or isinstance(measured.size, Refusal):
        return ""
    shown = relative(measured.test, measured)
    if shown is None or _rules_out(measured.test) == _rules_out(measured.size):
        return ""
    if measured.test.mixture is not None:
        return f"; over all pilot weeks it is {interval_text(shown)}"
    return f"; {'per unit' if measured.test.scale == 'log' else 'as a difference'} it is {interval_text(shown)}"


def _rules_out(estimate: Estimate) -> bool:
    """Whether the two-sided 95 % interval leaves no effect out."""
    low, high = estimate.interval()
    return low > 0 or high < 0


def _doubt_at(evidence: Evidence, aim: Aim, look: Look) -> str:
    """The doubt, with the level behind it where registered looks have made it stricter."""
    left = doubt(evidence, target_words(aim.target), aim.strict)
    by_level = left and shares_alpha(look) and evidence.test.pessimistic <= 0
    return f"{left} ({name_of(look)}, one-sided {level_text(look)})" if by_level else left


def _missed_reason(missed: str, aim: Aim) -> str:
    words = target_words(aim.target)
    return {
        REAL: f"{REAL}: no effect is ruled out, and so is {words}",
        HARM: f"{HARM}: it got worse, and chance does not explain it",
        GONE: f"{GONE}: the late half alone rules out {words}",
        NO_SIGN: f"{NO_SIGN}: {words} is ruled out, no effect is not",
    }[missed]


def _met_reason(aim: Aim, given: Circumstances) -> str:
    look = given.look
    level = f" ({name_of(look)}, one-sided {level_text(look)})" if shares_alpha(look) else ""
    late = ", and the late half holds by itself" if given.has_late else ""
    strict = "; the whole interval reaches it, as the charter asks" if aim.strict else ""
    return f"{target_words(aim.target)} is reached and no effect is ruled out{level}{late}{strict}"


def _read(estimate: Estimate | Refusal, measured: Measured, error: float = ONE_SIDED) -> Reading | None:
    return None if isinstance(estimate, Refusal) else read(estimate, measured, error)

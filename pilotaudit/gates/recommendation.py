"""What to do next, by when, in the charter's own words where it has them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from pilotaudit import numbers
from pilotaudit.charter.model import Undated
from pilotaudit.charter.roles import Asked
from pilotaudit.charter.unit_noun import counted, unit_noun
from pilotaudit.findings.base import Case, Finding
from pilotaudit.gates.extension import More, more_data
from pilotaudit.gates.headline import adverse_segments
from pilotaudit.gates.model import Criterion, Recommendation, Verdict
from pilotaudit.gates.primary import HARM, NO_SIGN
from pilotaudit.gates.wording import in_sentence

SEGMENT, INTERIM, NOVELTY, NOT_SETTLED = "SEG101", "STA103", "NOV101", "STA107"
LONGEST_DAYS = 90
"""From the first pilot day to the decision; an extension never goes beyond."""
TOO_NEAR = (
    "More of the same data would hardly settle this, because the estimate lies too near the limit: "
    "retest with a larger pilot, or retire."
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the recommendation looks at."""

    case: Case
    asked: tuple[Asked, ...]
    criteria: tuple[Criterion, ...]
    findings: tuple[Finding, ...]

    @property
    def by(self) -> date:
        """The charter's decision date, or the judgement date when that has passed."""
        return max(self.case.charter.window.decide_by, self.case.as_of)

    def has(self, code: str) -> bool:
        """Whether a finding of this code was made and not waived."""
        return any(one.code == code and not one.waived for one in self.findings)


def recommendation(
    case: Case, verdict: Verdict, asked: Sequence[Asked], criteria: Sequence[Criterion], findings: Sequence[Finding]
) -> Recommendation:
    """The next step with its date; that the decision is overdue is said."""
    advice = ADVICE[verdict](Facts(case, tuple(asked), tuple(criteria), tuple(findings)))
    due = case.charter.window.decide_by
    return advice if due >= case.as_of else replace(advice, text=f"{advice.text} The decision was due on {due}.")


def _expand(facts: Facts) -> Recommendation:
    plan = facts.case.charter.scale.if_met
    text = f"{plan} (scale.if_met)" if plan else "Expand as the next stage provides; the charter names no scale plan"
    return Recommendation("expand", facts.by, _sentence(text))


def _expand_if(facts: Facts) -> Recommendation:
    plain = _expand(facts)
    return Recommendation("expand", plain.by, f"Once the owners accept the conditions in writing: {plain.text}")


def _after_a_miss(facts: Facts) -> Recommendation:
    """Narrow where one segment got worse, improve where there is something to improve, else retire."""
    segments = adverse_segments(facts.case)
    if facts.has(SEGMENT) and segments and _has_other_segments(facts.case, segments):
        text = f"Narrow: leave out {numbers.listed(segments)}, where it got worse, and test what remains"
        return Recommendation("narrow", facts.by, _with_plan(facts, text), segments)
    primary = next((one for one in facts.criteria if one.role == "primary"), None)
    hopeless = primary is not None and primary.state == "MISSED" and primary.reason.startswith((HARM, NO_SIGN))
    if hopeless and not facts.has(NOVELTY):
        return Recommendation("retire", facts.by, _with_plan(facts, "Retire; another attempt needs a changed design"))
    missed = [in_sentence(one.label) for one in facts.criteria if one.deciding and one.state == "MISSED"]
    what = f"Improve what missed ({numbers.listed(missed)})" if missed else "Improve what the findings name"
    return Recommendation("improve and retest", facts.by, _with_plan(facts, f"{what} and retest in a new dated window"))


def _extend(facts: Facts) -> Recommendation:
    """Wait for the next look, measure what is missing, or bring more data: the first that applies."""
    waiting = _wait(facts)
    too_soon = waiting and (facts.has(INTERIM) or facts.has(NOT_SETTLED))
    missing = "" if too_soon else _what_is_missing(facts)
    if missing or waiting:
        return Recommendation("extend", facts.by, missing or waiting)
    return _more_data(facts, more_data(facts.case, facts.asked, facts.criteria))


def _wait(facts: Facts) -> str:
    """To let the pilot run on, until the next registered look or its last day; empty once it has ended."""
    timeline = None if facts.case.panel is None else facts.case.panel.timeline
    if timeline is None or timeline.pilot is None or timeline.decisive:
        return ""
    look = next((day for day in timeline.looks if day > timeline.as_of), None)
    if look is not None:
        return f"Let the pilot run on and judge it at the next registered look, {look}."
    return f"Let the pilot run to its last day, {timeline.pilot.last}, and judge it then."


def _more_data(facts: Facts, more: More) -> Recommendation:
    """So many days or units more; beyond 90 days a retest instead, never a silent extension."""
    pilot, units = facts.case.charter.window.pilot, _units_text(facts, more)
    if more.days is None and not units:
        return Recommendation("improve and retest", facts.by, TOO_NEAR)
    if isinstance(pilot, Undated):
        return Recommendation("extend", facts.by, f"About {units} would settle it.")
    if more.days is None:
        text = f"No length of this pilot would settle it at the present volume: retest with about {units}, or retire."
        return Recommendation("improve and retest", facts.by, text)
    days, ends = numbers.plural(more.days, "more day"), pilot.last + timedelta(days=more.days)
    if (ends - pilot.first).days > LONGEST_DAYS:
        needed = f"About {days} would be needed, beyond {LONGEST_DAYS} days from the first pilot day"
        text = f"{needed}: {f'retest with about {units}, or retire' if units else 'retire, or retest with more units'}."
        return Recommendation("improve and retest", facts.by, text)
    text = f"About {days} at the present volume{f', or about {units},' if units else ''} would settle it."
    return Recommendation("extend", max(facts.by, ends), text)


def _units_text(facts: Facts, more: More) -> str:
    """`4 more agents in each group`; empty where no number of units would do."""
    assumed = () if facts.case.panel is None else facts.case.panel.assumed
    noun = unit_noun(facts.case.charter, assumed)
    return "" if more.units is None else f"{counted(more.units, noun, more=True)} in each group"


def _what_is_missing(facts: Facts) -> str:
    """What has to be put right or brought before more of the same data would help; empty when nothing has."""
    holds = tuple(dict.fromkeys(one.code for one in facts.findings if one.effect == "hold" and not one.waived))
    if holds:
        return f"Put right what the findings name ({numbers.listed(holds)}), then judge again."
    labels = tuple(in_sentence(one.label) for one in facts.criteria if one.deciding and one.state == "NO DATA")
    if labels:
        return f"Bring what is missing first: {numbers.listed(labels)}; then judge again."
    primary = facts.case.primary
    if primary is not None and primary.rung.decides and primary.rung.strongest == "HOLD":
        return "Bring more units: three or more in each group, or name a narrower unit; then judge again."
    return ""


def _roll_back(facts: Facts) -> Recommendation:
    how = facts.case.charter.rollback.how
    text = f"Now: {how} (rollback.how)" if how else "Switch it off now; the charter does not say how (rollback.how)"
    return Recommendation("roll back", facts.case.as_of, _sentence(text))


ADVICE: Final[Mapping[Verdict, Callable[[Facts], Recommendation]]] = {
    "GO": _expand,
    "CONDITIONAL GO": _expand_if,
    "NO-GO": _after_a_miss,
    "HOLD": _extend,
    "ROLLBACK": _roll_back,
}


def _has_other_segments(case: Case, adverse: Sequence[str]) -> bool:
    return any(part.segment not in adverse for one in case.measured for part in one.segments)


def _with_plan(facts: Facts, text: str) -> str:
    """The advice, and what the charter says is done when targets are missed."""
    plan = facts.case.charter.scale.if_missed
    return f"{_sentence(text)} The charter says: {_sentence(plan)}" if plan else _sentence(text)


def _sentence(text: str) -> str:
    return text if text.endswith(".") else f"{text}."

"""One sentence a leader can read aloud, hedged to the evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pilotaudit import numbers
from pilotaudit.estimates.model import Estimate, Measured
from pilotaudit.findings.base import Case, Finding
from pilotaudit.findings.segments import better_segments, worse_segments
from pilotaudit.findings.triggers import Trigger
from pilotaudit.gates.base import with_target
from pilotaudit.gates.model import Criterion, Verdict
from pilotaudit.gates.primary import GONE, HARM, NO_SIGN, REAL
from pilotaudit.gates.texts import effect_text, target_words
from pilotaudit.gates.trust import ROWS_LOST
from pilotaudit.gates.wording import first_sentence, hedge, in_sentence, opening, outcome

FALSE_POSITIVE, NOVELTY, INTERIM, SEGMENT = "CMP104", "NOV101", "STA103", "SEG101"

FADED: Final = "The gain of the first weeks is gone"
BOUNDS: Final = ("at least", "at most", "above", "below")
WORSE: Final = "got worse"
ALIKE: Final = " Both groups moved alike, so before/after alone is a false positive."

STILL_RUNS: Final = " The pilot still runs, and this is an interim look, not a gate."


@dataclass(frozen=True, slots=True)
class Story:
    """What the sentence is made of."""

    case: Case
    primary: Measured | None
    line: Criterion | None
    criteria: tuple[Criterion, ...]
    triggers: tuple[Trigger, ...]
    findings: tuple[Finding, ...]

    def has(self, code: str) -> bool:
        """Whether a finding of this code was made."""
        return any(one.code == code for one in self.findings)

    def of(self, *roles: str, state: str) -> tuple[Criterion, ...]:
        """Criteria of these roles in this state."""
        return tuple(one for one in self.criteria if one.role in roles and one.state == state)


def headline(
    case: Case,
    verdict: Verdict,
    criteria: Sequence[Criterion],
    triggers: Sequence[Trigger],
    findings: Sequence[Finding],
) -> str:
    """The verdict's sentence; it never claims more than the criteria do."""
    line = next((one for one in criteria if one.role == "primary"), None)
    story = Story(case, _aimed(case), line, tuple(criteria), tuple(triggers), tuple(findings))
    runs_on = STILL_RUNS if verdict == "NO-GO" and story.has(INTERIM) else ""
    return f"{SENTENCES[verdict](story)}{runs_on}"


def _aimed(case: Case) -> Measured | None:
    """The primary metric against the target of the charter's stage, where that sets another."""
    one = case.primary
    target = None if one is None else case.charter.gates.get(case.charter.stage, {}).get(one.metric.key)
    return one if one is None or target is None else with_target(one, target)


def _go(story: Story) -> str:
    if story.primary is None:
        return "The papers of this stage are complete; nothing was measured."
    if story.line is None:
        return "The papers of this stage are complete; what was measured does not decide it."
    parts = (f"{opening(outcome(story.primary))} {hedge(story.primary)}", _quality(story), _use(story))
    return "; ".join(part for part in parts if part) + "."


def _conditional_go(story: Story) -> str:
    return f"{_go(story).removesuffix('.')}; this holds only under the conditions named below."


def _no_go(story: Story) -> str:
    """Mixed, real but not enough, gone, harm, no sign, or too little use: the first that is true."""
    harms = tuple(_harms(story))
    if harms:
        return _mixed(story, numbers.listed(harms))
    if story.line is not None and story.line.state == "MISSED":
        return _missed(story, story.line)
    use = story.of("adoption", state="MISSED")
    if use:
        return _unused(story, f"only {_share(use[0])} of the intended users use it every week")
    return f"Not ready: {_first_reason(story)}."


def _unused(story: Story, use: str) -> str:
    """Too little use, beside a gain only where one was shown."""
    if story.line is None:
        return f"{opening(use)}."
    if story.line.state == "MET":
        return f"{opening(_clause(story))}, but {use}."
    return f"{opening(use)}, and {in_sentence(story.line.label)} is not settled: {story.line.reason}."


def _harms(story: Story) -> Iterator[str]:
    """What got worse: guardrails as a whole, with the segments that carry it, and segments of other metrics."""
    segments: dict[str, list[str]] = {}
    for worse in worse_segments(story.case) if story.has(SEGMENT) else ():
        segments.setdefault(worse.measured.metric.key, []).append(worse.segment.segment)
    for one in story.of("guardrail", "watched", state="MISSED"):
        part = segments.pop(one.metric, [])
        above_all = f", above all for {numbers.listed(part)}" if 0 < len(part) < _segments_of(story, one.metric) else ""
        yield f"{in_sentence(one.label)} {_harm(one)}{above_all}"
    for key, part in segments.items():
        metric = next(one.metric for one in story.case.measured if one.metric.key == key)
        yield f"{in_sentence(metric.label)} {WORSE} for {numbers.listed(part)}"


def _harm(line: Criterion) -> str:
    """`got worse (+5.0pp)`; where a level is the limit, only where it stands, as it may have been beyond it before."""
    moved = line.observed.partition(", at ")[0]
    if line.required.startswith(BOUNDS):
        return f"stands at {moved.rpartition(' to ')[2]}, against a limit of {line.required.partition(',')[0]}"
    return f"{WORSE} ({moved})"


def _segments_of(story: Story, key: str) -> int:
    return max((len(one.segments) for one in story.case.measured if one.metric.key == key), default=0)


def _mixed(story: Story, harms: str) -> str:
    if story.primary is not None and _improved(story.primary):
        return f"Mixed: {outcome(story.primary)}, but {harms}."
    better = better_segments(story.case)
    if story.primary is not None and better:
        return f"Mixed: {in_sentence(story.primary.metric.label)} got better for {numbers.listed(better)}, but {harms}."
    return f"Worse, not better: {harms}." if WORSE in harms else f"{opening(harms)}."


def _missed(story: Story, line: Criterion) -> str:
    words = target_words(story.primary.target) if story.primary is not None else "the target"
    faded = story.has(NOVELTY)
    if line.reason.startswith(NO_SIGN):
        if faded:
            return f"{FADED}: over the judged weeks {_figures(line)}."
        return f"{opening(NO_SIGN)}: {_figures(line)}.{ALIKE if story.has(FALSE_POSITIVE) else ''}"
    if line.reason.startswith(GONE) or (line.reason.startswith(REAL) and _blocks(story, NOVELTY)):
        return f"{FADED if faded else opening(GONE)}: in the late half {_figures(_late(story, line))}."
    known = next((word for word in (REAL, HARM) if line.reason.startswith(word)), "missed")
    return f"{opening(known)}: {_clause(story, exact=True)}, against {words}."


def _blocks(story: Story, code: str) -> bool:
    return any(one.code == code and one.effect == "no-go" for one in story.findings)


def _late(story: Story, line: Criterion) -> Criterion:
    """The line with what the late half shows."""
    one = story.primary
    return line if one is None else replace(line, observed=effect_text(replace(one, size=one.late_size)))


def _figures(line: Criterion) -> str:
    """Only figures where chance explains the estimate: `average handling time changed by +2.9% [-3.6, +9.8] ...`."""
    moved, verb = line.observed, "changed by"
    if line.required.startswith(BOUNDS):
        verb = "stands at"
    elif " -> " in moved:
        moved, verb = moved.replace(" -> ", " to "), "went from"
    return f"{in_sentence(line.label)} {verb} {moved}, and {line.required} was the target"


def _hold(story: Story) -> str:
    """What is open: time, data, or the rest of the gate."""
    if story.has(INTERIM):
        return "Too early to say: the pilot still runs, and an interim look is not a gate."
    if story.line is None:
        return _papers(story)
    if story.line.state == "UNDERPOWERED":
        return f"Too early to say: {story.line.reason}."
    if story.line.state in ("NO DATA", "UNTRUSTED"):
        return f"{opening(in_sentence(story.line.label))} cannot be told from these data: {_first_reason(story)}."
    return f"{opening(_clause(story))}, but {_still_open(story)}."


def _papers(story: Story) -> str:
    """What a stage without measured criteria lacks."""
    missing = [in_sentence(one.label) for one in story.criteria if one.deciding and one.state == "NO DATA"]
    if not missing or any(one.effect == "hold" and not one.waived for one in story.findings):
        return f"Cannot be told from these data: {_first_reason(story)}."
    return f"Not all papers of this stage are there: {numbers.listed(missing)}."


def _still_open(story: Story) -> str:
    unsettled = (("UNDERPOWERED", "it is too early to say whether"), ("NO DATA", "these data cannot tell whether"))
    for state, words in unsettled:
        guards = story.of("guardrail", state=state)
        if guards:
            return f"{words} {numbers.listed(tuple(in_sentence(one.label) for one in guards))} held"
    rest = [one for one in story.criteria if one.deciding and one.state not in ("MET", "MISSED", "WATCHED")]
    if rest:
        return f"not all of the gate is settled: {in_sentence(rest[0].label)}, {rest[0].reason}"
    return f"not all of the gate is settled: {_first_reason(story)}"


def _rollback(story: Story) -> str:
    fired = [one for one in story.triggers if one.fired]
    said = [f"{in_sentence(one.label)} stands at {one.observed} (limit: {one.limit})" for one in fired]
    return f"Stop and roll back: {numbers.listed(said)}."


SENTENCES: Final[Mapping[Verdict, Callable[[Story], str]]] = {
    "GO": _go,
    "CONDITIONAL GO": _conditional_go,
    "NO-GO": _no_go,
    "HOLD": _hold,
    "ROLLBACK": _rollback,
}


def adverse_segments(case: Case) -> tuple[str, ...]:
    """Names of the segments in which the primary or a guardrail got worse, each once."""
    return tuple(dict.fromkeys(worse.segment.segment for worse in worse_segments(case)))


def _quality(story: Story) -> str:
    """`quality held` only where it was shown; a watched guardrail allows less."""
    if any(one.quality and one.state == "MET" and "not contradicted" not in one.required for one in story.criteria):
        return "quality held"
    watched = any(one.quality and one.state in ("WATCHED", "MET") for one in story.criteria)
    return "no harm to quality was seen" if watched else ""


def _use(story: Story) -> str:
    use = story.of("adoption", state="MET")
    return f"{_share(use[0])} of the intended users use it every week" if use else ""


def _share(use: Criterion) -> str:
    return use.observed.partition(" of ")[0]


def _clause(story: Story, exact: bool = False) -> str:
    return "" if story.primary is None else f"{outcome(story.primary, exact)} {hedge(story.primary)}"


def _improved(measured: Measured) -> bool:
    return isinstance(measured.test, Estimate) and measured.test.towards(measured.metric.better).quantile(0.025) > 0


def _first_reason(story: Story) -> str:
    """The gravest reason at hand, without its closing full stop."""
    found = [one for one in story.findings if one.effect in ("no-go", "hold") and not one.waived]
    blocks = [one.message for one in sorted(found, key=lambda one: one.code != ROWS_LOST)]
    lines = [one.reason for one in story.criteria if one.deciding and one.state not in ("MET", "WATCHED")]
    return first_sentence(next(iter((*blocks, *lines)), "nothing decides"))

"""Clauses that more than one format says about an assessment: plain ASCII text, not escaped, signs as measured."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

from pilotaudit import numbers

if TYPE_CHECKING:
    from pilotaudit.assessment.model import Assessment, CountOut, CriterionOut, FindingOut, IntervalOut, MetricOut

RANK: Final = {"error": 0, "block": 1, "warn": 2, "note": 3}
DISAGREE: Final = "CMP104"
OVERDUE: Final = "WIN105"
BREAK_EVEN: Final = "STA112"
"""What it says stands beside the primary's effect."""
GOOD: Final = ("MET", "WATCHED", "SHOWN")


def folded(items: Sequence[str], shown: int, joint: str = ", ") -> str:
    """The first few items and `(+4 more)`; one item over the limit is shown rather than counted."""
    if len(items) <= shown + 1:
        return joint.join(items)
    return f"{joint.join(items[:shown])} (+{numbers.count(len(items) - shown)} more)"


def sentence(text: str) -> str:
    """The text with one full stop at its end."""
    stripped = text.strip()
    return stripped if stripped.endswith((".", "?", "!", ":")) or not stripped else f"{stripped}."


def primary_of(one: Assessment) -> MetricOut | None:
    """The primary metric; None when nothing was measured."""
    return next((metric for metric in one.metrics if metric.role == "primary"), None)


def in_sentence(label: str) -> str:
    """A label inside a sentence: `Error rate` becomes `error rate`, `CSAT` stays."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def estimate_text(interval: IntervalOut, metric: MetricOut) -> str:
    """The estimate with its unit: `-13.2%`, `+0.1pp`, `-2.4 min`."""
    return _scaled(interval.estimate, interval, metric)


def ends_text(interval: IntervalOut, metric: MetricOut) -> str:
    """Both ends with their unit: `-17.1% to -9.2%`."""
    return f"{_scaled(interval.low, interval, metric)} to {_scaled(interval.high, interval, metric)}"


def _scaled(value: float, interval: IntervalOut, metric: MetricOut) -> str:
    if interval.scale == "relative":
        return numbers.signed_percent(value)
    return numbers.difference(value, metric.unit, metric.kind)


def bracketed(interval: IntervalOut, metric: MetricOut) -> str:
    """`-13.2% [-17.1, -9.2]`."""
    if interval.scale == "level" and metric.kind != "proportion":
        return f"{estimate_text(interval, metric)} [{ends_text(interval, metric).replace(' to ', ', ')}]"
    low, high = (numbers.signed(100 * value, 1) for value in (interval.low, interval.high))
    return f"{estimate_text(interval, metric)} [{low}, {high}]"


def change_text(metric: MetricOut) -> str:
    """The effect with the levels behind it: `12.0% -> 13.0%, +1.0pp (+8.3%)`; `-13.2% (-2.4 min)`."""
    if metric.effect is None:
        return "not measured"
    relative, absolute = estimate_text(metric.effect, metric), metric.absolute
    if absolute is None or metric.counterfactual is None or metric.effect.scale != "relative":
        return relative
    if metric.kind == "proportion":
        return share_change(metric.counterfactual, metric.counterfactual + absolute.estimate)
    return f"{relative} ({estimate_text(absolute, metric)})"


def harm_text(harm: IntervalOut, after: float, metric: MetricOut) -> str:
    """A guardrail's change over all pilot weeks, the one that the gate looks at."""
    if metric.kind == "proportion" and harm.scale == "points":
        return share_change(after - harm.estimate, after)
    return estimate_text(harm, metric)


def share_change(expected: float, after: float) -> str:
    """Two shares, in points and relative: `12.0% -> 13.0%, +1.0pp (+8.3%)`; no percent of nothing."""
    moved = f"{numbers.percent(expected)} -> {numbers.percent(after)}, {numbers.signed_points(after - expected)}"
    return f"{moved} ({numbers.signed_percent(after / expected - 1)})" if expected > 0 else moved


def p_text(p_value: float | None) -> str:
    """`p = 0.012`, `p < 0.001`; empty without one."""
    if p_value is None:
        return ""
    return "p < 0.001" if p_value < 0.001 else f"p = {numbers.fixed(p_value, 3)}"


def test_text(metric: MetricOut) -> str:
    """The inference in one clause: `-12.8% [-16.6, -8.8], p < 0.001; unit log change, 22 degrees of freedom`."""
    if metric.test is None:
        return ""
    said = ", ".join(part for part in (bracketed(metric.test, metric), p_text(metric.test.p_value)) if part)
    return "; ".join(part for part in (said, method_text(metric).removeprefix("Test: ")) if part)


def method_text(metric: MetricOut) -> str:
    """`Test: unit log change, 22 degrees of freedom`; empty without a test."""
    if metric.test is None or not metric.method:
        return ""
    df = "" if metric.test.df is None else f", {_trimmed(metric.test.df)} degrees of freedom"
    return f"Test: {metric.method}{df}"


def _trimmed(value: float) -> str:
    return numbers.fixed(value, 1).removesuffix(".0")


def chance_text(metric: MetricOut) -> str:
    """How likely the true effect reaches the target, never rounded to certainty; empty without a target."""
    chance = metric.probability_of_target
    if chance is None:
        return ""
    rounded = "under 1%" if chance < 0.01 else "over 99%" if chance > 0.99 else numbers.percent(chance, 0)
    return f"{rounded} chance that the true effect reaches the target, {metric.target}"


def look_text(one: Assessment) -> str:
    """Which look at the data this is and the level it must meet; empty where only a charter was judged."""
    return "" if one.look_detail is None else one.look_detail.text


def agreement(one: Assessment, metric: MetricOut) -> str:
    """Whether before/after and against control tell the same story; empty when there are not both."""
    if metric.pre_post is None or metric.against_control is None:
        return ""
    same = (metric.pre_post.estimate < 0) == (metric.against_control.estimate < 0)
    disagree = not same or any(finding.code == DISAGREE for finding in one.findings)
    return "they disagree" if disagree else "both agree"


def not_good(one: Assessment) -> tuple[CriterionOut, ...]:
    """Criteria that need a reason: everything that is neither met nor merely watched."""
    return tuple(criterion for criterion in one.criteria if criterion.state not in GOOD)


def gravest_first(findings: Iterable[FindingOut]) -> tuple[FindingOut, ...]:
    """Blocks, warnings, notes; waived ones behind those that count; an overdue decision before other notes."""

    def order(one: FindingOut) -> tuple[int, bool, bool, str]:
        return (RANK.get(one.severity, 4), bool(one.waived), one.code != OVERDUE, one.code)

    return tuple(sorted(findings, key=order))


def weight_of(finding: FindingOut) -> str:
    """What a finding does: the effect of a block, `waived`, or its severity."""
    return "waived" if finding.waived else finding.effect or finding.severity


def rows_text(one: Assessment) -> str:
    """`8,412 rows read, 8,312 used, 100 rejected (date not understood: 97; duplicate: 3)`."""
    data = one.provenance.data
    if not data.rows_read:
        return "No rows were read"
    parts = [f"{numbers.plural(data.rows_read, 'row')} read, {numbers.count(data.rows_used)} used"]
    parts.append(f"{numbers.count(data.rejected)} rejected{_counted(data.rejects)}")
    aside = sum(count.rows for count in data.set_aside)
    if aside:
        parts.append(f"{numbers.count(aside)} set aside{_counted(data.set_aside)}")
    return ", ".join(parts)


def _counted(counts: Sequence[CountOut]) -> str:
    some = [f"{count.reason}: {numbers.count(count.rows)}" for count in counts if count.rows]
    return f" ({folded(some, 4, '; ')})" if some else ""


def promise_texts(one: Assessment) -> tuple[str, ...]:
    """Bid beside did: `Average handling time: promised -15%, measured -13.2%, 88% delivered`."""
    found = []
    for promise in one.promises:
        share = "" if promise.delivered is None else f", {numbers.percent(promise.delivered, 0)} delivered"
        found.append(f"{promise.label}: promised {promise.promised}, measured {promise.measured}{share}")
    return tuple(found)


def whole_weeks(window: str) -> str:
    """Length of `2026-01-05 to 2026-02-01` in words, `4 weeks`; empty when it is not such a window."""
    ends = window.split(" to ")
    try:
        first, last = (date.fromisoformat(end) for end in ends)
    except ValueError:
        return ""
    weeks, days = divmod((last - first).days + 1, 7)
    return numbers.plural(weeks, "week") if not days else numbers.plural(7 * weeks + days, "day")


def title_of(one: Assessment) -> str:
    """`GO`, or `CONDITIONAL GO, 1 waiver`: the verdict as it is said."""
    waived = sum(bool(finding.waived) for finding in one.findings)
    return f"{one.verdict}, {numbers.plural(waived, 'waiver')}" if waived else one.verdict


def arrowed(text: str) -> str:
    """`12.0% -> 13.0%` with an arrow."""
    return text.replace("->", "→")


def against_text(one: Assessment, metric: MetricOut) -> str:
    """Before/after and against control, with whether they agree; empty when there is neither."""
    parts = []
    if metric.pre_post is not None:
        parts.append(f"before/after {bracketed(metric.pre_post, metric)}")
    if metric.against_control is not None:
        parts.append(f"against control {bracketed(metric.against_control, metric)}")
    return "; ".join([*parts, *filter(None, [agreement(one, metric)])])


def trigger_texts(one: Assessment) -> tuple[str, ...]:
    """Rollback triggers: fired ones each, the quiet and the unmeasured ones together."""
    fired = [f"FIRED: {in_sentence(t.label)} {t.observed} (limit {t.limit})" for t in one.triggers if t.fired]
    quiet = [f"{in_sentence(t.label)} {t.observed} (fires {t.limit})" for t in one.triggers if t.fired is False]
    unknown = [f"{in_sentence(t.label)} ({t.reason})" for t in one.triggers if t.fired is None]
    groups = (("quiet", quiet), ("not measured", unknown))
    return (*fired, *(f"{word}: {'; '.join(items)}" for word, items in groups if items))


def assumed_text(one: Assessment) -> str:
    """The first defaults that were applied, and how many more there are."""
    return folded([f"{a.key}: {a.value}" for a in one.assumed], 3, "; ")


def confidence_text(one: Assessment) -> str:
    """`high: matched groups, 12 and 12 units`; findings that lowered it by their codes, as they are listed below."""
    codes = {finding.code for finding in one.findings}
    lowering = [r.partition(",")[0] for r in one.confidence_reasons if r.partition(",")[0] in codes]
    others = [r for r in one.confidence_reasons if r.partition(",")[0] not in codes]
    lowered = [f"lowered by {numbers.listed(list(dict.fromkeys(lowering)))}"] if lowering else []
    return f"{one.confidence}: {'; '.join([*others, *lowered])}"


def condition_texts(one: Assessment) -> tuple[str, ...]:
    """Conditions; a waiver is not said twice."""
    waived = {waiver.partition(" ")[0] for waiver in one.waivers}
    return tuple(c for c in one.conditions if not (c.partition(" ")[0] in waived and " is waived" in c))


def other_findings(one: Assessment) -> tuple[FindingOut, ...]:
    """Findings, gravest first, without those whose words stand elsewhere on the page; like notes are folded."""
    said = set(one.conditions)
    listed = (finding for finding in gravest_first(one.findings) if finding.code != BREAK_EVEN)
    return _folded_notes([finding for finding in listed if f"{finding.code}: {finding.message}" not in said])


def _folded_notes(findings: Sequence[FindingOut]) -> tuple[FindingOut, ...]:
    """The first note of each code, with how many more there are like it."""
    notes = [finding.code for finding in findings if finding.severity == "note"]
    kept = []
    for place, finding in enumerate(findings):
        more = notes.count(finding.code) - 1 if finding.severity == "note" else 0
        if more and finding.code in {earlier.code for earlier in findings[:place]}:
            continue
        said = f"{finding.message.rstrip('.')} (+{more} like it)" if more else finding.message
        kept.append(replace(finding, message=said))
    return tuple(kept)

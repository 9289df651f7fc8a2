"""What the scorecard's template is filled with: short texts and rows, ASCII and not yet escaped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pilotaudit import numbers
from pilotaudit.outputs import facts, views
from pilotaudit.outputs.quality import note_texts, quality_texts

if TYPE_CHECKING:
    from pilotaudit.assessment.model import Assessment, IntervalOut, MetricOut, SegmentOut

SEGMENTS, FINDINGS, ITEMS = 8, 8, 5
Values = dict[str, object]
Rows = list[tuple[str, ...]]


def scorecard(one: Assessment) -> Values:
    """Everything that the template says, by name."""
    return _of_pilot(one) | _of_primary(one, facts.primary_of(one))


def _of_pilot(one: Assessment) -> Values:
    findings = finding_rows(one)
    return {
        "one": one,
        "title": facts.title_of(one),
        "look": facts.look_text(one) or ("interim look" if one.look == "interim" else ""),
        "reasons": [f"{c.label}: {c.reason}" for c in facts.not_good(one) if c.reason],
        "triggers": facts.trigger_texts(one),
        "conditions": facts.condition_texts(one),
        "others": other_rows(one),
        "confidence": facts.confidence_text(one).partition(": ")[2],
        "findings": findings[:FINDINGS],
        "more_findings": len(findings[FINDINGS:]),
        "not_measured": facts.folded(one.not_measured, ITEMS, "; "),
        "inputs": [f"{file.path}, sha256 {file.sha256}" for file in one.provenance.inputs],
        "quality": [facts.sentence(said) for said in (facts.rows_text(one), *quality_texts(one))],
        "notes": note_texts(one),
        "assumed": facts.folded([f"{a.key}: {a.value}" for a in one.assumed], ITEMS, "; "),
    }


def _of_primary(one: Assessment, metric: MetricOut | None) -> Values:
    segments = segment_rows(one, metric)
    return {
        "primary": "Primary metric" if metric is None else metric.label,
        "baseline": baseline_text(one, metric),
        "scope": scope_texts(one, metric),
        "views": [] if metric is None else view_rows(metric),
        "remarks": [facts.sentence(said[:1].upper() + said[1:]) for said in remarks(one, metric)],
        "segments": segments[:SEGMENTS],
        "more_segments": len(segments[SEGMENTS:]),
        "weeks": "" if metric is None else views.weeks_text(metric),
        "change": "" if metric is None else views.break_even_text(metric),
        "design": "" if metric is None else f"{metric.design}; {metric.why}",
        "limits": "" if metric is None else numbers.listed(metric.cannot_show),
    }


def baseline_text(one: Assessment, metric: MetricOut | None) -> str:
    """Level, length, spread by week and control group, as far as they were measured."""
    window = one.charter.baseline_window
    if metric is None or metric.baseline is None:
        return f"No baseline was measured ({window})" if window else "No baseline was measured"
    length = facts.whole_weeks(window)
    parts = [f"{metric.label}: {_level(metric.baseline, metric)} in the pilot group"]
    parts.append(f" over {length} ({window})" if length else f" ({window})")
    if metric.baseline_weekly is not None:
        low, high = (_level(value, metric) for value in metric.baseline_weekly)
        parts.append(f", by week {low} to {high}")
    if metric.control_baseline is not None:
        parts.append(f"; {_level(metric.control_baseline, metric)} in the control group")
    promised = f". Promised baseline: {metric.promised_baseline}" if metric.promised_baseline else ""
    return "".join(parts) + promised


def scope_texts(one: Assessment, metric: MetricOut | None) -> list[str]:
    """Work, tool, people, dates, owners: a sentence each."""
    charter = one.charter
    owners = (("business", charter.business_owner), ("technical", charter.technical_owner))
    executive = charter.executive_owner or "none named"
    said = [facts.sentence(charter.workflow), facts.sentence(charter.intervention)]
    if metric is not None:
        said.append(_arms(metric, charter.assignment))
        said.append(f"Pilot: {charter.pilot_window}, of which {numbers.plural(metric.judged_weeks, 'week')} judged.")
    else:
        said.append(facts.sentence(f"Pilot: {charter.pilot_window}"))
    said.append(facts.sentence(use_text(one)))
    named = [f"{role} {name}" for role, name in owners if name]
    said.append(f"Owners: {', '.join([*named, f'executive {executive}'])}.")
    return [text for text in said if text]


def _arms(metric: MetricOut, assignment: str) -> str:
    treated, control = metric.n.treatment, metric.n.control
    with_it = f"{numbers.plural(treated.units, 'unit')} with it ({numbers.plural(treated.rows, 'row')})"
    without = f"{numbers.count(control.units)} without ({numbers.plural(control.rows, 'row')})"
    return f"{with_it}, {without if control.rows else 'no control group'}; assignment: {assignment or 'not said'}."


def use_text(one: Assessment) -> str:
    """Weekly use, or why it is not known."""
    use = one.adoption
    if use.share is None:
        return f"Weekly use: not measured ({use.missing})" if use.missing else ""
    of = "" if use.intended_users is None else f" of {numbers.plural(use.intended_users, 'intended user')}"
    return f"Weekly use: {numbers.percent(use.share, 0)}{of}, from {use.source}"


def view_rows(metric: MetricOut) -> Rows:
    """(view, change, interval, p) of each way to look at the primary metric."""
    design = metric.design[:1].upper() + metric.design[1:]
    views = (
        (f"{design}: size, held against the target", metric.effect),
        (f"{design}: test, one number per unit", metric.test),
        ("Late half of the judged weeks", metric.late),
        ("Without case-mix adjustment", metric.raw),
        ("Allowing for a drift between the groups", None if metric.trend is None else metric.trend.effect),
        ("Against the current process (before/after)", metric.pre_post),
        ("Against control (after only)", metric.against_control),
    )
    return [_view(name, interval, metric) for name, interval in views if interval is not None]


def _view(name: str, interval: IntervalOut, metric: MetricOut) -> tuple[str, ...]:
    p = facts.p_text(interval.p_value).removeprefix("p ").removeprefix("= ").replace("<", "below")
    if interval is not metric.effect:
        return (name, facts.estimate_text(interval, metric), facts.ends_text(interval, metric), p)
    # A share's change is said in points, so its interval is too.
    shown = metric.absolute if metric.kind == "proportion" and metric.absolute is not None else interval
    return (name, facts.change_text(metric), facts.ends_text(shown, metric), p)


def remarks(one: Assessment, metric: MetricOut | None) -> tuple[str, ...]:
    """Whether the views agree, the chance of the target, bid beside did, and why nothing was measured."""
    if metric is None:
        return facts.promise_texts(one)
    agree = facts.agreement(one, metric)
    agreed = f"Before/after and against control: {agree}" if agree else ""
    drift = "" if metric.trend is None else views.bias_text(metric.trend)
    said = (metric.refusal, levels_text(metric), agreed, facts.chance_text(metric), facts.method_text(metric), drift)
    return (*filter(None, said), *facts.promise_texts(one))


def levels_text(metric: MetricOut) -> str:
    """Before, after and what was expected of the pilot group; empty when one of them is not known."""
    if metric.after is None or metric.counterfactual is None:
        return ""
    before = "" if metric.baseline is None else f"{_level(metric.baseline, metric)} before, "
    after, expected = _level(metric.after, metric), _level(metric.counterfactual, metric)
    return f"Pilot group: {before}{after} in the judged weeks, and {expected} expected without the change"


def segment_rows(one: Assessment, metric: MetricOut | None) -> Rows:
    """(segment, baseline, change, interval, rows): adverse ones of any metric, then the primary's others."""
    others = [m for m in one.metrics if m is not metric]
    adverse = [_segment(s, m, f" ({facts.in_sentence(m.label)})") for m in others for s in m.segments if s.adverse]
    return [*adverse, *(_segment(segment, metric) for segment in metric.segments)] if metric is not None else adverse


def _segment(segment: SegmentOut, metric: MetricOut, of: str = "") -> tuple[str, ...]:
    name, rows = f"{segment.segment}{of}", numbers.count(segment.rows)
    before = "not known" if segment.baseline is None else _level(segment.baseline, metric)
    if segment.estimate is None or segment.low is None or segment.high is None:
        return (name, before, "too few data", "", rows)
    change = _segment_change(segment, segment.estimate, metric) + (", worse" if segment.adverse else "")
    ends = f"{numbers.signed_percent(segment.low)} to {numbers.signed_percent(segment.high)}"
    return (name, before, change, ends, rows)


def _segment_change(segment: SegmentOut, estimate: float, metric: MetricOut) -> str:
    """A share's change with both levels and points: `11.6% -> 30.6%, +19.0pp (+164.3%)`."""
    if metric.kind != "proportion" or segment.after is None or estimate <= -1:
        return numbers.signed_percent(estimate)
    return facts.share_change(segment.after / (1 + estimate), segment.after)


def other_rows(one: Assessment) -> Rows:
    """(metric, role, before, after, change, interval) of everything measured besides the primary."""
    shown = [m for m in one.metrics if m.role in ("secondary", "guardrail", "watched") and m.after is not None]
    return [_other(metric, metric.after) for metric in shown if metric.after is not None]


def _other(metric: MetricOut, after: float) -> tuple[str, ...]:
    before = "not known" if metric.baseline is None else _level(metric.baseline, metric)
    harm = metric.harm if metric.role != "secondary" else None
    in_points = metric.absolute if metric.kind == "proportion" else None
    interval = harm or in_points or metric.effect
    change = facts.change_text(metric) if harm is None else facts.harm_text(harm, after, metric)
    ends = "" if interval is None else facts.ends_text(interval, metric)
    return (metric.label, metric.role, before, _level(after, metric), change, ends)


def finding_rows(one: Assessment) -> Rows:
    """(code, weight, message, place), gravest first, those among the conditions left out."""
    found = facts.other_findings(one)
    return [(f.code, facts.weight_of(f), facts.sentence(f.message), f"{f.file}:{f.line}") for f in found]


def _level(value: float, metric: MetricOut) -> str:
    return numbers.level(value, metric.unit, metric.kind)

"""What stands below the tables: other views, conditions, findings, gaps, what to do next, where the rows went."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeAlias

from pilotaudit.outputs import colors
from pilotaudit.outputs.base import Look
from pilotaudit.outputs.facts import (
    against_text,
    arrowed,
    assumed_text,
    chance_text,
    condition_texts,
    folded,
    look_text,
    other_findings,
    primary_of,
    promise_texts,
    rows_text,
    sentence,
    test_text,
    trigger_texts,
    weight_of,
)
from pilotaudit.outputs.quality import quality_facts
from pilotaudit.outputs.terminal import grid, indented, preformatted, text
from pilotaudit.outputs.views import drift_text, mix_text, weeks_text, weights_text

if TYPE_CHECKING:
    from rich.console import RenderableType

    from pilotaudit.assessment.model import Assessment, FindingOut

Fact: TypeAlias = tuple[str, str]
"""A label, empty for one more line under the label above, and what is said."""


def rest_blocks(one: Assessment, look: Look) -> Iterator[RenderableType]:
    """Facts, findings, facts: each group after a blank line."""
    for facts in (tuple(_views(one)), tuple(_limits(one))):
        if facts:
            yield ""
            yield _facts(facts)
    findings = other_findings(one)
    if findings:
        yield ""
        yield from _findings(findings, look)
    yield ""
    yield _facts(tuple(_closing(one)))


def _views(one: Assessment) -> Iterator[Fact]:
    """The same effect seen otherwise."""
    metric = primary_of(one)
    if metric is not None:
        yield from _if("Other views", against_text(one, metric))
        yield from _if("Test", test_text(metric))
        yield from _if("Weightings", weights_text(one, metric))
        yield from _if("Case mix", mix_text(one, metric))
        yield from _if("By week", weeks_text(metric))
        yield from _if("Drift", drift_text(metric))
        yield from _if("Target", chance_text(metric))
        yield from _if("Look", look_text(one))
        yield from _if("Compared by", f"{metric.design}; {metric.why}")
    yield from _listed("Promised", promise_texts(one))
    yield from _listed("Triggers", trigger_texts(one))


def _limits(one: Assessment) -> Iterator[Fact]:
    """What the verdict stands on besides the data."""
    yield from _listed("Conditions", condition_texts(one))
    yield from _listed("Waivers", one.waivers)


def _closing(one: Assessment) -> Iterator[Fact]:
    yield from _if("Not measured", folded(one.not_measured, 6, "; "))
    yield from _if("Assumed", assumed_text(one))
    yield ("Next", f"{one.recommendation.action}, by {one.recommendation.by}")
    yield ("", one.recommendation.text)
    yield ("Rows", rows_text(one))
    yield from _each_label_once(quality_facts(one))


def _if(label: str, said: str) -> Iterator[Fact]:
    if said:
        yield (label, said)


def _listed(label: str, items: Sequence[str]) -> Iterator[Fact]:
    for place, item in enumerate(items):
        yield ("" if place else label, item)


def _each_label_once(facts: Iterable[Fact]) -> Iterator[Fact]:
    """The same facts, a label only on the first of its lines."""
    before = ""
    for label, said in facts:
        yield ("" if label == before else label, said)
        before = label


def _facts(facts: Sequence[Fact]) -> RenderableType:
    return indented(grid((preformatted(f"{label:<12}", "bold"), text(sentence(said))) for label, said in facts))


def _findings(findings: Sequence[FindingOut], look: Look) -> Iterator[RenderableType]:
    """Code, weight and message; as `file:line:column CODE weight message` where lines stay whole."""
    if look.width is None:
        for finding in findings:
            place = f"{finding.file}:{finding.line}:{finding.column}"
            yield indented(text(f"{place} {finding.code} {weight_of(finding)} {arrowed(finding.message)}"))
        return
    yield indented(grid(_finding(finding) for finding in findings))


def _finding(finding: FindingOut) -> tuple[RenderableType, ...]:
    weight = weight_of(finding)
    waived = f" (waived: {finding.waived})" if finding.waived else ""
    place = f"{finding.file}:{finding.line}:{finding.column}"
    style = colors.OF_WEIGHT.get(weight, "")
    return (
        text(finding.code, style),
        text(weight, style),
        text(f"{arrowed(sentence(finding.message))}{waived} {place}"),
    )

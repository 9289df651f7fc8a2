"""JUnit XML: one suite per charter, one case for its verdict and one per deciding criterion.

Whatever keeps a pilot from a GO is a failure, so that a CI job shows it: MISSED, and also NO DATA, UNDERPOWERED and
UNTRUSTED, because missing evidence never passes. CONDITIONAL GO passes, with its conditions in the output.
A charter that cannot be used is an error. `--fail-on` changes the exit code, not this file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from pilotaudit.outputs.base import PLAIN, Look, Result, is_judged
from pilotaudit.outputs.facts import chance_text, look_text, primary_of, rows_text
from pilotaudit.outputs.quality import note_texts, quality_texts
from pilotaudit.outputs.suites import Entry, Outcome, Suite, document

if TYPE_CHECKING:
    from pilotaudit.assessment.model import Assessment, CriterionOut

PASSING: Final = ("GO", "CONDITIONAL GO")
MET: Final = ("MET", "WATCHED", "WAIVED", "SHOWN")


def render(results: Sequence[Result], look: Look = PLAIN) -> str:
    """The whole document."""
    del look
    return document("pilotaudit", [_suite(result) for result in results])


def _suite(result: Result) -> Suite:
    if not is_judged(result):
        lines = tuple(str(problem) for problem in result.problems)
        return Suite(
            result.file, result.file, (Entry("charter", "error", "UNUSABLE", lines[0] if lines else "", lines),)
        )
    criteria = (_criterion(one) for one in result.criteria if one.deciding)
    return Suite(result.charter.pilot, result.charter.path, (_verdict(result), *criteria))


def _verdict(one: Assessment) -> Entry:
    said = {"Look": look_text(one), "Target": _chance(one), "Next": one.recommendation.text}
    data = (f"Rows: {rows_text(one)}", *quality_texts(one), *note_texts(one))
    lines = (f"Confidence: {one.confidence}", *_said(said), *one.reasons, *one.conditions, *data)
    outcome: Outcome = "passed" if one.verdict in PASSING else "failure"
    return Entry("verdict", outcome, one.verdict, f"{one.verdict}: {one.headline}", lines)


def _chance(one: Assessment) -> str:
    metric = primary_of(one)
    return "" if metric is None else chance_text(metric)


def _said(by_name: Mapping[str, str]) -> Iterator[str]:
    yield from (f"{name}: {text}" for name, text in by_name.items() if text)


def _criterion(one: CriterionOut) -> Entry:
    outcome: Outcome = "passed" if one.state in MET else "failure"
    message = f"{one.label} {one.state}: required {one.required}, observed {one.observed}"
    return Entry(one.id, outcome, one.state, message, (one.reason,))

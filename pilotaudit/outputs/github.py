"""Workflow annotations: the verdict of each charter, then its findings at their lines.

Blocks and verdicts that fail are errors, warnings are warnings, the rest are notices; a waived finding is a notice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from pilotaudit.outputs.annotations import annotation
from pilotaudit.outputs.base import PLAIN, Look, Result, is_judged
from pilotaudit.outputs.facts import (
    GOOD,
    chance_text,
    gravest_first,
    look_text,
    primary_of,
    rows_text,
    sentence,
    title_of,
    weight_of,
)
from pilotaudit.outputs.quality import note_texts, quality_texts

if TYPE_CHECKING:
    from pilotaudit.assessment.model import Assessment

LEVELS: Final = {"GO": "notice", "CONDITIONAL GO": "warning"}
SEVERITIES: Final = {"block": "error", "error": "error", "warn": "warning"}


def render(results: Sequence[Result], look: Look = PLAIN) -> str:
    """One annotation per line."""
    del look
    return "".join(f"{line}\n" for result in results for line in _lines(result))


def _lines(result: Result) -> Iterator[str]:
    if not is_judged(result):
        for problem in result.problems:
            yield annotation("error", (problem.file, problem.line, problem.column), problem.code, problem.message)
        return
    yield _verdict(result)
    for finding in gravest_first(result.findings):
        level = "notice" if finding.waived else SEVERITIES.get(finding.severity, "notice")
        title = f"{finding.code} {weight_of(finding)}"
        yield annotation(level, (finding.file, finding.line, finding.column), title, finding.message)
    yield annotation("notice", (result.charter.path, 1, 1), "Data quality", _data(result))


def _data(one: Assessment) -> str:
    """Rows, coverage, blanks and repeats in one line."""
    return " ".join(map(sentence, (rows_text(one), *quality_texts(one), *note_texts(one))))


def _facts(one: Assessment) -> Iterator[str]:
    """The chance of the target and the look, a sentence each."""
    metric = primary_of(one)
    for said in ("" if metric is None else chance_text(metric), look_text(one)):
        if said:
            yield sentence(said[:1].upper() + said[1:])


def _verdict(one: Assessment) -> str:
    """The verdict with what kept it from being better."""
    level = LEVELS.get(one.verdict, "error")
    open_lines = (c for c in one.criteria if c.deciding and c.state not in GOOD)
    why = [f"{c.label} {c.state}: required {c.required}, observed {c.observed}." for c in open_lines]
    text = " ".join([one.headline, *why, *_facts(one), f"Next: {one.recommendation.text}"])
    return annotation(level, (one.charter.path, 1, 1), f"{title_of(one)}: {one.charter.pilot}", text)

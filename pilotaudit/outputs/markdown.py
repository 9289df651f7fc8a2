"""The scorecard: one page of Markdown, the decision on top."""

from __future__ import annotations

from collections.abc import Sequence

from pilotaudit import numbers
from pilotaudit.outputs.base import PLAIN, Look, Result, is_judged
from pilotaudit.outputs.facts import title_of
from pilotaudit.outputs.scorecard import scorecard
from pilotaudit.outputs.templating import filled


def render(results: Sequence[Result], look: Look = PLAIN) -> str:
    """One scorecard per charter, divided by rules, with a table in front of several; unusable ones list problems."""
    del look
    pages = [_page(result) for result in results]
    return "\n---\n\n".join([*([_together(results)] if len(results) > 1 else []), *pages])


def _together(results: Sequence[Result]) -> str:
    count = numbers.plural(len(results), "charter")
    return filled("together.md.j2", {"count": count, "rows": [_row(result) for result in results]})


def _row(result: Result) -> tuple[str, ...]:
    if is_judged(result):
        advice = f"{result.recommendation.action}, by {result.recommendation.by}"
        return (title_of(result), result.charter.pilot, result.headline, advice)
    return ("UNUSABLE", result.file, numbers.plural(len(result.problems), "problem"), "repair the charter or its data")


def _page(result: Result) -> str:
    if is_judged(result):
        return filled("scorecard.md.j2", scorecard(result))
    return filled("unusable.md.j2", {"failed": result})

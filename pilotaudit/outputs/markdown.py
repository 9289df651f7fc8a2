"""The scorecard: one page of Markdown, the decision on top."""

from __future__ import annotations

from collections.abc import Sequence

from pilotaudit.outputs.base import PLAIN, Look, Result, is_judged
from pilotaudit.outputs.scorecard import scorecard
from pilotaudit.outputs.templating import filled


def render(results: Sequence[Result], look: Look = PLAIN) -> str:
    """One scorecard per charter, divided by rules; an unusable charter is a list of its problems."""
    del look
    return "\n---\n\n".join(_page(result) for result in results)


def _page(result: Result) -> str:
    if is_judged(result):
        return filled("scorecard.md.j2", scorecard(result))
    return filled("unusable.md.j2", {"failed": result})

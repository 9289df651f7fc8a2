"""Write the expected scorecards of the examples anew: `python -m tests.golden`. Read the difference, then commit."""

from __future__ import annotations

from tests.examples.stories import EXAMPLES, STORIES, evaluated


def write() -> None:
    """Keep every example's Markdown scorecard beside its charter."""
    for story in STORIES:
        _, text = evaluated(story, "markdown")
        (EXAMPLES / story.name / "scorecard.md").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write()

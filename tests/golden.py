"""Write the expected scorecards of the examples anew: `python -m tests.golden`. Read the difference, then commit."""

from __future__ import annotations

from tests.examples.stories import EXAMPLES, STORIES, evaluated


def write() -> None:
    """Keep every example's Markdown scorecard beside its charter; a run that fails leaves the old one in place."""
    for story in STORIES:
        code, text = evaluated(story, "markdown")
        assert code == story.exit_code, f"{story.name} ended with {code}, not {story.exit_code}"
        (EXAMPLES / story.name / "scorecard.md").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write()

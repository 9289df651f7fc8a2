"""Write the expected scorecards of the examples anew: `python -m tests.golden`. Read the difference, then commit."""

from __future__ import annotations

import io
import os
from contextlib import redirect_stdout

from pilotaudit.cli import main
from tests.examples.stories import EXAMPLES, ROOT, STORIES, Story


def scorecard(story: Story) -> str:
    """Evaluate an example from the top of the repository and return its Markdown scorecard."""
    text = io.StringIO()
    with redirect_stdout(text):
        main([*story.command, "--quiet", "--format", "markdown"])
    return text.getvalue()


def write() -> None:
    """Keep every example's scorecard beside its charter."""
    os.chdir(ROOT)
    for story in STORIES:
        (EXAMPLES / story.name / "scorecard.md").write_text(scorecard(story), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write()

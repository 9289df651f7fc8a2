"""Write the expected scorecards of the examples anew: `python -m tests.golden`. Read the difference, then commit."""

from __future__ import annotations

import os

from pilotaudit.cli import main
from tests.examples.stories import EXAMPLES, ROOT, STORIES


def write() -> None:
    """Evaluate every example from the top of the repository and keep its Markdown scorecard beside its charter."""
    os.chdir(ROOT)
    for story in STORIES:
        target = (EXAMPLES / story.name / "scorecard.md").relative_to(ROOT)
        main([*story.command, "--quiet", "--output", f"markdown={target}"])


if __name__ == "__main__":
    write()

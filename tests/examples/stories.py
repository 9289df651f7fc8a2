"""What each shipped example is meant to show, and how it is evaluated."""

from __future__ import annotations

import io
from contextlib import chdir, redirect_stdout
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pilotaudit.cli import main

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"


@dataclass(frozen=True, slots=True)
class Story:
    """One example: its folder, the date on which it is judged, and what must come out."""

    name: str
    as_of: str
    verdict: str
    exit_code: int

    @property
    def charter(self) -> str:
        """The charter's path from the top of the repository, as a user types it."""
        return f"examples/{self.name}/charter.yaml"

    @property
    def command(self) -> list[str]:
        """The arguments of the one command that judges it."""
        return ["evaluate", self.charter, "--as-of", self.as_of]


STORIES = (
    Story("support-desk", "2026-04-05", "GO", 0),
    Story("support-desk-mixed", "2026-05-03", "NO-GO", 10),
    Story("release-copilot", "2026-04-12", "GO", 0),
    Story("release-copilot-rework", "2026-04-12", "NO-GO", 10),
    Story("cost-optimizer", "2026-05-31", "NO-GO", 10),
    Story("season", "2026-04-05", "NO-GO", 10),
    Story("novelty", "2026-07-05", "NO-GO", 10),
)


@cache
def evaluated(story: Story, form: str) -> tuple[int, str]:
    """Evaluate an example from the top of the repository, once: exit code and what is printed in a format."""
    text = io.StringIO()
    with chdir(ROOT), redirect_stdout(text):
        code = main([*story.command, "--quiet", "--format", form])
    return code, text.getvalue()

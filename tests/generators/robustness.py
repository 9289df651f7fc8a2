"""How often each example's verdict comes out over other seeds: `python -m tests.generators.robustness [SEEDS]`.

Not part of the tests; it takes a few minutes. The seeds are 1, 2, 3, ...; the examples' own seeds are not among them.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections import Counter
from datetime import date
from pathlib import Path

from pilotaudit.evaluate import evaluate
from tests.examples.stories import EXAMPLES, STORIES, Story
from tests.generators import GENERATORS


def verdicts(story: Story, seeds: range) -> Counter[str]:
    """Count the verdicts of one example over seeds."""
    return Counter(_verdict(story, seed) for seed in seeds)


def _verdict(story: Story, seed: int) -> str:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copy(EXAMPLES / story.name / "charter.yaml", folder)
        for file, text in GENERATORS[story.name](seed).items():
            (folder / file).write_text(text, encoding="utf-8")
        return str(evaluate(folder / "charter.yaml", date.fromisoformat(story.as_of)).verdict)


def main() -> None:
    """Write one line per example: how many seeds gave which verdict."""
    seeds = range(1, 1 + int(sys.argv[1] if len(sys.argv) > 1 else 20))
    for story in STORIES:
        counts = verdicts(story, seeds)
        sys.stdout.write(f"{story.name}: {story.verdict} in {counts[story.verdict]} of {len(seeds)}; {dict(counts)}\n")


if __name__ == "__main__":
    main()

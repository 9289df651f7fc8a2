"""The examples' data: written by their generators, byte for byte, and marked as simulated."""

from __future__ import annotations

import csv

import pytest

from tests.examples.stories import EXAMPLES, STORIES
from tests.generators import GENERATORS


def test_every_example_has_a_generator_and_a_story() -> None:
    """Folders, generators and stories name the same examples."""
    folders = {path.parent.name for path in EXAMPLES.glob("*/charter.yaml")}
    assert folders == set(GENERATORS) == {story.name for story in STORIES}


@pytest.mark.parametrize("name", GENERATORS)
def test_data_are_what_the_generator_writes(name: str) -> None:
    """The CSV files in the folder are the generator's, no more and no less."""
    expected = {file: text.encode() for file, text in GENERATORS[name]().items()}
    assert expected == {path.name: path.read_bytes() for path in (EXAMPLES / name).glob("*.csv")}


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*/*.csv")), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_row_says_that_it_is_simulated(path) -> None:
    """A column `source` says `simulated` in every row."""
    with path.open(newline="", encoding="utf-8") as file:
        assert {row["source"] for row in csv.DictReader(file)} == {"simulated"}


@pytest.mark.parametrize("name", GENERATORS)
def test_readme_has_three_lines(name: str) -> None:
    """What happened, the verdict and why, and the command: three lines, blank ones aside, the command as it runs."""
    lines = [line for line in (EXAMPLES / name / "README.md").read_text(encoding="utf-8").splitlines() if line.strip()]
    story = next(story for story in STORIES if story.name == name)
    assert len(lines) == 3
    assert "Simulated" in lines[0]
    assert story.verdict in lines[1]
    assert f"`pilotaudit {' '.join(story.command)}`" in lines[2]


def test_examples_stay_small() -> None:
    """All examples together stay under 12 MB."""
    assert sum(path.stat().st_size for path in EXAMPLES.rglob("*") if path.is_file()) < 12_000_000

"""Golden tests: every example's verdict, exit code and whole Markdown scorecard."""

from __future__ import annotations

import json

import pytest

from tests.examples.stories import EXAMPLES, STORIES, Story, evaluated

every_story = pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)


@every_story
def test_exit_code(story: Story) -> None:
    """The command ends with the code of its verdict."""
    assert story.exit_code == evaluated(story, "markdown")[0]


@every_story
def test_scorecard(story: Story) -> None:
    """The Markdown scorecard is the one in the folder, letter for letter."""
    expected = (EXAMPLES / story.name / "scorecard.md").read_text(encoding="utf-8")
    assert expected == evaluated(story, "markdown")[1]


@every_story
def test_verdict(story: Story) -> None:
    """The JSON carries the verdict of the story and the same exit code."""
    code, text = evaluated(story, "json")
    assessment = json.loads(text)
    assert (story.verdict, code) == (assessment["verdict"], assessment["exit_code"])

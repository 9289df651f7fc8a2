"""Golden tests: every example's verdict, exit code and whole Markdown scorecard."""

from __future__ import annotations

import json

import pytest

from pilotaudit.cli import main
from tests.examples.stories import EXAMPLES, ROOT, STORIES, Story


@pytest.fixture(autouse=True)
def _at_the_top(monkeypatch) -> None:
    """Run from the top of the repository, as a user does."""
    monkeypatch.chdir(ROOT)


@pytest.fixture(params=STORIES, ids=lambda story: story.name)
def story(request) -> Story:
    """Each example in turn."""
    return request.param


def test_exit_code(story: Story) -> None:
    """The command ends with the code of its verdict."""
    assert story.exit_code == main([*story.command, "--quiet"])


def test_scorecard(story: Story, capsys) -> None:
    """The Markdown scorecard is the one in the folder, letter for letter."""
    main([*story.command, "--quiet", "--format", "markdown"])
    assert (EXAMPLES / story.name / "scorecard.md").read_text(encoding="utf-8") == capsys.readouterr().out


def test_verdict(story: Story, capsys) -> None:
    """The JSON carries the verdict of the story."""
    main([*story.command, "--quiet", "--format", "json"])
    assert story.verdict == json.loads(capsys.readouterr().out)["verdict"]

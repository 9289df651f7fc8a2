"""What other repositories take from this one: the GitHub action and the pre-commit hook."""

import re
from pathlib import Path

import pytest
import yaml

from pilotaudit.cli.exits import FAIL_ON
from pilotaudit.outputs import OUTPUTS

ROOT = Path(__file__).parent.parent


def test_the_action_runs_evaluate_with_a_format_that_exists():
    """And its default level is the command's own."""
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    command = action["runs"]["steps"][-1]["run"]
    assert "pilotaudit evaluate $CHARTER --format github" in command
    assert {"github"} <= set(OUTPUTS)
    assert action["inputs"]["fail-on"]["default"] in FAIL_ON


def test_the_action_takes_no_input_into_a_command_as_text():
    """An input's text would be run by the shell; it travels as a variable."""
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    assert [step for step in action["runs"]["steps"] if "inputs." in step.get("run", "")] == []


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("charters/support-desk.yaml", True),
        ("pilots/season/charter.yml", True),
        ("vpn.charter.yaml", True),
        (".github/workflows/ci.yml", False),
        ("charters/notes.md", False),
    ],
)
def test_the_hook_looks_at_charters_only(path, expected):
    """A workflow file is YAML too."""
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert expected == bool(re.search(hook["files"], path))

"""Blank charters: each blank is one problem, and filled in they are charters."""

from __future__ import annotations

import re

import pytest

from pilotaudit.charter.templates import folder, template, templates
from tests.charter.writing import problems_of

FILLED = {
    "pilot": "Assistant",
    "approved": "2026-01-30",
    "problem": "Cut the time by 10% with no rise in errors",
    "workflow": "Level 1 tickets",
    "intervention": "Drafts a reply; the agent edits and sends it",
    "does": "Drafts a reply; the agent edits and sends it",
    "inside": "The desk's own screen",
    "business": "Head of Service Desk",
    "technical": "Platform Lead",
    "executive": "COO",
    "baseline": "2026-01-05 to 2026-02-01",
    "window.pilot": "2026-02-02 to 2026-03-29",
    "decide_by": "2026-04-05",
    "column": "queue",
    "treatment": "[EMEA]",
    "control": "[AMER]",
    "segments": "category",
    "assignment": "matched",
    "intended_users": "24",
    "downstream": "[review]",
    "file": "items.csv",
    "data": "items.csv",
    "security_review": "2026-01-20",
    "data_boundary": "Knowledge base only",
    "if_met": "Expand",
    "if_missed": "Stop",
    "rollback.service_incidents": "above 0.2",
    "how": "Switch it off; the Platform Lead",
}
METRICS = {"primary": "-10%", "guardrails": "no worse than 5%", "promised": "-15%", "rollback": "above 5%"}


def _blanks(text):
    """Line numbers of keys with nothing behind them and nothing below them."""
    lines = [re.sub(r"\s*#.*", "", line) for line in text.splitlines()]
    depth = [len(line) - len(line.lstrip()) for line in lines]
    after = [*depth[1:], 0]
    return [n + 1 for n, line in enumerate(lines) if line.endswith(":") and after[n] <= depth[n]]


def _filled(text):
    """The template with every blank filled in."""
    lines, block = text.splitlines(), ""
    blanks = _blanks(text)
    for position, line in enumerate(lines):
        bare = re.sub(r"\s*#.*", "", line)
        key = bare.strip().rstrip(":")
        block = key if bare and not bare.startswith(" ") else block
        if position + 1 in blanks:
            lines[position] = f"{bare} {FILLED.get(f'{block}.{key}') or FILLED.get(key) or METRICS[block]}"
    return "\n".join(lines)


def test_the_templates_are_those_of_the_worked_cases_and_the_least():
    """The first is the one to start with."""
    assert templates() == ("support-desk", "cost-optimizer", "minimal", "release-copilot")


@pytest.mark.parametrize("name", templates())
def test_every_blank_is_named_by_one_problem(name, tmp_path):
    """And nothing else is."""
    text = template(name)
    found = problems_of(text, tmp_path)
    assert _blanks(text) == [problem.line for problem in found]
    assert {"CHR003"} == {problem.code for problem in found}


@pytest.mark.parametrize("name", templates())
def test_a_template_that_is_filled_in_is_a_charter(name, tmp_path):
    """Blanks are all that was missing."""
    assert problems_of(_filled(template(name)), tmp_path) == ()


def test_a_template_that_does_not_exist_is_a_key_error():
    """The command line turns it into a sentence."""
    with pytest.raises(KeyError):
        template("nowhere")


def test_installed_templates_come_first(tmp_path):
    """The wheel carries them inside the package."""
    (tmp_path / "pilotaudit" / "_shipped" / "charters").mkdir(parents=True)
    package = tmp_path / "pilotaudit"
    assert package / "_shipped" / "charters" == folder(package)


def test_in_a_checkout_they_lie_beside_the_package(tmp_path):
    """Editing one needs no build."""
    assert tmp_path / "charters" == folder(tmp_path / "pilotaudit")

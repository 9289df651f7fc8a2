"""README and manual say what the program does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pilotaudit.cli.exits import GRAVEST_FIRST
from tests.docs import BLOCKS, PAGES, ROOT, with_blocks

README = (ROOT / "README.md").read_text(encoding="utf-8")
MANUAL = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


@pytest.mark.parametrize("place", PAGES)
def test_a_generated_page_is_up_to_date(place):
    """`make docs` writes it anew."""
    assert PAGES[place]() == (ROOT / place).read_text(encoding="utf-8")


def test_the_readme_shows_what_the_program_prints():
    """Help and example, letter by letter; `make docs` writes them anew."""
    assert with_blocks(README) == README


@pytest.mark.parametrize("name", BLOCKS)
def test_the_readme_blocks_fit_a_terminal(name):
    """Eighty columns, no escape codes, not empty."""
    lines = BLOCKS[name]().splitlines()
    assert len(lines) > 5
    assert [line for line in lines if len(line) > 80 or "\x1b" in line] == []


def test_the_readme_is_short_and_begins_with_a_command():
    """At most 700 words; the first command by line 20."""
    first = next(number for number, line in enumerate(README.splitlines(), 1) if line.startswith("```sh"))
    assert (len(README.split()) <= 700, first + 1 <= 20) == (True, True)


def test_the_readme_lists_every_exit_code():
    """CI jobs rely on them."""
    rows = {int(code) for code in re.findall(r"^\| (\d+) \|", README, re.MULTILINE)}
    assert rows == {*GRAVEST_FIRST, 2}


@pytest.mark.parametrize("path", MANUAL, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(path: Path):
    """A link to a file that was moved is worse than none."""
    targets = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8"))
    assert [target for target in targets if not (path.parent / target).exists()] == []

"""The shape of the house: who may import whom, and that every list is complete."""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Iterable

import pytest

from pilotaudit.cli import COMMANDS
from pilotaudit.findings.registry import CHECKS, CODES, PAGES, page
from pilotaudit.outputs import OUTPUTS
from tests.house import PACKAGE, cycles, edges, files_with, floors, modules, room

HEADINGS = ("What it does", "Why it matters", "Example", "What to do", "Limits", "Source")
JOBS_IN_ORDER = ("demo", "evaluate", "plan", "check", "batch", "portfolio", "inspect")
"""Jobs may use the ones before them; everything else on one floor keeps apart."""


def _names(functions: Iterable[object]) -> set[str]:
    return {inspect.getmodule(function).__name__.partition(".")[2] for function in functions}


def _may_import(source: str, target: str) -> bool:
    here, there = room(source), room(target)
    if there in (here, "") or here in ("", "__main__"):
        return True
    if here in JOBS_IN_ORDER and there in JOBS_IN_ORDER:
        return JOBS_IN_ORDER.index(there) < JOBS_IN_ORDER.index(here)
    return floors()[there] < floors()[here] or floors()[here] == floors()[there] == 0


def test_the_map_names_every_room_and_no_other():
    """The docstring of the package is what a newcomer reads first."""
    rooms = {room(name) for name in modules()} - {"", "__main__"}
    assert set(floors()) == rooms


def test_nobody_imports_from_a_lower_room():
    """Data goes one way; imports for types and inside functions count too."""
    assert [e for e in edges() if not _may_import(e.source, e.target)] == []


def test_no_modules_load_each_other():
    """A cycle would be a room with two doors."""
    assert cycles() == []


@pytest.mark.parametrize(
    ("place", "marker", "listed"),
    [
        ("findings", "CODE", {check.__name__.partition(".")[2] for check in CHECKS}),
        ("outputs", "render", _names(OUTPUTS.values())),
    ],
)
def test_every_file_is_in_its_list(place, marker, listed):
    """A check or a format that nobody calls would look as if it worked."""
    assert files_with(place, marker) == listed


def test_every_command_file_is_in_its_list():
    """A file of the command line whose docstring opens with its command is one."""
    said = {name: ast.get_docstring(tree) or "" for name, tree in modules().items() if room(name) == "cli"}
    assert {name for name, text in said.items() if text.startswith("`pilotaudit ")} == _names(COMMANDS)


def test_files_of_one_list_do_not_import_each_other():
    """What two of them need stands in a file of its own."""
    lists = [{check.__name__.partition(".")[2] for check in CHECKS}, _names(OUTPUTS.values())]
    assert [e for e in edges() for files in lists if e.source in files and e.target in files] == []


@pytest.mark.parametrize("code", CODES)
def test_every_page_has_its_headings_in_order(code):
    """The page is what `pilotaudit explain` prints."""
    text = page(code)
    places = [text.find(heading) for heading in HEADINGS]
    assert -1 not in places
    assert places == sorted(places)


def test_every_page_file_belongs_to_a_code_without_a_check():
    """A page that nobody can ask for would rot."""
    assert {path.stem for path in (PACKAGE / "findings" / "pages").glob("*.md")} == set(PAGES)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.__name__)
def test_every_command_says_a_sentence_and_an_example(command):
    """Help shows, then tells."""
    sentence, *others = inspect.cleandoc(command.__doc__ or "").split("\n\n")
    assert sentence.endswith(".")
    assert any(other.startswith("Example: pilotaudit ") for other in others)


def test_the_clock_and_the_environment_are_read_by_the_command_line_only():
    """Same inputs, same bytes: nothing else may know what day it is."""
    forbidden = ("date.today(", "datetime.now(", "os.environ", "getenv(", "time.time(", "random.")
    rooms = [path for path in PACKAGE.rglob("*.py") if path.relative_to(PACKAGE).parts[0] != "cli"]
    found = [(path.name, word) for path in rooms for word in forbidden if word in path.read_text(encoding="utf-8")]
    assert found == []


def test_help_loads_no_engine():
    """What `pilotaudit --help` needs is typer; an engine would double its time."""
    import subprocess

    script = "import sys, pilotaudit.cli; print(*sorted(sys.modules))"
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    heavy = {"duckdb", "numpy", "pandas", "scipy", "jinja2", "pydantic", "rich", "yaml"}
    assert heavy & set(found) == set()

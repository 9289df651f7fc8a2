"""Whole outputs, letter for letter; `python -m tests.outputs.golden` writes them anew."""

import os
import subprocess
import sys

import pytest

from tests.outputs.golden import CASES, FOLDER


@pytest.mark.parametrize("name", CASES)
def test_output_is_the_one_on_file(name):
    """Whoever changes a word of an output sees it in a difference."""
    assert (FOLDER / name).read_bytes().decode("utf-8") == CASES[name]()


def test_no_golden_file_is_left_over():
    """A file that nothing renders would look like a promise."""
    assert {path.name for path in FOLDER.iterdir()} == set(CASES)


@pytest.mark.parametrize("name", CASES)
def test_the_same_results_give_the_same_bytes(name):
    """Rendering reads no clock and keeps no state."""
    assert CASES[name]() == CASES[name]()


def test_no_environment_changes_the_text():
    """Terminal settings and hash seeds of whoever runs it play no part."""
    script = "from tests.outputs.golden import CASES; print(CASES['go.txt'](), CASES['several.json']())"
    settings = (
        {"PYTHONHASHSEED": "1", "COLUMNS": "200", "TERM": "dumb", "NO_COLOR": "1"},
        {"PYTHONHASHSEED": "2", "COLUMNS": "20", "TERM": "xterm-256color", "FORCE_COLOR": "1", "JUPYTER_COLUMNS": "9"},
    )
    base = {"PATH": os.environ["PATH"], "PYTHONUTF8": "1"}
    runs = [
        subprocess.run(
            [sys.executable, "-c", script], env=base | one, capture_output=True, text=True, check=True
        ).stdout
        for one in settings
    ]
    assert runs[0] == runs[1]

"""Charters written for tests: the two of the manual, and changed ones."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from pilotaudit.charter.load import load_charter
from pilotaudit.charter.model import Charter, Loaded
from pilotaudit.errors import CharterError, Problem

TEXTS = Path(__file__).parent / "texts"
MINIMAL = (TEXTS / "minimal.yaml").read_text(encoding="utf-8")
COMPLETE = (TEXTS / "complete.yaml").read_text(encoding="utf-8")


def tree_of(text: str = MINIMAL) -> dict[str, Any]:
    """The charter as plain values, every scalar as text."""
    return yaml.load(text, Loader=yaml.BaseLoader)


def changed(changes: dict[str, Any], text: str = MINIMAL) -> str:
    """A charter with some items replaced, by dotted path; None takes an item out."""
    tree = tree_of(text)
    for path, value in changes.items():
        *above, last = path.split(".")
        block = tree
        for name in above:
            if not isinstance(block.get(name), dict):
                block[name] = {}
            block = block[name]
        if value is None:
            block.pop(last, None)
        else:
            block[last] = value
    return yaml.safe_dump(tree, sort_keys=False, allow_unicode=True, width=10_000)


def load_text(text: str | bytes, folder: Path, *, allow_outside: bool = False) -> Loaded:
    """Write a charter and load it."""
    path = folder / "charter.yaml"
    path.write_bytes(text.encode("utf-8") if isinstance(text, str) else text)
    return load_charter(path, shown="charter.yaml", allow_outside=allow_outside)


def problems_of(text: str | bytes, folder: Path, *, allow_outside: bool = False) -> tuple[Problem, ...]:
    """All problems of a charter; none when it loads."""
    try:
        load_text(text, folder, allow_outside=allow_outside)
    except CharterError as error:
        return error.problems
    return ()


def codes_of(text: str | bytes, folder: Path) -> list[str]:
    """The codes of all problems, in the order of the file."""
    return [problem.code for problem in problems_of(text, folder)]


def charter_of(changes: dict[str, Any] | None = None, text: str = MINIMAL) -> Charter:
    """A charter without a file, for checks and rules."""
    return Charter.model_validate(tree_of(changed(changes or {}, text)))

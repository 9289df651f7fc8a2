"""What travels with the package: complete examples to run, and blank charters to start from."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from difflib import get_close_matches
from importlib.resources import as_file, files
from pathlib import Path

from pilotaudit.errors import UsageError


def examples() -> tuple[str, ...]:
    """Names of the shipped examples, the first being the one to start with."""
    names = sorted(path.parent.name for path in _shipped("examples").glob("*/charter.yaml"))
    return tuple(sorted(names, key=lambda name: (name != "support-desk", name)))


def templates() -> tuple[str, ...]:
    """Names of the shipped blank charters, the first being the one to start with."""
    names = sorted(path.stem for path in _shipped("charters").glob("*.yaml"))
    return tuple(sorted(names, key=lambda name: (name != "support-desk", name)))


def copy_example(name: str, folder: Path) -> Path:
    """Copy an example into a new folder and return its charter; raises UsageError rather than write over anything."""
    _known(name, examples(), "example")
    _absent(folder)
    shutil.copytree(_shipped("examples") / name, folder, ignore=shutil.ignore_patterns("__pycache__", ".*"))
    return folder / "charter.yaml"


def copy_template(name: str, path: Path) -> Path:
    """Copy a blank charter to a new file and return it; raises UsageError rather than write over anything."""
    _known(name, templates(), "template")
    _absent(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(_shipped("charters") / f"{name}.yaml", path)
    return path


def _shipped(kind: str) -> Path:
    """The folder of examples or templates: inside an installed package, beside it in a checkout."""
    with as_file(files("pilotaudit")) as package:
        inside = Path(package) / "_shipped" / kind
        return inside if inside.is_dir() else Path(package).parent / kind


def _known(name: str, names: Sequence[str], noun: str) -> None:
    if name not in names:
        near = get_close_matches(name, names, 1, 0.5)
        hint = f' Did you mean "{near[0]}"?' if near else ""
        raise UsageError(f'there is no {noun} "{name}".{hint} There are: {", ".join(names)}.')


def _absent(path: Path) -> None:
    if path.exists() or path.is_symlink():
        raise UsageError(f"{path} is there already and is not written over; name another.")

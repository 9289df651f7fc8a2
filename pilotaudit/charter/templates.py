"""Blank charters to start from: in `charters/` of a checkout, inside an installed package."""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path

FIRST = "support-desk"


def templates() -> tuple[str, ...]:
    """Names of the blank charters, the one to start with first."""
    names = sorted(path.stem for path in folder().glob("*.yaml"))
    return tuple(sorted(names, key=lambda name: (name != FIRST, name)))


def template(name: str) -> str:
    """The text of one blank charter. Raises KeyError for a name that is not in `templates()`."""
    if name not in templates():
        raise KeyError(name)
    return (folder() / f"{name}.yaml").read_text(encoding="utf-8")


def folder(package: Path | None = None) -> Path:
    """Where the blank charters lie: in the package when it was installed, beside it in a checkout."""
    with as_file(files("pilotaudit")) as found:
        home = package or Path(found)
    inside = home / "_shipped" / "charters"
    return inside if inside.is_dir() else home.parent / "charters"

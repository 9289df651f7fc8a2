"""Which files the command line names: files, folders and globs, in the order given, each charter once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from glob import glob, has_magic
from pathlib import Path

from pilotaudit.errors import UsageError

_PILOT_KEY = re.compile(r"""^(["']?)pilot\1\s*:""", re.MULTILINE)
_FLOW_KEY = re.compile(r"""[{,]\s*(["']?)pilot\1\s*:""")
_LEFT_OUT = {"node_modules", "__pycache__"}


@dataclass(frozen=True, slots=True)
class Selection:
    """The charters to judge, and how many other YAML files were passed over on the way."""

    charters: tuple[Path, ...]
    skipped: int


def find_charters(arguments: Sequence[str]) -> Selection:
    """Expand files, folders and globs; raises UsageError for a path that is not there or when nothing matches.

    A file that is named is always taken; in folders and globs only YAML with a top-level `pilot:` is.
    """
    named: dict[Path, Path] = {}
    skipped: set[Path] = set()
    for argument in arguments:
        for path, sure in _expand(argument):
            if sure or is_charter(path):
                named.setdefault(path.resolve(), path)
            else:
                skipped.add(path.resolve())
    if not named:
        raise UsageError(_nothing(arguments, len(skipped)))
    return Selection(tuple(named.values()), len(skipped - set(named)))


def is_charter(path: Path) -> bool:
    """Whether a file looks like a charter: it has a top-level `pilot:`, even where the YAML around it is broken."""
    try:
        raw = path.read_bytes()
    except OSError:
        return True  # It was asked for and cannot be read: its own row must say so.
    text = raw.decode("utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", errors="replace")
    if _PILOT_KEY.search(text):
        return True
    return text.lstrip("-\n\r\t ").startswith("{") and _FLOW_KEY.search(text) is not None


def _expand(argument: str) -> Iterator[tuple[Path, bool]]:
    """Paths of one argument, each with whether it was named itself."""
    path = Path(argument)
    if path.is_dir():
        yield from ((found, False) for found in _yaml_files(path))
    elif path.exists():
        yield path, True
    elif has_magic(argument):
        yield from _matches(argument)
    else:
        raise UsageError(_missing(path))


def _matches(pattern: str) -> Iterator[tuple[Path, bool]]:
    """Files and folders that a glob names, sorted."""
    for found in sorted(glob(pattern, recursive=True)):  # noqa: PTH207 (takes absolute patterns too)
        path = Path(found)
        if path.is_dir():
            yield from ((inner, False) for inner in _yaml_files(path))
        elif path.suffix.lower() in (".yaml", ".yml"):
            yield path, False


def _yaml_files(folder: Path) -> list[Path]:
    """YAML files below a folder, sorted; hidden folders and the like are left out."""

    def seen(path: Path) -> bool:
        inner = path.relative_to(folder).parts
        return not any(part.startswith(".") or part in _LEFT_OUT for part in inner)

    files = [*folder.rglob("*.yaml"), *folder.rglob("*.yml")]
    return sorted(path for path in files if path.is_file() and seen(path))


def _missing(path: Path) -> str:
    folder = path.parent if path.parent.is_dir() else Path()
    near = get_close_matches(path.name, [entry.name for entry in folder.iterdir()], 3, 0.5)
    hint = f" Near it: {', '.join(str(folder / name) for name in near)}." if near else ""
    return f"there is no {path}.{hint} Give a charter, a folder of charters or a glob."


def _nothing(arguments: Sequence[str], skipped: int) -> str:
    passed = f" ({skipped} YAML without a top-level `pilot:`)" if skipped else ""
    return f"no charter in {', '.join(arguments)}{passed}. A charter is a YAML file with a top-level `pilot:`."

"""Which formats are wanted where, and their delivery: files first, each whole or not at all, then standard output."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from pilotaudit.cli.exits import CONDITIONAL, HOLD, NO_GO, OK, USAGE
from pilotaudit.cli.streams import note, say, write_file
from pilotaudit.errors import UsageError

LATER = ("html", "sarif")
Render = Callable[[str], str]


def wanted_format(name: str, known: Sequence[str]) -> str:
    """The name of a format; raises UsageError for one that does not exist, or not yet."""
    if name in known:
        return name
    if name in LATER:
        raise UsageError(f"format {name} is not in this version. There are: {', '.join(known)}.")
    raise UsageError(f'there is no format "{name}". There are: {", ".join(known)}.')


def wanted_files(texts: Sequence[str], known: Sequence[str]) -> Mapping[Path, str]:
    """Formats by path, from `FORMAT=PATH`; raises UsageError for a folder, a path given twice or a YAML file."""
    files: dict[Path, str] = {}
    taken: set[Path] = set()
    for text in texts:
        name, equals, place = text.partition("=")
        if not equals or not place:
            raise UsageError(f'--output "{text}" is not FORMAT=PATH, such as markdown=scorecard.md.')
        path = Path(place)
        if path.is_dir():
            raise UsageError(f"--output {text}: {place} is a folder; name a file in it.")
        if path.resolve() in taken:
            raise UsageError(f"--output {text}: {place} is named twice.")
        if path.suffix.lower() in (".yaml", ".yml"):
            raise UsageError(f"--output {text}: {place} looks like a charter and is not written over.")
        taken.add(path.resolve())
        files[path] = wanted_format(name, known)
    return files


def deliver(render: Render, result: str, files: Mapping[Path, str], code: int) -> int:
    """Write every file and then the result, and return the exit code: a failed write outweighs a mere verdict."""
    for path, name in files.items():
        try:
            write_file(path, [render(name)])
        except UsageError as error:
            note(f"pilotaudit: {error}")
            code = USAGE if code in (OK, CONDITIONAL, HOLD, NO_GO) else code
    say(result)
    return code

"""Standard output, standard error and files: the only places where text leaves the program."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TextIO

from pilotaudit.errors import UsageError

PLAIN_WIDTH = 80


def say(text: str) -> None:
    """Write the result to standard output; a reader that has gone away (`| head`) is not an error."""
    _put(sys.stdout, text if text.endswith("\n") else f"{text}\n")


def note(text: str, quiet: bool = False) -> None:
    """Write one line beside the result, to standard error."""
    if not quiet:
        _put(sys.stderr, f"{text}\n")


def coloured(no_color: bool, environment: Mapping[str, str]) -> bool:
    """Whether standard output takes colours: a flag first, then NO_COLOR, FORCE_COLOR, then what it is."""
    if no_color or environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR"):
        return True
    return sys.stdout.isatty() and environment.get("TERM") != "dumb"


def width() -> int | None:
    """Columns of the terminal; None where there is none and lines stay whole."""
    if not sys.stdout.isatty():
        return None
    import shutil

    return shutil.get_terminal_size((PLAIN_WIDTH, 24)).columns


def write_file(path: Path, parts: Iterable[str]) -> None:
    """Write a file whole or not at all: beside its place first, then moved there. Raises UsageError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and not path.is_file():  # a pipe or a device: there is nothing to replace
            path.write_text("".join(parts), encoding="utf-8", newline="\n")
        else:
            _replace(path.resolve(), parts)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror or error}.") from error


def append_file(path: Path, text: str) -> None:
    """Add text to the end of a file that others write to as well. Raises UsageError."""
    try:
        with path.open("a", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror or error}.") from error


def _replace(path: Path, parts: Iterable[str]) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.writelines(parts)
        temporary.chmod(_mode(path))
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _mode(path: Path) -> int:
    """Permissions of the file that is replaced, or those that a new file gets."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _put(stream: TextIO, text: str) -> None:
    try:
        try:
            stream.write(text)
        except UnicodeEncodeError:
            encoding = stream.encoding or "ascii"
            stream.write(text.encode(encoding, "replace").decode(encoding))
        stream.flush()
    except BrokenPipeError:
        # Python would complain once more when it closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())

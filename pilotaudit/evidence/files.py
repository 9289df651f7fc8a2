"""Which files a table is made of, their digests, and what is said when they are not there."""

from __future__ import annotations

import difflib
import glob
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from pilotaudit.charter.model import Loaded, Table
from pilotaudit.errors import DataError, Problem

_TEXTS = (".csv", ".tsv", ".txt", ".json", ".jsonl", ".ndjson")
DATA = (*_TEXTS, *(f"{name}{packed}" for name in _TEXTS for packed in (".gz", ".zst")), ".parquet", ".xlsx")
"""How the names of data files end, for suggestions; what a file is, its first bytes say."""


def problem(loaded: Loaded, path: str, code: str, message: str) -> Problem:
    """A problem at an item of the charter, or at the nearest item above it."""
    while path and path not in loaded.places:
        path = path.rpartition(".")[0]
    place = loaded.places.get(path)
    line, column = (1, 1) if place is None else (place.line, place.column)
    return Problem(loaded.file, line, column, code, message)


def refuse(loaded: Loaded, path: str, code: str, message: str) -> DataError:
    """The error for one problem at an item of the charter."""
    return DataError([problem(loaded, path, code, message)])


def table_files(loaded: Loaded, table: Table, path: str) -> tuple[tuple[Path, str], ...]:
    """Files of a table in the order of their names, each with its name as outputs show it; none in a warehouse.

    path: dotted place of the table in the charter. Raises DataError (DAT001, DAT011) with what is there instead.
    """
    if table.file is None:
        return ()
    found = _matches(loaded.folder, table.file)
    if not found:
        raise refuse(loaded, path, "DAT001", f"{table.file} was not found. {_nearby(loaded.folder, table.file)}")
    return tuple((file, _shown(loaded.folder, file)) for file in found)


def digests(paths: Sequence[Path]) -> Mapping[Path, Future[str]]:
    """SHA-256 of each file, computed beside other work: hashing lets go of the interpreter's lock."""
    pool = ThreadPoolExecutor(max_workers=1)
    hashes = {path: pool.submit(_digest, path) for path in paths}
    pool.shutdown(wait=False)
    return hashes


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _matches(folder: Path, pattern: str) -> tuple[Path, ...]:
    whole = folder / pattern
    if whole.is_file():
        return (whole,)
    # pathlib cannot expand a pattern that is absolute, which `--allow-outside` permits.
    found = glob.glob(str(whole), recursive=True)  # noqa: PTH207
    return tuple(sorted(path for path in map(Path, found) if path.is_file()))


def _shown(folder: Path, file: Path) -> str:
    try:
        return file.relative_to(folder).as_posix()
    except ValueError:
        return file.name


def _nearby(folder: Path, pattern: str) -> str:
    if (folder / pattern).is_dir():
        return f"It is a folder: name a file in it, or a pattern such as {pattern.rstrip('/')}/*.csv."
    there = sorted(_data_files((folder / pattern).parent))
    near = difflib.get_close_matches(Path(pattern).name, there, n=3, cutoff=0.4) or there[:3]
    if not near:
        return "There is no data file in that folder; paths are relative to the charter's folder."
    return f"Nearest: {', '.join(near)}. Paths are relative to the charter's folder."


def _data_files(folder: Path) -> Iterator[str]:
    if folder.is_dir():
        yield from (path.name for path in folder.iterdir() if path.name.lower().endswith(DATA))

"""Where the data lie and how they are read: options that fit together, paths that stay inside the charter's folder."""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from pilotaudit.charter.base import Flaw
from pilotaudit.charter.model import Charter, Data, Table

_WILD = re.compile(r"[*?\[]")


def tables(charter: Charter) -> Mapping[str, Table]:
    """The tables that the charter names, by dotted path, `items` first."""
    named = {f"data.{name}": getattr(charter.data, name) for name in Data.model_fields}
    return {path: table for path, table in named.items() if table is not None}


def flaws(charter: Charter) -> Iterator[Flaw]:
    """CHR003 no source, CHR016 options that need or exclude another, CHR005 filters that keep nothing."""
    for path, table in tables(charter).items():
        yield from _source(path, table)
        yield from _filters(path, table)


def _source(path: str, table: Table) -> Iterator[Flaw]:
    """Rows come from a file, or from a table behind a url."""
    match (table.file, table.url, table.table):
        case (None, None, None):
            yield _missing(f"{path}.file", "where the rows are", "file: tickets.csv")
        case (_, None, str()):
            yield Flaw("CHR016", f"{path}.table", f"{path}.table needs a url beside it; add `url: $WAREHOUSE_URL`")
        case (str(), str(), _):
            yield Flaw("CHR016", f"{path}.url", f"{path} names a file and a url; keep one of the two")
        case (None, str(), None):
            yield _missing(f"{path}.table", "the table behind the url", "table: itsm.incidents")


def _missing(path: str, what: str, line: str) -> Flaw:
    return Flaw("CHR003", path, f"{path} is missing: {what}. Add, for example, `{line}`")


def _filters(path: str, table: Table) -> Iterator[Flaw]:
    if table.latest_by is not None and table.one_row_per is None:
        message = f"{path}.latest_by chooses among the rows of one item; add `one_row_per: number` or remove it"
        yield Flaw("CHR016", f"{path}.latest_by", message)
    for name, values in table.where.items():
        if not values:
            message = f"{path}.where.{name} lists no value, so no row would be left; name at least one"
            yield Flaw("CHR005", f"{path}.where.{name}", message)


def outside(charter: Charter, folder: Path) -> Iterator[Flaw]:
    """CHR012 for every file, symbolic links and `..` resolved, that is not below the charter's folder."""
    for path, table in tables(charter).items():
        if table.file is not None and not _inside(table.file, folder):
            yield Flaw(
                "CHR012",
                f"{path}.file",
                f'"{table.file}" lies outside the folder of the charter; move it there, or give --allow-outside',
            )


def _inside(file: str, folder: Path) -> bool:
    """Whether a path or pattern, and all that it matches now, lies below the folder."""
    home = os.path.realpath(folder)
    # Path.glob raises on patterns such as **x, which are only unusual.
    named = [_fixed_part(file), *glob.glob(file, root_dir=home, recursive=True)]  # noqa: PTH207
    climbs = ".." in Path(file).parts and _WILD.search(file)
    return not climbs and all(_below(os.path.realpath(Path(home, one)), home) for one in named)


def _fixed_part(file: str) -> str:
    """The part of a pattern before its first wildcard, up to the folder it is in; a path without any as it is."""
    match = _WILD.search(file)
    return file if match is None else file[: match.start()].rpartition("/")[0]


def _below(path: str, home: str) -> bool:
    return path == home or path.startswith(home.rstrip(os.sep) + os.sep)

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
    """CHR003 a table without a source, CHR016 options that need or exclude another."""
    for path, table in tables(charter).items():
        if table.file is None and table.url is None:
            yield Flaw(
                "CHR003",
                f"{path}.file",
                f"{path}.file is missing: where the rows are. Add, for example, `file: tickets.csv`",
            )
        if table.file is not None and table.url is not None:
            yield Flaw("CHR016", f"{path}.url", f"{path} names a file and a url; keep one of the two")
        if table.url is not None and table.table is None:
            yield Flaw(
                "CHR003",
                f"{path}.table",
                f"{path}.table is missing: the table behind the url. Add, for example, `table: itsm.incidents`",
            )
        if table.table is not None and table.url is None:
            yield Flaw(
                "CHR016", f"{path}.table", f"{path}.table needs a url beside it; add `url: $WAREHOUSE_URL` or remove it"
            )
        if table.latest_by is not None and table.one_row_per is None:
            yield Flaw(
                "CHR016",
                f"{path}.latest_by",
                f"{path}.latest_by chooses among the rows of one item; add `one_row_per: number` or remove it",
            )
        for name, values in table.where.items():
            if not values:
                yield Flaw(
                    "CHR005",
                    f"{path}.where.{name}",
                    f"{path}.where.{name} lists no value, so no row would be left; name at least one",
                )


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

"""`pilotaudit inspect`: what an export is, before any charter."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pilotaudit.cli.options import NoColor, Outputs

Format = Annotated[
    str,
    typer.Option(
        "--format", metavar="FORMAT", envvar="PILOTAUDIT_FORMAT", show_envvar=False, help="text, markdown or json."
    ),
]
ShowUnits = Annotated[
    bool,
    typer.Option(
        "--show-units", envvar="PILOTAUDIT_SHOW_UNITS", show_envvar=False, help="Show names of people as they stand."
    ),
]


def inspect(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="CSV, also packed, Parquet, a workbook or JSON.")],
    *,
    charter: Annotated[
        bool, typer.Option("--charter", help="Print the draft of a charter in place of the page.")
    ] = False,
    sheet: Annotated[str | None, typer.Option("--sheet", metavar="NAME", help="Which sheet of a workbook.")] = None,
    format: Format = "text",
    output: Outputs = None,
    show_units: ShowUnits = False,
    no_color: NoColor = False,
) -> None:
    """Show what an export holds: columns, dates, roles, traps.

    How it is written, what each column holds, which system it is from, what could be measured, which time it covers,
    and which rows cannot be read. Values of people are shown as pseudonyms.

    Example: pilotaudit inspect exports/incidents.csv --charter > charter.yaml
    """
    import os

    from pilotaudit.cli.deliver import deliver, wanted_files, wanted_format
    from pilotaudit.cli.exits import OK
    from pilotaudit.cli.streams import coloured, width
    from pilotaudit.inspect import inspect as seen
    from pilotaudit.outputs.base import PLAIN, Look
    from pilotaudit.outputs.draft import draft
    from pilotaudit.outputs.inspected import INSPECT_OUTPUTS

    wanted, files = wanted_format(format, tuple(INSPECT_OUTPUTS)), wanted_files(output or (), tuple(INSPECT_OUTPUTS))
    one = seen(existing(file), shown=str(file), sheet=sheet, show_units=show_units)
    look = Look(coloured(no_color, os.environ), width())
    page = draft(one, os.path.relpath(file)) if charter else INSPECT_OUTPUTS[wanted](one, look)
    raise typer.Exit(deliver(lambda name: INSPECT_OUTPUTS[name](one, PLAIN), page, files, OK))


def existing(file: Path) -> Path:
    """The file, if it is one. Raises UsageError with the nearest names."""
    from difflib import get_close_matches

    from pilotaudit.errors import UsageError

    if file.is_file():
        return file
    if file.is_dir():
        raise UsageError(f"{file} is a folder; name one file in it.")
    there = sorted(path.name for path in file.parent.iterdir() if path.is_file()) if file.parent.is_dir() else []
    near = get_close_matches(file.name, there, 3, 0.5)
    hint = f" Nearest: {', '.join(near)}." if near else ""
    raise UsageError(f"there is no file {file}.{hint}")

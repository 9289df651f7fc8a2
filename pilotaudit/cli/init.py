"""`pilotaudit init`: a charter to fill in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

TEMPLATE = "support-desk"


def init(
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help=f"Which template, {TEMPLATE} unless said; see --list.")
    ] = None,
    path: Annotated[Path | None, typer.Argument(metavar="[PATH]", help="Where to; NAME.yaml unless said.")] = None,
    source: Annotated[
        Path | None,
        typer.Option("--from", metavar="FILE", help="Draft it from an export; then only PATH is named, or nothing."),
    ] = None,
    show_list: Annotated[bool, typer.Option("--list", help="Print the names of the templates and stop.")] = False,
) -> None:
    """Write a starter charter from a template, or from an export.

    Its blanks are what `pilotaudit check` then asks for.

    Example: pilotaudit init support-desk charters/vpn-assistant.yaml
    """
    from pilotaudit.cli.streams import note, say
    from pilotaudit.demo import copy_template, templates

    if show_list:
        say("\n".join(templates()))
        return
    if source is None:
        written = copy_template(name or TEMPLATE, path or Path(f"{name or TEMPLATE}.yaml"))
    else:
        written = _drafted(source, path or (Path(name) if name else source.with_name("charter.yaml")))
    say(str(written))
    note(f"Fill in its blanks, then run: pilotaudit check {written}")


def _drafted(source: Path, path: Path) -> Path:
    """Write the draft of a charter for an export to a new file. Raises UsageError; DataError for what is no table."""
    import os

    from pilotaudit.cli.inspect import existing
    from pilotaudit.cli.streams import note, write_file
    from pilotaudit.errors import UsageError
    from pilotaudit.inspect import inspect
    from pilotaudit.outputs.draft import draft

    if path.exists() or path.is_symlink():
        raise UsageError(f"{path} is there already and is not written over; name another.")
    one = inspect(existing(source), shown=str(source))
    file = os.path.relpath(source, path.parent)
    if file.startswith(".."):
        note(f"{source} lies outside the folder of {path}: move one of them, or run with --allow-outside.")
    write_file(path, [draft(one, Path(file).as_posix())])
    return path

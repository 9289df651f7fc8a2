"""`pilotaudit init`: a charter to fill in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def init(
    name: Annotated[str, typer.Argument(metavar="[NAME]", help="Which template; see --list.")] = "support-desk",
    path: Annotated[Path | None, typer.Argument(metavar="[PATH]", help="Where to; NAME.yaml unless said.")] = None,
    show_list: Annotated[bool, typer.Option("--list", help="Print the names of the templates and stop.")] = False,
) -> None:
    """Write a starter charter from a template.

    Its blanks are what `pilotaudit check` then asks for.

    Example: pilotaudit init support-desk charters/vpn-assistant.yaml
    """
    from pilotaudit.cli.streams import note, say
    from pilotaudit.demo import copy_template, templates

    if show_list:
        say("\n".join(templates()))
        return
    written = copy_template(name, path or Path(f"{name}.yaml"))
    say(str(written))
    note(f"Fill in its blanks, then run: pilotaudit check {written}")

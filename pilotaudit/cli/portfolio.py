"""`pilotaudit portfolio`: one row per pilot."""

from __future__ import annotations

from typing import Annotated

import typer

from pilotaudit.cli.options import AllowOutside, AsOf, Jobs, NoColor, Outputs, Quiet

Format = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="FORMAT",
        envvar="PILOTAUDIT_FORMAT",
        show_envvar=False,
        help="text, markdown, json or csv.",
    ),
]


def portfolio(
    folders: Annotated[list[str], typer.Argument(metavar="FOLDER", help="Folders, charters or globs.")],
    *,
    format: Format = "text",
    output: Outputs = None,
    as_of: AsOf = None,
    jobs: Jobs = 0,
    allow_outside: AllowOutside = False,
    quiet: Quiet = False,
    no_color: NoColor = False,
) -> None:
    """Show one row per pilot: verdict, gaps, and what to do by when.

    Ends with 10 when a pilot is overdue or has no decision that its evidence supports.

    Example: pilotaudit portfolio charters/ --output markdown=portfolio.md
    """

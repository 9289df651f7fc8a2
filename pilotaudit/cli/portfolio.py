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

    Those whose decision is overdue come first. Ends with 10 when one is, or when a pilot is over and its evidence
    supports no decision; with 3 when a charter cannot be used.

    Example: pilotaudit portfolio charters/ --output markdown=portfolio.md
    """
    import os

    from pilotaudit.cli.deliver import deliver, wanted_files, wanted_format
    from pilotaudit.cli.exits import gravest, of_row
    from pilotaudit.cli.many import Work, chosen, work_on
    from pilotaudit.cli.options import day
    from pilotaudit.cli.streams import coloured, width
    from pilotaudit.outputs import PORTFOLIO_OUTPUTS
    from pilotaudit.outputs.base import PLAIN, Look
    from pilotaudit.portfolio import lost, pilot_row
    from pilotaudit.portfolio import portfolio as ordered

    shown, files = wanted_format(format, tuple(PORTFOLIO_OUTPUTS)), wanted_files(output or (), tuple(PORTFOLIO_OUTPUTS))
    when = day(as_of)
    selection = chosen(folders, quiet)
    rows = work_on(selection.charters, pilot_row, lost, Work(when, jobs, allow_outside, quiet))
    page = ordered(rows, when, selection.skipped)
    look = Look(coloured(no_color, os.environ), width())
    code = gravest(of_row(row) for row in page.rows)
    raise typer.Exit(
        deliver(lambda name: PORTFOLIO_OUTPUTS[name](page, PLAIN), PORTFOLIO_OUTPUTS[shown](page, look), files, code)
    )

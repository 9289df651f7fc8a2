"""`pilotaudit evaluate`: the main job."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pilotaudit.cli.options import AllowOutside, AsOf, Charters, FailOn, Ignore, Jobs, NoColor, Outputs, Quiet

Format = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="FORMAT",
        envvar="PILOTAUDIT_FORMAT",
        show_envvar=False,
        help="text, json, markdown, junit, github or csv.",
    ),
]
Rejects = Annotated[
    Path | None,
    typer.Option("--rejects", metavar="PATH", help="List every row that cannot be used, as CSV with line and reason."),
]
ShowUnits = Annotated[
    bool,
    typer.Option(
        "--show-units",
        envvar="PILOTAUDIT_SHOW_UNITS",
        show_envvar=False,
        help="Real names of units; this version's outputs carry none either way.",
    ),
]


def evaluate(
    charters: Charters,
    *,
    format: Format = "text",
    output: Outputs = None,
    as_of: AsOf = None,
    fail_on: FailOn = "hold",
    ignore: Ignore = None,
    rejects: Rejects = None,
    jobs: Jobs = 0,
    allow_outside: AllowOutside = False,
    show_units: ShowUnits = False,
    quiet: Quiet = False,
    no_color: NoColor = False,
) -> None:
    """Judge pilots: charter and data in, verdict and exit code out.

    Exit codes: 0 go or conditional go, 10 no-go, 11 hold, 12 rollback, 3 unusable input, 2 usage, 1 internal error.

    Example: pilotaudit evaluate charters/ --output markdown=scorecards.md
    """
    from pilotaudit.cli.judge import Wish, judge

    del show_units  # nothing that is printed names a unit yet
    wish = Wish(
        format,
        tuple(output or ()),
        as_of,
        fail_on,
        tuple(ignore or ()),
        rejects,
        jobs,
        allow_outside,
        quiet,
        no_color,
    )
    raise typer.Exit(judge(charters, wish))

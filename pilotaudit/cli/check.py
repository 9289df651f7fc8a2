"""`pilotaudit check`: the charter alone."""

from __future__ import annotations

from typing import Annotated

import typer

from pilotaudit.cli.options import AllowOutside, AsOf, Charters, Ignore, Jobs, Outputs, Quiet

Format = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="FORMAT",
        envvar="PILOTAUDIT_FORMAT",
        show_envvar=False,
        help="text, json, junit or github.",
    ),
]


def check(
    charters: Charters,
    format: Format = "text",
    output: Outputs = None,
    as_of: AsOf = None,
    ignore: Ignore = None,
    jobs: Jobs = 0,
    allow_outside: AllowOutside = False,
    quiet: Quiet = False,
) -> None:
    """Judge charters alone, before there are any data.

    Is each one complete, specific, owned, measurable, governed and decided in time? Ends with 10 when a finding stands in the way of a plain go or the decision is overdue.

    Example: pilotaudit check charters/support-desk.yaml
    """

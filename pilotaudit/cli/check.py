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
        help="text, json, markdown, junit or github.",
    ),
]


def check(
    charters: Charters,
    *,
    format: Format = "text",
    output: Outputs = None,
    as_of: AsOf = None,
    ignore: Ignore = None,
    jobs: Jobs = 0,
    allow_outside: AllowOutside = False,
    quiet: Quiet = False,
) -> None:
    """Judge charters alone, before there are any data.

    Is each one complete, specific, owned, measurable, governed and decided in time? Where the rows of its baseline are
    there already, also: what can the pilot show? Ends with 10 when a finding stands in the way of a plain go or the
    decision is overdue.

    Example: pilotaudit check charters/support-desk.yaml
    """
    from pilotaudit.batch import check_task, lost
    from pilotaudit.cli.deliver import deliver, wanted_files, wanted_format
    from pilotaudit.cli.exits import gravest, of_check
    from pilotaudit.cli.many import Work, chosen, work_on
    from pilotaudit.cli.options import codes, day
    from pilotaudit.findings.registry import CODES
    from pilotaudit.outputs.checked import CHECK_OUTPUTS, without

    shown = wanted_format(format, tuple(CHECK_OUTPUTS))
    files = wanted_files(output or (), tuple(CHECK_OUTPUTS))
    hidden = codes(ignore or (), CODES)
    work = Work(day(as_of), jobs, allow_outside, quiet)
    results = work_on(chosen(charters, quiet).charters, check_task, lost, work)
    seen = tuple(without(result, hidden) for result in results)
    code = gravest(of_check(result) for result in results)
    raise typer.Exit(deliver(lambda name: CHECK_OUTPUTS[name](seen), CHECK_OUTPUTS[shown](seen), files, code))

"""`pilotaudit plan`: what a pilot can show, before it starts."""

from __future__ import annotations

from typing import Annotated

import typer

from pilotaudit.cli.options import AllowOutside, AsOf, Ignore, NoColor, Outputs, Quiet

Format = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="FORMAT",
        envvar="PILOTAUDIT_FORMAT",
        show_envvar=False,
        help="text, json, markdown or csv.",
    ),
]
Units = Annotated[
    int | None,
    typer.Option(
        "--units",
        metavar="N",
        min=2,
        help="Units of the pilot group to plan for, instead of those in the data; control in proportion.",
    ),
]
RowsPerWeek = Annotated[
    float | None,
    typer.Option(
        "--rows-per-week",
        metavar="N",
        help="Without data: rows per unit and week. Then --units is needed too.",
    ),
]
Spreads = Annotated[
    list[str] | None,
    typer.Option(
        "--spread",
        metavar="[KEY=]AMOUNT",
        show_default=False,
        help="Without data: standard deviation of single items, such as 90% of the level or 16 min.",
    ),
]
Levels = Annotated[
    list[str] | None,
    typer.Option(
        "--level",
        metavar="[KEY=]AMOUNT",
        show_default=False,
        help="Without data: level before the pilot, such as error_rate=5%.",
    ),
]


def plan(
    charter: Annotated[str, typer.Argument(metavar="CHARTER", help="One charter.")],
    *,
    units: Units = None,
    rows_per_week: RowsPerWeek = None,
    spread: Spreads = None,
    level: Levels = None,
    format: Format = "text",
    output: Outputs = None,
    as_of: AsOf = None,
    ignore: Ignore = None,
    allow_outside: AllowOutside = False,
    quiet: Quiet = False,
    no_color: NoColor = False,
) -> None:
    """Tell what a pilot can show, from the rows of its baseline.

    The change it can tell from chance, how often it would reach its target and keep to its guardrails, by weeks and
    units, and when a verdict can exist. Rows of the pilot itself are not read. Ends with 0 unless the charter or the
    baseline cannot be used (3).

    Example: pilotaudit plan charters/support-desk.yaml --output markdown=plan.md
    """
    from pilotaudit.cli.planning import Numbers, Wanted, run

    numbers = Numbers(units, rows_per_week, tuple(spread or ()), tuple(level or ()))
    wanted = Wanted(format, tuple(output or ()), as_of, tuple(ignore or ()), allow_outside, quiet, no_color)
    raise typer.Exit(run(charter, numbers, wanted))

"""`pilotaudit demo`: a complete example in a new folder, and the command that judges it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pilotaudit.cli.options import AsOf, NoColor


def demo(
    name: Annotated[str, typer.Argument(metavar="[NAME]", help="Which example; see --list.")] = "support-desk",
    folder: Annotated[Path | None, typer.Argument(metavar="[FOLDER]", help="Where to; NAME unless said.")] = None,
    show_list: Annotated[bool, typer.Option("--list", help="Print the names of the examples and stop.")] = False,
    as_of: AsOf = None,
    no_color: NoColor = False,
) -> None:
    """Copy a complete example into a new folder and judge it.

    Its data are simulated.

    Example: pilotaudit demo season
    """
    from pilotaudit.cli.judge import Wish, judge
    from pilotaudit.cli.streams import note, say
    from pilotaudit.demo import copy_example, examples

    if show_list:
        say("\n".join(examples()))
        return
    charter = copy_example(name, folder or Path(name))
    when = as_of or decision_date(charter)
    note(f"$ pilotaudit evaluate {charter} --as-of {when}")
    raise typer.Exit(judge([str(charter)], Wish(as_of=when, no_color=no_color)))


def decision_date(charter: Path) -> str:
    """The example's own decision date, so that its verdict is the one its folder describes."""
    from pilotaudit.charter.load import load_charter

    return load_charter(charter).charter.window.decide_by.isoformat()

"""The command line: one command per file, listed here; the clock, the environment and the exit codes.

Commands import what they run inside their bodies: `pilotaudit --help` must not pay for an engine.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Final

import typer

from pilotaudit import __version__
from pilotaudit.cli.check import check
from pilotaudit.cli.demo import demo
from pilotaudit.cli.evaluate import evaluate
from pilotaudit.cli.exits import INTERNAL, OK
from pilotaudit.cli.explain import explain
from pilotaudit.cli.init import init
from pilotaudit.cli.inspect import inspect
from pilotaudit.cli.metrics import metrics
from pilotaudit.cli.plan import plan
from pilotaudit.cli.portfolio import portfolio
from pilotaudit.cli.schema import schema
from pilotaudit.cli.settings import settings
from pilotaudit.cli.streams import note
from pilotaudit.errors import PilotAuditError

JUDGING: Final[tuple[Callable[..., None], ...]] = (evaluate, check, plan, portfolio)
COMMANDS: Final[tuple[Callable[..., None], ...]] = (*JUDGING, inspect, demo, init, metrics, explain, schema)
"""Every command, in the order of the help; a new one is one file and one line here."""


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"pilotaudit {__version__}")
        raise typer.Exit(OK)


def _start(
    context: typer.Context,
    _version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Go / no-go verdicts for enterprise AI pilots that can be checked line by line.

    Example: pilotaudit evaluate charters/support-desk.yaml
    """
    found = settings(Path.cwd())
    context.default_map = {command.__name__: found for command in JUDGING}


app = typer.Typer(
    name="pilotaudit",
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    pretty_exceptions_show_locals=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.callback()(_start)
for _command in COMMANDS:
    app.command(no_args_is_help=False)(_command)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; no exception leaves this function, except for debugging."""
    try:
        _run(arguments)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else OK
    except PilotAuditError as error:
        note(f"pilotaudit: {error}")
        return error.exit_code
    except Exception as error:
        if os.environ.get("PILOTAUDIT_DEBUG") == "1":
            raise
        note(_bug(error))
        return INTERNAL
    return OK


def _run(arguments: Sequence[str] | None) -> None:
    command = typer.main.get_command(app)
    command(None if arguments is None else list(arguments), prog_name="pilotaudit")


def _bug(error: Exception) -> str:
    what = " ".join(str(error).split()) or "no message"
    return (
        f"pilotaudit: internal error, which is a bug and not a verdict: {type(error).__name__}: {what}\n"
        "pilotaudit: run it again with PILOTAUDIT_DEBUG=1 and report what it prints, without your data."
    )

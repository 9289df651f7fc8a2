"""The options that judging commands share, and the reading of those whose text has a form of its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from difflib import get_close_matches
from typing import Annotated, Literal

import typer

from pilotaudit.errors import UsageError

FailOnName = Literal["never", "no-go", "hold", "conditional"]

Charters = Annotated[list[str], typer.Argument(metavar="CHARTER", help="Charters, folders or globs.")]
Outputs = Annotated[
    list[str] | None,
    typer.Option(
        "--output",
        metavar="FORMAT=PATH",
        envvar="PILOTAUDIT_OUTPUT",
        show_envvar=False,
        show_default=False,
        help="Also write this format to a file; may be given several times.",
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="DATE",
        envvar="PILOTAUDIT_AS_OF",
        show_envvar=False,
        help="Judgement date, such as 2026-04-05; today unless said.",
    ),
]
FailOn = Annotated[
    FailOnName,
    typer.Option(
        "--fail-on",
        metavar="LEVEL",
        envvar="PILOTAUDIT_FAIL_ON",
        show_envvar=False,
        help="Which verdicts end with a non-zero code: never, no-go, hold or conditional.",
    ),
]
Ignore = Annotated[
    list[str] | None,
    typer.Option(
        "--ignore",
        metavar="CODES",
        envvar="PILOTAUDIT_IGNORE",
        show_envvar=False,
        show_default=False,
        help="Hide notes and warnings whose code starts so, such as GOV,STA104.",
    ),
]
Quiet = Annotated[
    bool,
    typer.Option("--quiet", envvar="PILOTAUDIT_QUIET", show_envvar=False, help="No progress and no notes on stderr."),
]
NoColor = Annotated[
    bool, typer.Option("--no-color", envvar="PILOTAUDIT_NO_COLOR", show_envvar=False, help="Plain text on a terminal.")
]
Jobs = Annotated[
    int,
    typer.Option(
        "--jobs",
        metavar="N",
        min=0,
        envvar="PILOTAUDIT_JOBS",
        show_envvar=False,
        show_default=False,
        help="Processes for several charters; as many as processors unless said.",
    ),
]
AllowOutside = Annotated[
    bool,
    typer.Option(
        "--allow-outside",
        envvar="PILOTAUDIT_ALLOW_OUTSIDE",
        show_envvar=False,
        help="Let data paths leave the charter's folder.",
    ),
]


def day(text: str | None) -> date:
    """The judgement date: the one given, else today; this is where the clock is read. Raises UsageError."""
    if text is None:
        return date.today()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f'--as-of "{text}" is not a date; write year-month-day, such as 2026-04-05.') from None


def codes(texts: Iterable[str], known: Sequence[str]) -> tuple[str, ...]:
    """Code prefixes from `--ignore`, comma separated or repeated; raises UsageError for an unknown one."""
    prefixes = tuple(part.strip().upper() for text in texts for part in text.split(",") if part.strip())
    for prefix in prefixes:
        if not any(code.startswith(prefix) for code in known):
            near = get_close_matches(prefix, known, 1, 0.5)
            hint = f" Did you mean {near[0]}?" if near else ""
            raise UsageError(
                f'--ignore "{prefix}": no finding\'s code starts so.{hint} `pilotaudit explain` lists them.'
            )
    return prefixes

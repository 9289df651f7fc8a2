"""`pilotaudit explain CODE`: the page of a finding."""

from __future__ import annotations

from typing import Annotated

import typer


def explain(
    code: Annotated[str | None, typer.Argument(metavar="[CODE]", help="A finding's code; without it, a list.")] = None,
) -> None:
    """Print the page of a finding: what it means and what to do.

    Example: pilotaudit explain NOV101
    """
    import os

    from pilotaudit.cli.streams import coloured, say, width
    from pilotaudit.outputs.base import Look
    from pilotaudit.outputs.pages import page_text

    say(listing() if code is None else page_text(page_of(code), Look(coloured(False, os.environ), width())))


def page_of(code: str) -> str:
    """The page of one code as Markdown; raises UsageError that names the nearest code when there is none."""
    from difflib import get_close_matches

    from pilotaudit.errors import UsageError
    from pilotaudit.findings.registry import CODES, page

    wanted = code.strip().upper()
    if wanted in CODES:
        return f"{wanted}: {page(wanted).strip()}"
    near = get_close_matches(wanted, CODES, 3, 0.5)
    hint = f"Nearest: {', '.join(near)}." if near else "`pilotaudit explain` lists them."
    raise UsageError(f'there is no finding "{code}". {hint}')


def listing() -> str:
    """Every code with the first line of its page."""
    from pilotaudit.findings.registry import CODES, page

    return "\n".join(f"{code}  {title(page(code), code)}" for code in CODES)


def title(text: str, code: str) -> str:
    """The first line of a page without its code and marks."""
    first = text.strip().partition("\n")[0].lstrip("# ").removeprefix(code)
    return first.lstrip(" :.-").rstrip(".")

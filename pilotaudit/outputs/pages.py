"""A finding's page on a terminal: headings in bold, paragraphs as wide as the terminal, examples as they stand."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from pilotaudit.outputs.base import PLAIN, Look
from pilotaudit.outputs.terminal import drawn, grid, indented, text, verbatim

if TYPE_CHECKING:
    from rich.console import RenderableType

READABLE = 100
"""Lines longer than this are hard to read, however wide the terminal."""


def page_text(page: str, look: Look = PLAIN) -> str:
    """The page, drawn for a terminal; as it was written where lines stay whole and nothing is coloured."""
    if look.width is None and not look.color:
        return page.rstrip() + "\n"
    width = READABLE if look.width is None else min(look.width, READABLE)
    return drawn(_blocks(page), Look(look.color, width))


def _blocks(page: str) -> Iterator[RenderableType]:
    lines = page.strip().splitlines()
    yield text(lines[0].lstrip("# "), "bold")
    for kind, group in groupby(lines[1:], _kind):
        yield from _drawn(kind, list(group))


def _kind(line: str) -> str:
    """What a line is: `blank`, `heading`, `example` (indented or a table), `item` or `words`."""
    if not line.strip():
        return "blank"
    if line.startswith("#"):
        return "heading"
    if line.startswith(("    ", "|", "```")):
        return "example"
    return "item" if line.startswith(("- ", "* ", "  ")) else "words"


def _drawn(kind: str, lines: list[str]) -> Iterator[RenderableType]:
    if kind == "blank":
        yield ""
    elif kind == "heading":
        yield from (text(line.lstrip("# "), "bold underline") for line in lines)
    elif kind == "example":
        yield from (verbatim(line) for line in lines)
    elif kind == "item":
        yield from (indented(grid([("-", text(item))], gap=1)) for item in _items(lines))
    else:
        yield text(" ".join(lines))


def _items(lines: list[str]) -> list[str]:
    """List items with their continuation lines joined."""
    joined: list[str] = []
    for line in lines:
        if line.startswith(("- ", "* ")) or not joined:
            joined.append(line.lstrip("-* "))
        else:
            joined[-1] += f" {line.strip()}"
    return joined

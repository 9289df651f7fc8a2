"""From blocks to a string: the one place where rich draws.

A block is anything that rich can print. Text of users is passed as `Text`, which reads no markup.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from pilotaudit.outputs.base import Look
from pilotaudit.outputs.escape import clean

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table
    from rich.text import Text

BROAD: Final = 100_000
"""Columns of a page on which nothing wraps."""
PAGE: Final = 80
"""What a page without a width is laid out for."""
NARROWEST: Final = 40


def drawn(blocks: Iterable[RenderableType], look: Look) -> str:
    """The blocks one below the other, without blanks at the ends of lines; no escape codes unless asked for."""
    from rich.console import Console

    stream = io.StringIO()
    console = Console(
        file=stream,
        width=BROAD if look.width is None else max(look.width, NARROWEST),
        force_terminal=look.color,
        color_system="256" if look.color else None,
        no_color=not look.color,
        force_jupyter=False,
        force_interactive=False,
        legacy_windows=False,
        markup=False,
        highlight=False,
        emoji=False,
        safe_box=False,
        _environ={},
    )
    for block in blocks:
        console.print(block)
    return "".join(f"{line.rstrip()}\n" for line in stream.getvalue().splitlines())


def columns_of(look: Look) -> int:
    """Columns that the page is laid out for."""
    return PAGE if look.width is None else max(look.width, NARROWEST)


def text(content: str, style: str = "") -> Text:
    """Literal text; long words fold rather than run over the edge."""
    from rich.text import Text

    return Text(clean(content), style=style, overflow="fold")


def preformatted(content: str, style: str = "") -> Text:
    """Literal text whose blanks are kept: bars and the like, never text of users."""
    from rich.text import Text

    return Text(content, style=style, overflow="crop", no_wrap=True)


def verbatim(content: str) -> Text:
    """Literal text of ours whose blanks are kept, folded where the line ends."""
    from rich.text import Text

    return Text(content.rstrip(), overflow="fold")


def grid(rows: Iterable[Sequence[RenderableType]], gap: int = 2) -> Table:
    """Cells side by side without lines; the last column takes what is left of the line."""
    from rich.table import Table

    table = Table(box=None, show_header=False, padding=(0, gap, 0, 0), pad_edge=False)
    for row in rows:
        table.add_row(*row)
    return table


def indented(content: RenderableType, left: int = 1) -> RenderableType:
    """A block moved to the right."""
    from rich.padding import Padding

    return Padding(content, (0, 0, 0, left), expand=False)


def split_line(left: Text, right: Text, look: Look) -> Iterator[RenderableType]:
    """One text at each edge of the page; below each other where the line is too short for both."""
    room = columns_of(look) - 2 - left.cell_len - right.cell_len
    if room >= 2:
        yield indented(left + " " * room + right)
    else:
        yield indented(left)
        yield indented(right)

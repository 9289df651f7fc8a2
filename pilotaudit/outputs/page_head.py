"""The first lines of a page: which pilot, the verdict, the sentence, how far it can be believed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from pilotaudit.outputs import colors
from pilotaudit.outputs.base import Look
from pilotaudit.outputs.facts import confidence_text, sentence, title_of
from pilotaudit.outputs.terminal import grid, indented, split_line, text

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

    from pilotaudit.assessment.model import Assessment


BESIDE: Final = 12
"""Longest badge that stands beside its sentence."""


def head_blocks(one: Assessment, look: Look) -> Iterator[RenderableType]:
    """Title line and headline panel."""
    yield from _title(one, look)
    yield _headline(one, look)


def _title(one: Assessment, look: Look) -> Iterator[RenderableType]:
    """Pilot and stage on the left, the date on the right."""
    left = text(f"{one.charter.pilot} · {one.charter.stage}", "bold")
    right = text(f"as of {one.as_of}{_look(one)}")
    yield from split_line(left, right, look)


def _look(one: Assessment) -> str:
    """What is said beside the date of a look before the last day."""
    if one.look == "decision":
        return ""
    detail = one.look_detail
    return (
        ", interim look" if detail is None or not detail.number else f", registered look {detail.number} of {detail.of}"
    )


def _headline(one: Assessment, look: Look) -> RenderableType:
    """In a box on a page with a width; without a box where lines stay whole."""
    inside = _verdict(one)
    if look.width is None:
        return indented(inside)
    from rich import box
    from rich.panel import Panel

    return Panel(inside, box=box.ROUNDED, padding=(0, 1), border_style=colors.OF_VERDICT.get(one.verdict, ""))


def _verdict(one: Assessment) -> Table:
    """The badge beside the sentence; above it where it is long."""
    from rich.text import Text

    badge = Text(no_wrap=True).append(f" {title_of(one)} ", colors.badge(one.verdict))
    said = (text(one.headline, "bold"), text(sentence(f"Confidence {confidence_text(one)}")))
    if badge.cell_len > BESIDE:
        return grid([(badge,), *((line,) for line in said)])
    return grid([(badge, said[0]), ("", said[1])])

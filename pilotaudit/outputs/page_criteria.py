"""The gate as a table, and why a line of it is not met."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pilotaudit.outputs import colors
from pilotaudit.outputs.facts import arrowed, not_good, sentence
from pilotaudit.outputs.terminal import indented, text

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

    from pilotaudit.assessment.model import Assessment


def criteria_blocks(one: Assessment) -> Iterator[RenderableType]:
    """The table, then one line per criterion that is neither met nor watched."""
    yield ""
    if not one.criteria:
        yield indented(text("No criterion was judged."))
        return
    yield indented(_table(one))
    reasons = [criterion for criterion in not_good(one) if criterion.reason]
    if reasons:
        yield ""
    for criterion in reasons:
        yield indented(text(sentence(f"{criterion.label}: {criterion.reason}")))


def _table(one: Assessment) -> Table:
    from rich.table import Table

    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    for name in ("Criterion", "Required", "Observed"):
        table.add_column(name, overflow="fold", min_width=8)
    table.add_column("State", no_wrap=True)
    for criterion in one.criteria:
        words = (criterion.label, criterion.required, arrowed(criterion.observed))
        state = text(criterion.state, colors.OF_STATE.get(criterion.state, ""))
        table.add_row(*(text(word) for word in words), state)
    return table

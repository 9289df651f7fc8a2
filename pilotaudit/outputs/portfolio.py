"""Many pilots on one page, overdue ones first: a card each for the terminal, a table row each elsewhere."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Final

from pilotaudit import numbers
from pilotaudit.assessment.outcome import UNUSABLE
from pilotaudit.assessment.portfolio import PilotRow, PortfolioOut
from pilotaudit.outputs import colors
from pilotaudit.outputs.base import PLAIN, Look
from pilotaudit.outputs.escape import csv_cell
from pilotaudit.outputs.facts import folded, sentence
from pilotaudit.outputs.terminal import drawn, indented, split_line, text

if TYPE_CHECKING:
    from rich.console import RenderableType

GAP: Final = "gap"
"""What stands where a charter says nothing."""
OF_DECISION: Final[Mapping[str, str]] = {"fund": colors.GREEN, "narrow": colors.AMBER, "retire": colors.RED}


def as_text(page: PortfolioOut, look: Look = PLAIN) -> str:
    """A card per pilot: what it is, what to do by when, what is missing."""
    return drawn(_cards(page, look), look)


def as_markdown(page: PortfolioOut, look: Look = PLAIN) -> str:
    """One table, with the totals below it."""
    del look
    from pilotaudit.outputs.templating import filled

    rows = [(_name(row), *_cells(row)) for row in page.rows]
    return filled("portfolio.md.j2", {"page": page, "count": _count(page), "rows": rows, "totals": list(_totals(page))})


def as_json(page: PortfolioOut, look: Look = PLAIN) -> str:
    """Everything, under `pilotaudit/portfolio/1`; texts are empty where a charter says nothing."""
    del look
    head = {"schema": "pilotaudit/portfolio/1", "overdue": page.overdue, "unusable": page.unusable}
    return json.dumps(head | asdict(page), indent=2, ensure_ascii=False) + "\n"


def as_csv(page: PortfolioOut, look: Look = PLAIN) -> str:
    """One row per pilot, one column per field; several gaps stand in one cell, divided by semicolons."""
    del look
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    names = [field.name for field in fields(PilotRow)]
    writer.writerow(names)
    writer.writerows([csv_cell(_cell(getattr(row, name))) for name in names] for row in page.rows)
    return stream.getvalue()


PORTFOLIO_OUTPUTS: Final[Mapping[str, Callable[[PortfolioOut, Look], str]]] = {
    "text": as_text,
    "markdown": as_markdown,
    "json": as_json,
    "csv": as_csv,
}
"""Formats of `portfolio`, by the name that `--format` takes."""


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "; ".join(value) if isinstance(value, tuple) else str(value)


def _cards(page: PortfolioOut, look: Look) -> Iterator[RenderableType]:
    yield from split_line(text(f"Portfolio: {_count(page)}", "bold"), text(f"as of {page.as_of}"), look)
    for row in page.rows:
        yield ""
        yield from _card(row, look)
    yield ""
    for total in _totals(page):
        yield indented(text(total))


def _card(row: PilotRow, look: Look) -> Iterator[RenderableType]:
    verdict = row.verdict or ("UNUSABLE" if row.failure == UNUSABLE else "NOT JUDGED")
    decision = text(f"{row.decision} by {row.by}", f"bold {OF_DECISION.get(row.decision, colors.BLUE)}")
    name = text(verdict, f"bold {colors.OF_VERDICT.get(verdict, colors.BLUE)}") + "  " + text(_name(row), "bold")
    yield from split_line(name, decision, look)
    if row.overdue_days:
        overdue = f"Overdue by {numbers.plural(row.overdue_days, 'day')}: the decision was due on {row.decide_by}."
        yield indented(text(overdue, f"bold {colors.RED}"), 3)
    for line in _lines(row):
        yield indented(text(line), 3)


def _lines(row: PilotRow) -> Iterator[str]:
    """What a charter says and what it does not, as far as it could be read."""
    if row.problem:
        yield row.problem + (f" (+{row.problems - 1} more)" if row.problems > 1 else "")
    if row.pilot:
        yield from _promise(row)
    if row.gaps:
        yield f"gaps: {folded(row.gaps, 5, '; ')}"
    if row.headline:
        yield row.headline
    if row.pilot:
        yield row.path


def _promise(row: PilotRow) -> Iterator[str]:
    """Stage, sponsor, date and money; the metric; where it works and how it is governed."""
    due = "" if row.overdue_days else f" · decision due {row.decide_by or GAP}"
    spend = f" · {row.spend}" if row.spend else ""
    yield f"{row.stage or GAP} · sponsor: {row.sponsor or GAP}{due}{spend}"
    yield f"{row.metric or GAP}: baseline {row.baseline or GAP}, target {row.target or GAP}"
    yield f"integration: {_mark(row.integration_gap)} · governance: {_mark(row.governance_gap)}"


def _cells(row: PilotRow) -> tuple[str, ...]:
    """Cells of the Markdown table after the name."""
    if not row.pilot:
        return (*("",) * 5, "UNUSABLE", row.problem, "", "", f"{row.decision} by {row.by}", "")
    due = row.decide_by + (f", overdue by {numbers.plural(row.overdue_days, 'day')}" if row.overdue_days else "")
    gaps = folded([*([row.problem] if row.problem else []), *row.gaps], 5, "; ")
    return (
        row.sponsor or GAP,
        row.stage,
        row.metric or GAP,
        f"{row.baseline or 'baseline gap'}, {row.target or 'target gap'}",
        due,
        row.verdict or "not judged",
        gaps or "none",
        _mark(row.integration_gap),
        _mark(row.governance_gap),
        f"{row.decision} by {row.by}",
        row.spend,
    )


def _mark(gap: str) -> str:
    return gap or "in place"


def _name(row: PilotRow) -> str:
    return row.pilot or row.path


def _count(page: PortfolioOut) -> str:
    return numbers.plural(len(page.rows), "pilot")


def _totals(page: PortfolioOut) -> Iterator[str]:
    """The foot: decisions, what is overdue, money, what was passed over."""
    decisions = [row.decision for row in page.rows]
    counted = [f"{decisions.count(word)} to {word}" for word in dict.fromkeys(decisions)]
    yield sentence(f"{', '.join(counted)}; {page.overdue} overdue; {page.unusable} without a verdict")
    if page.spend:
        without = numbers.listed(page.spend_without_metric) or "nothing"
        yield sentence(
            f"Spend: {numbers.listed(page.spend)}, of which {without} on pilots whose metric is not measured"
        )
    if page.skipped:
        yield f"{numbers.plural(page.skipped, 'other YAML file')} passed over (no top-level pilot:)."

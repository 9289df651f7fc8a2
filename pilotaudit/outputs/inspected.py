"""What `inspect` has seen, for people and for machines: text for a terminal, Markdown, JSON; the draft of a charter."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Final

from pilotaudit import numbers
from pilotaudit.assessment.inspection import SCHEMA, ColumnOut, CoverOut, Inspection
from pilotaudit.outputs.base import PLAIN, Look
from pilotaudit.outputs.facts import folded, sentence
from pilotaudit.outputs.terminal import drawn, grid, indented, preformatted, split_line, text
from pilotaudit.outputs.volume import volume_lines, weeks_in_a_bar

if TYPE_CHECKING:
    from rich.console import RenderableType

LABEL: Final = 12
MOST_TEXTS: Final = 1_000
"""Different texts above which their number is only about right."""


def as_text(one: Inspection, look: Look = PLAIN) -> str:
    """A page: the file, its columns, what it could be used for, what to look out for."""
    return drawn(_page(one, look), look)


def as_markdown(one: Inspection, look: Look = PLAIN) -> str:
    """The same as tables."""
    del look
    from pilotaudit.outputs.templating import filled

    columns = [(c.name, kind_text(c), missing_text(c), different_text(c), ", ".join(c.examples)) for c in one.columns]
    weeks = [] if one.cover is None else [(week.first, numbers.count(week.rows)) for week in one.cover.weeks]
    facts = [(label, sentence(said)) for label, said in _facts(one)]
    return filled(
        "inspect.md.j2", {"one": one, "file": file_text(one), "columns": columns, "facts": facts, "weeks": weeks}
    )


def as_json(one: Inspection, look: Look = PLAIN) -> str:
    """Everything, under `pilotaudit/inspect/1`; empty texts and lists where there is nothing."""
    del look
    return json.dumps({"schema": SCHEMA} | asdict(one), indent=2, ensure_ascii=False, allow_nan=False) + "\n"


INSPECT_OUTPUTS: Final[Mapping[str, Callable[[Inspection, Look], str]]] = {
    "text": as_text,
    "markdown": as_markdown,
    "json": as_json,
}
"""Formats of `inspect`, by the name that `--format` takes."""


def file_text(one: Inspection) -> str:
    """`141,712 rows, 36 columns, 2.4 MB; CSV, comma, UTF-8, gzip`."""
    file = one.file
    counts = f"{numbers.plural(one.rows, 'row')}, {numbers.plural(len(one.columns), 'column')}"
    size = f"{numbers.fixed(file.bytes / 1e6, 1)} MB" if file.bytes >= 1e5 else f"{numbers.count(file.bytes)} bytes"
    sheet = f'sheet "{file.sheet}"' if file.sheet else ""
    written = ", ".join(part for part in (file.format, sheet, file.delimiter, file.encoding, file.packing) if part)
    return f"{counts}, {size}; {written}"


def kind_text(column: ColumnOut) -> str:
    """`date, day first`, without the evidence."""
    written = column.written.partition(":")[0] if column.kind == "date" else column.written
    return ", ".join(part for part in (column.kind, written, "order unclear" if column.question else "") if part)


def missing_text(column: ColumnOut) -> str:
    """`3.4%`; nothing where all rows have a value, and neither 0% nor 100% where only some have one."""
    if not column.missing:
        return ""
    if column.missing < 0.001:
        return "under 0.1%"
    return "over 99.9%" if 0.999 < column.missing < 1 else numbers.percent(column.missing)


def different_text(column: ColumnOut) -> str:
    """`12`, `about 24,000`."""
    if column.different <= MOST_TEXTS:
        return numbers.count(column.different)
    step = 10 ** (len(str(column.different)) - 2)
    return f"about {numbers.count(round(column.different / step) * step)}"


def _page(one: Inspection, look: Look) -> Iterator[RenderableType]:
    label = "" if one.system is None else one.system.label
    yield from split_line(text(one.file.path, "bold"), text(label), look)
    yield indented(text(file_text(one)))
    yield ""
    header = tuple(text(name, "bold") for name in ("Column", "holds", "missing", "different", "such as"))
    yield indented(grid([header, *map(_row, one.columns)]))
    yield ""
    yield indented(grid(_lines(one)))


def _row(column: ColumnOut) -> tuple[RenderableType, ...]:
    cells = (column.name, kind_text(column), missing_text(column), different_text(column), ", ".join(column.examples))
    return tuple(map(text, cells))


def _lines(one: Inspection) -> Iterator[tuple[RenderableType, RenderableType]]:
    before = ""
    for label, said in _facts(one):
        yield preformatted(f"{'' if label == before else label:<{LABEL}}", "bold"), text(sentence(said))
        before = label
        if label == "Covers" and one.cover is not None:
            yield from _bars(one.cover)


def _bars(cover: CoverOut) -> Iterator[tuple[RenderableType, RenderableType]]:
    weeks = [(week.first, week.rows) for week in cover.weeks]
    for first, bars in volume_lines(weeks):
        yield preformatted(first), preformatted(bars)


def _facts(one: Inspection) -> Iterator[tuple[str, str]]:
    """Everything below the columns, as (label, sentence)."""
    yield from _system_facts(one)
    looked = min((column.looked for column in one.columns), default=one.rows)
    if looked < one.rows:
        rows = numbers.plural(looked, "row")
        yield "Looked at", f"the first {rows}, but for rows, blanks and weeks, which are counted over all"
    yield from (("Dates", said) for said in _dates(one))
    yield from (("Missing", said) for said in _marks(one))
    for role in one.roles:
        yield "Roles", role.question or f"{role.role}: {role.column} ({role.why})"
    if one.one_row_per:
        yield "Rows", f"one per update: the last of each {one.one_row_per} by {one.latest_by} counts"
    for metric in one.metrics:
        yield "Metrics", f"{metric.reads}: {', '.join(metric.metrics)}"
    if one.cover is not None:
        yield "Covers", _covered(one.cover)
    if one.groups:
        some = [f"{group.value} ({numbers.count(group.rows)})" for group in one.groups]
        yield "Groups", folded(some, 5)
    yield from (("Look out", trap.text) for trap in one.traps)
    yield from (("Look out", said) for said in _misfits(one))
    yield from _unread(one)
    yield "Next", f"pilotaudit init --from {one.file.path} charter.yaml drafts a charter from it"


def _system_facts(one: Inspection) -> Iterator[tuple[str, str]]:
    system = one.system
    if system is None:
        return
    yield "System", f'{system.label} (preset "{system.name}"), known from {" and ".join(system.known_from)}'
    if system.not_a_series:
        yield "System", f"it cannot serve as data.usage: {system.not_a_series}"
    else:
        yield "System", f"it serves {' and '.join(f'data.{use}' for use in system.serves)}"
    yield from (("Known", trap) for trap in system.traps)
    yield from (("Unconfirmed", said) for said in system.unconfirmed)


def _dates(one: Inspection) -> Iterator[str]:
    """Orders that had to be decided, with their evidence, and those that nobody can tell."""
    ways: dict[str, list[str]] = {}
    for column in one.columns:
        if column.kind == "date" and (column.question or ":" in column.written):
            ways.setdefault(column.question or column.written, []).append(column.name)
    for said, names in ways.items():
        yield f"{folded(names, 4)}: {said}"


def _marks(one: Inspection) -> Iterator[str]:
    """Texts that stand for a missing value, with their columns."""
    found: dict[str, list[tuple[int, str]]] = {}
    for column in one.columns:
        for mark in column.marks:
            found.setdefault(mark.text, []).append((mark.rows, column.name))
    for text_, columns in sorted(found.items(), key=lambda item: -sum(rows for rows, _ in item[1])):
        rows, name = max(columns)
        most = f"{numbers.plural(rows, 'row')} of {name}"
        yield f'"{text_}" in {numbers.plural(len(columns), "column")}, most often in {most}'


def _covered(cover: CoverOut) -> str:
    """`resolved_at from 2016-02-29 to 2017-02-17; 51 weeks, 1,556 without a date`."""
    each = weeks_in_a_bar([(week.first, week.rows) for week in cover.weeks])
    counted = "rows" if cover.counted == "rows" else f"items ({cover.counted})"
    top = max((week.rows for week in cover.weeks), default=0)
    said = f"{cover.column} from {cover.first} to {cover.last}, at most {numbers.count(top)} {counted} a week"
    said += f"; {numbers.count(cover.undated)} without a date" if cover.undated else ""
    return said + (f"; {each} weeks to a bar" if each > 1 else "")


def _misfits(one: Inspection) -> Iterator[str]:
    for column in one.columns:
        if column.misfits:
            such = f", such as {', '.join(column.misfit_examples)}" if column.misfit_examples else ""
            yield f"{column.name}: {numbers.plural(column.misfits, 'row')} whose text is no {column.kind}{such}"


def _unread(one: Inspection) -> Iterator[tuple[str, str]]:
    if not one.unread:
        yield "Unreadable", "no row"
    for found in one.unread:
        lines = f" (line {', '.join(map(str, found.lines))})" if found.lines else ""
        yield "Unreadable", f"{numbers.plural(found.rows, 'row')} {found.reason}{lines}"

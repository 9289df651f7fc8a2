"""What an export is, before any charter: how it is written, what its columns hold, what it could be used for.

Values of columns that hold people are shown as pseudonyms, texts that people wrote not at all, unless it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pilotaudit.assessment.inspection import (
    ColumnOut,
    CoverOut,
    FileOut,
    GroupOut,
    Inspection,
    MarkOut,
    MetricOut,
    RoleOut,
    SystemOut,
    TrapOut,
    UnreadOut,
    WeekOut,
)
from pilotaudit.evidence.kinds import names_people
from pilotaudit.evidence.presets import there
from pilotaudit.metrics.reads import text_of
from pilotaudit.moments import Column, Flag, Need, Rows, Span

if TYPE_CHECKING:
    from pilotaudit.evidence.model import DataFile
    from pilotaudit.panel.cover import Cover
    from pilotaudit.panel.glance import Glance
    from pilotaudit.panel.profile import Profile, Profiled

FORMATS: Final = {"parquet": "Parquet", "workbook": "workbook", "json": "JSON"}
ENCODINGS: Final = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8 with a byte order mark",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16 without a mark",
    "utf-16-be": "UTF-16 without a mark",
    "cp1252": "Windows-1252",
    "latin-1": "Latin-1",
}
DELIMITERS: Final = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}
EXAMPLES: Final = 3
LONG: Final = 28
"""Letters of an example at most."""
WRITTEN: Final = 0.5
"""Share of different texts, with blanks inside, from which a column is taken for text that people wrote."""


def inspect(path: Path, *, shown: str | None = None, sheet: str | None = None, show_units: bool = False) -> Inspection:
    """Look at one file: CSV (also packed), Parquet, a workbook or JSON.

    shown: its name in outputs and messages; sheet: of a workbook; show_units: whether values of people are shown.
    Raises DataError with file and line when it is no table.
    """
    from pilotaudit.panel.glance import glance_at

    seen = glance_at(path, shown or path.name, sheet)
    profile, known = seen.profile, seen.known
    return Inspection(
        file=_file(seen.sources.files[0], shown or path.name),
        rows=profile.rows,
        columns=tuple(_column(one, profile, show_units) for one in profile.columns),
        system=_system(seen),
        one_row_per=known.table.one_row_per or "",
        latest_by=known.table.latest_by or "",
        roles=tuple(_roles(seen)),
        metrics=tuple(_metrics(seen)),
        cover=None if seen.cover is None else _cover(seen.cover),
        groups=tuple(GroupOut(value=value, rows=rows) for value, rows in _groups(seen, show_units)),
        traps=tuple(TrapOut(kind=one.kind, text=one.text) for one in seen.traps),
        unread=tuple(UnreadOut(reason=one.reason, rows=one.rows, lines=one.lines) for one in seen.unread),
    )


def _file(file: DataFile, shown: str) -> FileOut:
    dialect = file.original or file.dialect
    is_text = dialect is not None and file.kind not in FORMATS
    encoding = ENCODINGS.get(dialect.encoding if dialect is not None and is_text else file.encoding, "")
    return FileOut(
        path=shown,
        bytes=file.size,
        format=FORMATS.get("parquet" if dialect is None else file.kind, "CSV"),
        encoding=encoding,
        delimiter=DELIMITERS[dialect.delimiter] if dialect is not None and is_text else "",
        packing="" if dialect is None else dialect.packing,
        sheet=file.sheet,
        notes=file.notes,
    )


def _column(one: Profiled, profile: Profile, show_units: bool) -> ColumnOut:
    seen = one.seen
    people = seen.kind == "text" and names_people(seen.field.header) and not show_units
    marked = sum(one.marks.values()) / profile.looked if profile.looked else 0.0
    blank = 1 - one.filled / profile.rows if profile.rows else 0.0
    return ColumnOut(
        name=seen.field.header,
        kind=seen.kind,
        missing=_short(blank + marked),
        different=min(one.different, profile.rows),
        looked=profile.looked,
        written=seen.written,
        examples=tuple(_examples(one, people, show_units)),
        marks=tuple(MarkOut(text=text, rows=rows) for text, rows in one.marks.items()),
        people=people,
        misfits=one.misfits,
        misfit_examples=() if people else tuple(map(_cut, one.misfit_texts)),
        question=seen.question,
    )


def _examples(one: Profiled, people: bool, show_units: bool) -> Iterator[str]:
    """The most frequent texts; pseudonyms of people, and nothing of what people wrote."""
    texts = sorted(one.seen.texts, key=lambda text: (-one.seen.texts[text], text))
    if people:
        yield from (f"name {number}" for number in range(1, min(len(texts), EXAMPLES) + 1))
    elif not show_units and _is_prose(one):
        yield "(text that people wrote)"
    else:
        yield from (_cut(_without_mail(text, show_units)) for text in texts[:EXAMPLES])


def _is_prose(one: Profiled) -> bool:
    """Whether most texts are different and have blanks inside."""
    texts = one.seen.texts
    spaced = sum(n for text, n in texts.items() if " " in text.strip())
    whole = sum(texts.values())
    return one.seen.kind == "text" and len(texts) >= WRITTEN * whole > 0 and spaced >= WRITTEN * whole


def _without_mail(text: str, show_units: bool) -> str:
    return text if show_units else " ".join("(mail)" if "@" in word else word for word in text.split())


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONG else f"{line[: LONG - 1]}…"


def _short(share: float) -> float:
    """A share with 12 significant digits."""
    return float(f"{max(0.0, min(1.0, share)):.12g}")


def _system(seen: Glance) -> SystemOut | None:
    found = seen.known.preset
    if found is None:
        return None
    return SystemOut(
        name=found.name,
        label=found.label,
        serves=found.serves,
        known_from=found.known_from,
        traps=found.traps,
        unconfirmed=tuple(f"{key}: {words}" for key, words in _unconfirmed(seen)),
        not_a_series=found.not_a_series,
    )


def _unconfirmed(seen: Glance) -> Iterator[tuple[str, str]]:
    """What of the preset is known from memory only, as far as the file has it."""
    found = seen.known.preset
    for key, words in {} if found is None else dict(found.unconfirmed).items():
        if key in ("dates", "encoding", "cap") or key in seen.sources.header:
            yield key, words


def _roles(seen: Glance) -> Iterator[RoleOut]:
    known = seen.known
    label = "" if known.preset is None else f"known of {known.preset.label}"
    for role, field in seen.bound.fields.items():
        is_known = known.preset is not None and role in known.table.columns
        yield RoleOut(role=role, column=field.header, why=label if is_known else "its usual name")
    for role, question in seen.bound.questions.items():
        yield RoleOut(role=role, column="", why="", question=question)


def _groups(seen: Glance, show_units: bool) -> tuple[tuple[str, int], ...]:
    field = seen.bound.fields.get("group")
    hidden = field is not None and names_people(field.header) and not show_units
    return () if hidden else seen.groups


def _metrics(seen: Glance) -> Iterator[MetricOut]:
    """Readings that the columns allow, each with the metrics that it serves."""
    found: dict[str, list[str]] = {}
    kinds = {one.seen.field.header: one.seen.kind for one in seen.profile.columns}
    for key, need in seen.bound.needs.items():
        if _fits(need, seen, kinds):
            found.setdefault(_said(need, seen), []).append(key)
    for reads, metrics in found.items():
        yield MetricOut(reads=reads, metrics=tuple(metrics))


def _fits(need: Need, seen: Glance, kinds: Mapping[str, str]) -> bool:
    """Whether the columns hold what the reading needs."""
    match need.total:
        case Column(name):
            return _kind(name, seen, kinds) in ("number", "duration", "yes or no")
        case Flag(name, values, above):
            wanted = ("number", "yes or no") if above is not None else ("yes or no",)
            return bool(values) or _kind(name, seen, kinds) in wanted
        case Span(start, end):
            return all(_kind(name, seen, kinds) == "date" for name in (start, end))
        case _:
            return True


def _kind(name: str, seen: Glance, kinds: Mapping[str, str]) -> str:
    return kinds.get(_header(name, seen), "")


def _header(name: str, seen: Glance) -> str:
    """The header that a name of a need stands for."""
    field = seen.bound.fields.get(name)
    if field is not None:
        return field.header
    text = seen.known.table.columns.get(name, name)
    place = there((text,), seen.sources.header)
    return text if place is None else seen.sources.header[place]


def _said(need: Need, seen: Glance) -> str:
    """A reading in the words of the catalogue, with the file's own headers."""
    match need.total:
        case Span(start, end):
            return f"{_header(start, seen)} to {_header(end, seen)}"
        case Rows():
            return "rows"
        case Column(name) | Flag(name):
            return text_of(need).replace(name, _header(name, seen), 1)
        case _:
            return text_of(need)


def _cover(cover: Cover) -> CoverOut:
    return CoverOut(
        column=cover.column,
        first="" if cover.first is None else cover.first.isoformat(),
        last="" if cover.last is None else cover.last.isoformat(),
        counted=cover.counted,
        undated=cover.undated,
        weeks=tuple(WeekOut(first=week.isoformat(), rows=rows) for week, rows in cover.weeks),
    )

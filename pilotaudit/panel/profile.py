"""Every column of a table, seen: what it holds, how it is written, how many rows have it.

Rows and blanks are counted over all rows. Of large files the rest is looked at in the first million rows, which is
said; sums over rows never leave the engine.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from pilotaudit.errors import DataError
from pilotaudit.evidence.dates import parts_sql, quoted
from pilotaudit.evidence.durations import Unclear, duration_words, seconds_sql
from pilotaudit.evidence.figures import PLAIN, Undecided, described, number_sql, number_style
from pilotaudit.evidence.headers import labelled
from pilotaudit.evidence.kinds import MARKS, Kind, is_mark, kind_of
from pilotaudit.evidence.known import words_of
from pilotaudit.evidence.model import DateOrder, DurationStyle, Field, Sources
from pilotaudit.evidence.stamps import misfit_sql, stamp_sql
from pilotaudit.panel.decide import date_order
from pilotaudit.panel.engine import relation
from pilotaudit.panel.looks import Look, Reader, Texts, first_values, look_at

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SMALL: Final = 200_000_000
"""Up to this many bytes, everything is counted over all rows."""
FIRST_ROWS: Final = 1_000_000
FEW: Final = 3
AT_ONCE: Final = 32
"""Columns that are counted in one query: its planning grows faster than their number."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a sample shows of one column. texts: cells -> rows, marks left out; order: of a date that is understood.

    misfit: SQL of a row whose text is not of the kind; question: what only the user can answer.
    """

    field: Field
    kind: Kind
    texts: Texts
    written: str = ""
    order: DateOrder | None = None
    misfit: str = ""
    question: str = ""


@dataclass(frozen=True, slots=True)
class Profiled:
    """One column, counted. filled: rows with a text; marks: text -> rows; different: texts, about; misfits: rows."""

    seen: Seen
    filled: int
    marks: Mapping[str, int]
    different: int
    misfits: int = 0
    misfit_texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Profile:
    """A table, counted. rows: all that can be read; looked: rows on which all but `filled` rests."""

    rows: int
    looked: int
    columns: tuple[Profiled, ...]

    def of(self, header: str) -> Profiled | None:
        """The column of a header."""
        return next((one for one in self.columns if one.seen.field.header == header), None)


def profile_of(reader: Reader) -> Profile:
    """Look at a sample of each column, then count. Raises DataError when the file cannot be read."""
    fields = [Field(header, f"c{place}") for place, header in enumerate(labelled(reader.sources.header))]
    look = look_at(reader, fields)
    seen = [_seen(reader, look, field) for field in fields]
    rows, filled = _counted(reader.con, reader.sources, seen)
    looked, details = _details(reader, seen)
    columns = (_profiled(reader, details, one, n) for one, n in zip(seen, filled, strict=True))
    return Profile(rows, looked, tuple(columns))


def rows_of(sources: Sources, fields: Sequence[Field], *, keep_rejects: bool = False) -> str:
    """SQL of the rows that are looked at in detail: all of a small file, the first of a large one."""
    rows = relation(sources, fields, keep_rejects=keep_rejects)
    return rows if sources.size <= SMALL else f"SELECT * FROM ({rows}) LIMIT {FIRST_ROWS}"


def _seen(reader: Reader, look: Look, field: Field) -> Seen:
    texts = {text: n for text, n in look.of(field).items() if not is_mark(text)}
    if not texts and not look.whole:
        marks = ", ".join(map(quoted, MARKS))
        some = first_values(reader.con, reader.sources, field, f"lower(trim({field.name})) NOT IN ({marks}, '')")
        texts = dict(Counter(some))
    kind = kind_of(texts, field.header)
    match kind:
        case "date":
            return _dated(reader, Look({field.name: texts}, look.whole), field, texts)
        case "number":
            return _numbered(reader, field, texts)
        case "duration":
            return _timed(reader, field, texts)
        case _:
            return Seen(field, kind, texts)


def _dated(reader: Reader, look: Look, field: Field, texts: Texts) -> Seen:
    try:
        order = date_order(reader, look, field)
    except DataError as question:
        return Seen(field, "date", texts, question=question.problems[0].message)
    written = _written(order, texts)
    misfit = misfit_sql(field.name, f"({stamp_sql(field.name, order, None)})")
    return Seen(field, "date", texts, written, order, misfit)


def _written(order: DateOrder, texts: Texts) -> str:
    """How dates are written, in a few words."""
    named = any("month name" in name for name in order.layouts)
    plain = order.words == "iso" and (not named or any(text.startswith("%Y") for text in order.formats))
    said: list[str] = [order.words] if order.words != "iso" or plain else []
    said += ["with the month's name"] if named else []
    said += ["with an offset"] if order.zoned else []
    said += [f"in {order.zone}"] if order.zone else []
    said += [] if any(":" in text for text in texts) else ["without a time of day"]
    return ", ".join(said)


def _numbered(reader: Reader, field: Field, texts: Texts) -> Seen:
    try:
        style = number_style(texts, semicolons=reader.semicolons)
    except Undecided as doubt:
        question = f"{doubt.text} can be read in two ways; say `numbers: decimal point` or `numbers: decimal comma`"
        return Seen(field, "number", texts, question=question)
    written = "" if style == PLAIN else f"like {described(style)}"
    return Seen(field, "number", texts, written, misfit=_unread(number_sql(field.name, style), field))


def _timed(reader: Reader, field: Field, texts: Texts) -> Seen:
    try:
        words = duration_words(texts)
    except Unclear as doubt:
        known = words_of(reader.sources.known, field.header)
        if known not in ("H:MM", "M:SS"):
            question = f"{doubt.text} is hours and minutes or minutes and seconds; say which under `durations`"
            return Seen(field, "duration", texts, question=question)
        words = "H:MM" if known == "H:MM" else "M:SS"
    return Seen(field, "duration", texts, words, misfit=_unread(seconds_sql(field.name, DurationStyle(words)), field))


def _unread(sql: str, field: Field) -> str:
    return f"({sql}) IS NULL AND trim({field.name}) <> ''"


def _counted(con: DuckDBPyConnection, sources: Sources, seen: Sequence[Seen]) -> tuple[int, tuple[int, ...]]:
    """All rows, and of each column those with a text; rows that cannot be read are left in the engine's own list."""
    fields = [one.field for one in seen]
    listed = ", ".join(f"count({field.name})" for field in fields)
    rows = relation(sources, fields, keep_rejects=True)
    # Rows that were refused are listed once the whole result has been taken.
    (found,) = con.execute(f"SELECT count(*), {listed} FROM ({rows}) AS table_rows").fetchall()
    return int(found[0]), tuple(map(int, found[1:]))


def _details(reader: Reader, seen: Sequence[Seen]) -> tuple[int, dict[str, Any]]:
    """Rows that were looked at, and what was counted in them by name."""
    looked, details = 0, dict[str, Any]()
    for some in _batched(seen, AT_ONCE):
        parts = [part for one in some for part in _parts(one)]
        rows = rows_of(reader.sources, [one.field for one in some])
        cursor = reader.con.execute(f"SELECT count(*), {', '.join(parts)} FROM ({rows}) AS table_rows")
        names = [column[0] for column in cursor.description]
        (found,) = cursor.fetchall()
        looked, details = int(found[0]), details | dict(zip(names, found, strict=True))
    return looked, details


def _batched(seen: Sequence[Seen], size: int) -> Iterator[Sequence[Seen]]:
    """Columns in lots of so many."""
    return (seen[start : start + size] for start in range(0, len(seen), size))


def _parts(one: Seen) -> Iterator[str]:
    """What is counted of one column."""
    name = one.field.name
    marks = ", ".join(map(quoted, MARKS))
    possible = f"strlen({name}) <= {max(map(len, MARKS))} AND lower(trim({name})) IN ({marks})"
    yield f"approx_count_distinct({name}) AS different_{name}"
    yield f"histogram(CASE WHEN {possible} THEN trim({name}) END) AS marks_{name}"
    if one.order is not None and one.order.words != "iso":
        yield f"[{parts_sql(name)}] AS parts_{name}"
    if one.misfit:
        yield f"count(*) FILTER (WHERE {one.misfit} AND NOT ({possible})) AS misfits_{name}"


def _profiled(reader: Reader, details: Mapping[str, Any], one: Seen, filled: int) -> Profiled:
    name = one.field.name
    misfits = int(details.get(f"misfits_{name}", 0) or 0)
    marks = {str(text): int(n) for text, n in sorted((details[f"marks_{name}"] or {}).items())}
    texts = _misfit_texts(reader, one) if misfits else ()
    different = max(0, int(details[f"different_{name}"]) - len(marks))
    if f"parts_{name}" in details:
        first, second = details[f"parts_{name}"]
        one = replace(one, written=f"{one.written}: first parts go up to {first}, second parts up to {second}")
    if one.kind == "yes or no" and different > 2 and set(one.texts) <= {"0", "1"}:
        # Further down there are other numbers.
        one = replace(one, kind="number")
    return Profiled(one, filled, marks, different, misfits, texts)


def _misfit_texts(reader: Reader, one: Seen) -> tuple[str, ...]:
    name = one.field.name
    rows = rows_of(reader.sources, [one.field])
    sql = f"SELECT {name} FROM ({rows}) AS table_rows WHERE {one.misfit} LIMIT 50"
    texts = dict.fromkeys(text.strip() for (text,) in reader.con.execute(sql).fetchall() if not is_mark(text))
    return tuple(texts)[:FEW]

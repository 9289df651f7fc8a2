"""Measures as SQL over text columns: the value, and the reason why a row that has one cannot be used.

Values are read as text and cast here, so that every reject has our own reason. The query language is DuckDB's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Final

from pilotaudit.evidence.dates import quoted
from pilotaudit.evidence.durations import length, seconds_sql
from pilotaudit.evidence.figures import PLAIN, number_sql
from pilotaudit.evidence.model import DurationStyle, Style
from pilotaudit.moments import Column, Exposure, Flag, Measure, Rows, Span
from pilotaudit.quantities import SECONDS, is_time

LARGEST: Final = "1e12"
_LIKE_A_NUMBER: Final = "[^0-9A-Za-z]{0,3}[0-9][0-9.,\u00a0\u2009\u202f\u2019 ]*[^0-9A-Za-z]{0,3}"
SCALE: Final = 1 << 60

Find = Callable[[str], str]
"""From a name to the SQL name of its column."""


@dataclass(frozen=True, slots=True)
class Written:
    """How columns are written, by SQL column.

    headers: in the file; styles: of numbers and durations; anchored: columns of stamps whose moment is known.
    """

    headers: Mapping[str, str]
    styles: Mapping[str, Style] = field(default_factory=dict)
    anchored: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Doubt:
    """When `sql` is true the row is rejected. column: the header; reason: completes "97 rows with ".

    misfit: whether the text is written otherwise than was decided for the column.
    """

    sql: str
    column: str
    reason: str
    misfit: bool = False


@dataclass(frozen=True, slots=True)
class Expression:
    """A measure as SQL.

    value: NULL where it is missing; parts: (name, SQL) of what value and doubts refer to, computed once per row;
    good: true only where no doubt applies, and cheap, because nearly all rows stop there; whole: a small whole number;
    safe: value is NULL wherever a doubt applies.
    """

    value: str
    doubts: tuple[Doubt, ...] = ()
    parts: tuple[tuple[str, str], ...] = ()
    good: tuple[str, ...] = ()
    whole: bool = False
    safe: bool = False


def expression(measure: Measure, find: Find, written: Written) -> Expression:
    """The SQL of one measure.

    find: name -> SQL column. Stamps are the parts `t_COLUMN` of the scan, moments in UTC the parts `i_COLUMN`.
    """
    match measure:
        case Column():
            return _number(find(measure.name), measure, written)
        case Flag():
            return _flag(measure, find(measure.name), written)
        case Span():
            return _span(measure, (find(measure.start), find(measure.end)), written)
        case Rows() | Exposure():
            return Expression("1", whole=True)


def stamp(column: str) -> str:
    """Name of the part that holds a column's stamps."""
    return f"t_{column}"


def moment(column: str) -> str:
    """Name of the part that holds a column's moments."""
    return f"i_{column}"


def readable(expression: Expression) -> Expression:
    """The same measure where a value in doubt counts as missing: for metrics that nobody asked for."""
    if expression.safe or not expression.good:
        return replace(expression, doubts=(), good=())
    good = " AND ".join(expression.good)
    return replace(expression, value=f"CASE WHEN {good} THEN {expression.value} END", doubts=(), good=())


def _number(column: str, measure: Column, written: Written) -> Expression:
    name, header = f"n_{column}", written.headers[column]
    style = written.styles.get(column, PLAIN)
    # Work cannot take less than no time; other numbers, such as refunds, may well be negative.
    least, negative = ("0", (f"{name} < 0",)) if is_time(measure.unit) else (f"-{LARGEST}", ())
    doubts = (
        *_unread(column, header, style),
        Doubt(f"NOT isfinite({name})", header, f'no finite number in "{header}"'),
        Doubt(f"abs({name}) > {LARGEST}", header, f'a value larger than 1e12 in "{header}"'),
        *(Doubt(sql, header, f'a negative duration in "{header}"') for sql in negative),
    )
    scale = _scale(measure, style)
    value = name if scale == 1 else f"({name} * {scale.numerator} / {scale.denominator})"
    good = f"({column} IS NULL OR {name} BETWEEN {least} AND {LARGEST})"
    return Expression(value, doubts, ((name, _number_sql(column, style)),), (good,))


def _number_sql(column: str, style: Style) -> str:
    return seconds_sql(column, style) if isinstance(style, DurationStyle) else number_sql(column, style)


def _scale(measure: Column, style: Style) -> Fraction:
    """What the number in the column is multiplied by to stand in the unit wanted."""
    if isinstance(style, DurationStyle):
        if style.words != "number":
            return 1 / length(measure.unit)
        return length(style.given) / length(measure.unit) if style.given else measure.scale
    # 12 % is 0.12, except where points from 0 to 100 are wanted.
    return Fraction(100) if style.percent and measure.unit == "points" else measure.scale


def _unread(column: str, header: str, style: Style) -> tuple[Doubt, ...]:
    """Why a text is no number: written unlike the others of its column, or no number at all."""
    unread = f"n_{column} IS NULL AND trim({column}) <> ''"
    if isinstance(style, DurationStyle) and style.words != "number":
        words = style.words if ":" in style.words else f"in the {style.words} spelling"
        return (Doubt(unread, header, f'no duration {words} in "{header}"', misfit=True),)
    unlike = f"{unread} AND regexp_full_match(trim({column}), '{_LIKE_A_NUMBER}')"
    return (
        Doubt(unlike, header, f'a number that is written unlike the others in "{header}"', misfit=True),
        Doubt(unread, header, f'text instead of a number in "{header}"', misfit=True),
    )


def _flag(measure: Flag, column: str, written: Written) -> Expression:
    header = written.headers[column]
    if measure.above is not None:
        number = _number(column, Column(measure.name), written)
        return replace(number, value=f"(n_{column} > {measure.above:f})::INT", whole=True)
    if measure.values:
        wanted = ", ".join(quoted(text.strip().lower()) for text in measure.values)
        value = f"CASE WHEN trim({column}) <> '' THEN list_contains([{wanted}], lower(trim({column})))::INT END"
        return Expression(value, whole=True)
    name = f"f_{column}"
    # The engine's own cast knows these words in any case; a list of words would become a join and cost twice as much.
    # `1.0` and `0.0` are what data frames make of flags with gaps.
    as_number = f"CASE TRY_CAST({column} AS DOUBLE) WHEN 1 THEN true WHEN 0 THEN false END"
    value = f"coalesce(TRY_CAST({column} AS BOOLEAN), TRY_CAST(trim({column}) AS BOOLEAN), {as_number})::INT"
    doubt = Doubt(f"{name} IS NULL AND trim({column}) <> ''", header, f'neither yes nor no in "{header}"')
    good = (f"({name} IS NOT NULL OR {column} IS NULL)",)
    return Expression(name, (doubt,), ((name, value),), good, whole=True, safe=True)


def _span(measure: Span, ends: tuple[str, str], written: Written) -> Expression:
    # Where both moments are known, an hour that the clock skips or repeats does not count as time.
    known = written.anchored.issuperset(ends)
    start, end = map(moment if known else stamp, ends)
    length = f"(epoch_us({end}) - epoch_us({start}))"
    headers = [written.headers[column] for column in ends]
    unreadable = tuple(
        Doubt(f"{stamp(column)} IS NULL AND trim({column}) <> ''", header, f'no readable date in "{header}"')
        for column, header in zip(ends, headers, strict=True)
    )
    words = f'a negative duration from "{headers[0]}" to "{headers[1]}"'
    good = (f"({end} >= {start} OR {ends[0]} IS NULL OR {ends[1]} IS NULL)",)
    doubts = (*unreadable, Doubt(f"{end} < {start}", headers[0], words))
    return Expression(f"({length} / {1_000_000 * SECONDS[measure.unit]}.0)", doubts, (), good + _either(ends))


def _either(ends: tuple[str, str]) -> tuple[str, ...]:
    return tuple(f"({stamp(column)} IS NOT NULL OR {column} IS NULL)" for column in ends)

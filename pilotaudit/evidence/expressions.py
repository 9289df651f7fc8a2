"""Measures as SQL over text columns: the value, and the reason why a row that has one cannot be used.

Values are read as text and cast here, so that every reject has our own reason. The query language is DuckDB's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from pilotaudit.evidence.dates import quoted
from pilotaudit.moments import Column, Exposure, Flag, Measure, Rows, Span
from pilotaudit.quantities import SECONDS, is_time

LARGEST: Final = "1e12"
SCALE: Final = 1 << 60

Find = Callable[[str], str]
"""From a name to the SQL name of its column."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """When `sql` is true the row is rejected. column: the header; reason: completes "97 rows with "."""

    sql: str
    column: str
    reason: str


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


def expression(measure: Measure, find: Find, headers: Mapping[str, str]) -> Expression:
    """The SQL of one measure.

    find: name -> SQL column; headers: SQL column -> header in the file. Stamps are the parts `t_COLUMN` of the scan.
    """
    match measure:
        case Column():
            return _number(find(measure.name), measure, headers)
        case Flag():
            return _flag(measure, find(measure.name), headers)
        case Span():
            return _span(measure, (find(measure.start), find(measure.end)), headers)
        case Rows() | Exposure():
            return Expression("1", whole=True)


def stamp(column: str) -> str:
    """Name of the part that holds a column's stamps."""
    return f"t_{column}"


def readable(expression: Expression) -> Expression:
    """The same measure where a value in doubt counts as missing: for metrics that nobody asked for."""
    if expression.safe or not expression.good:
        return replace(expression, doubts=(), good=())
    good = " AND ".join(expression.good)
    return replace(expression, value=f"CASE WHEN {good} THEN {expression.value} END", doubts=(), good=())


def _number(column: str, measure: Column, headers: Mapping[str, str]) -> Expression:
    name, header, scale = f"n_{column}", headers[column], measure.scale
    unread = f"{name} IS NULL AND trim({column}) <> ''"
    comma = f"{unread} AND regexp_full_match(trim({column}), '[+-]?[0-9]+,[0-9]+')"
    # Work cannot take less than no time; other numbers, such as refunds, may well be negative.
    least, negative = ("0", (f"{name} < 0",)) if is_time(measure.unit) else (f"-{LARGEST}", ())
    doubts = (
        Doubt(comma, header, f'a decimal comma in "{header}" (write decimals with a point)'),
        Doubt(unread, header, f'text instead of a number in "{header}"'),
        Doubt(f"NOT isfinite({name})", header, f'no finite number in "{header}"'),
        Doubt(f"abs({name}) > {LARGEST}", header, f'a value larger than 1e12 in "{header}"'),
        *(Doubt(sql, header, f'a negative duration in "{header}"') for sql in negative),
    )
    value = name if scale == 1 else f"({name} * {scale.numerator} / {scale.denominator})"
    good = f"({column} IS NULL OR {name} BETWEEN {least} AND {LARGEST})"
    return Expression(value, doubts, ((name, f"TRY_CAST({column} AS DOUBLE)"),), (good,))


def _flag(measure: Flag, column: str, headers: Mapping[str, str]) -> Expression:
    header = headers[column]
    if measure.above is not None:
        number = _number(column, Column(measure.name), headers)
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


def _span(measure: Span, ends: tuple[str, str], headers: Mapping[str, str]) -> Expression:
    start, end = map(stamp, ends)
    length = f"(epoch_us({end}) - epoch_us({start}))"
    unreadable = tuple(
        Doubt(
            f"{stamp(column)} IS NULL AND trim({column}) <> ''",
            headers[column],
            f'no readable date in "{headers[column]}"',
        )
        for column in ends
    )
    words = f'a negative duration from "{headers[ends[0]]}" to "{headers[ends[1]]}"'
    good = (f"({end} >= {start} OR {ends[0]} IS NULL OR {ends[1]} IS NULL)",)
    doubts = (*unreadable, Doubt(f"{end} < {start}", headers[ends[0]], words))
    return Expression(f"({length} / {1_000_000 * SECONDS[measure.unit]}.0)", doubts, (), good + _either(ends))


def _either(ends: tuple[str, str]) -> tuple[str, ...]:
    return tuple(f"({stamp(column)} IS NOT NULL OR {column} IS NULL)" for column in ends)

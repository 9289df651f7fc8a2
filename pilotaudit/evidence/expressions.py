"""Measures as SQL over text columns: the value, and the reason why a row that has one cannot be used.

Values are read as text and cast here, so that every reject has our own reason. The query language is DuckDB's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from pilotaudit.evidence.dates import quoted
from pilotaudit.moments import Column, Exposure, Flag, Measure, Rows, Span
from pilotaudit.quantities import SECONDS

LARGEST: Final = "1e12"
SCALE: Final = 1 << 60
YES: Final = ("true", "yes", "y", "t", "1")
NO: Final = ("false", "no", "n", "f", "0")

Find = Callable[[str], str]
"""From a name to the SQL name of its column."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """When `sql` is true the row is rejected. column: the header; reason: completes "97 rows: "."""

    sql: str
    column: str
    reason: str


@dataclass(frozen=True, slots=True)
class Expression:
    """A measure as SQL: `value` is NULL where it is missing."""

    value: str
    doubts: tuple[Doubt, ...] = ()


def expression(measure: Measure, find: Find, stamps: Mapping[str, str], headers: Mapping[str, str]) -> Expression:
    """The SQL of one measure.

    find: name -> SQL column; stamps: SQL column -> SQL of its stamp; headers: SQL column -> header in the file.
    """
    match measure:
        case Column():
            return _number(measure, find(measure.name), headers)
        case Flag():
            return _flag(measure, find(measure.name), headers)
        case Span():
            return _span(measure, (find(measure.start), find(measure.end)), stamps, headers)
        case Rows() | Exposure():
            return Expression("1")


def _number(measure: Column, column: str, headers: Mapping[str, str]) -> Expression:
    value = f"TRY_CAST({column} AS DOUBLE)"
    header, written = headers[column], f"{column} IS NOT NULL AND trim({column}) <> ''"
    doubts = (
        Doubt(f"{written} AND ({value} IS NULL OR contains({column}, '_'))", header, f'not a number in "{header}"'),
        Doubt(f"NOT isfinite({value})", header, f'infinite or not a number in "{header}"'),
        Doubt(f"abs({value}) > {LARGEST}", header, f'larger than 1e12 in "{header}"'),
    )
    scale = measure.scale
    scaled = value if scale == 1 else f"({value} * {scale.numerator} / {scale.denominator})"
    return Expression(scaled, doubts)


def _flag(measure: Flag, column: str, headers: Mapping[str, str]) -> Expression:
    header = headers[column]
    if measure.above is not None:
        number = _number(Column(measure.name), column, headers)
        return Expression(f"(({number.value}) > {_literal(measure.above)})::INT", number.doubts)
    if measure.values:
        wanted = ", ".join(quoted(text.strip().lower()) for text in measure.values)
        return Expression(f"CASE WHEN trim({column}) <> '' THEN (lower(trim({column})) IN ({wanted}))::INT END")
    # The usual spellings first: most exports hold nothing else, and a lookup is cheaper than lower and trim.
    value = (
        f"CASE WHEN {column} IN ('1', 'true', 'True', 'TRUE') THEN 1 WHEN {column} IN ('0', 'false', 'False', 'FALSE') THEN 0 "
        f"WHEN lower(trim({column})) IN {_words(YES)} THEN 1 WHEN lower(trim({column})) IN {_words(NO)} THEN 0 END"
    )
    doubt = Doubt(
        f"{column} IS NOT NULL AND ({value}) IS NULL AND trim({column}) <> ''",
        header,
        f'neither yes nor no in "{header}"',
    )
    return Expression(value, (doubt,))


def _span(measure: Span, ends: tuple[str, str], stamps: Mapping[str, str], headers: Mapping[str, str]) -> Expression:
    start, end = (stamps[column] for column in ends)
    length = f"(epoch_us({end}) - epoch_us({start}))"
    unreadable = tuple(
        Doubt(
            f"{column} IS NOT NULL AND {stamps[column]} IS NULL AND trim({column}) <> ''",
            headers[column],
            f'not a date in "{headers[column]}"',
        )
        for column in ends
    )
    negative = Doubt(
        f"{length} < 0", headers[ends[0]], f'negative duration from "{headers[ends[0]]}" to "{headers[ends[1]]}"'
    )
    return Expression(f"({length} / {1_000_000 * SECONDS[measure.unit]}.0)", (*unreadable, negative))


def _literal(number: Decimal) -> str:
    return format(number, "f")


def _words(words: tuple[str, ...]) -> str:
    return "(" + ", ".join(quoted(word) for word in words) + ")"

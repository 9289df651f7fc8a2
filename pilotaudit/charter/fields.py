"""The types of the charter's leaves: text in, exact value out, with the schema that editors check.

YAML scalars reach these types as the text that was written, so `no`, `12:30`, `1_000` and dates keep their meaning.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema

from pilotaudit import phrases


def _leaf(parse: Callable[[str], Any], description: str, example: str) -> tuple[Any, ...]:
    """Validator, serializer and schema of one kind of phrase."""

    def validate(value: object) -> object:
        return parse(value) if isinstance(value, str) else value

    schema: dict[str, Any] = {"type": ["string", "number"], "description": description, "examples": [example]}
    return BeforeValidator(validate), PlainSerializer(str, return_type=str), WithJsonSchema(schema)


def _whole_number(text: str) -> int:
    if not re.fullmatch(r"\d+", text):
        raise ValueError(f'"{text}" is not a whole number; write digits only, such as 24')
    return int(text)


def _day(text: str) -> date:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        raise ValueError(f'"{text}" is not a date; write year-month-day, such as 2026-01-30')
    return date.fromisoformat(text)


def _number(text: str) -> Decimal:
    if not re.fullmatch(r"[+-]?\d+(\.\d+)?", text):
        raise ValueError(f'"{text}" is not a number; write it with a point, such as 0.5')
    return Decimal(text)


def _yes_or_no(text: str) -> bool:
    if text.lower() not in ("true", "false"):
        raise ValueError(f'"{text}" is neither true nor false')
    return text.lower() == "true"


Target = Annotated[phrases.Target, *_leaf(phrases.parse_target, "improvement to reach, or a level", "-10%")]
Limit = Annotated[phrases.Limit, *_leaf(phrases.parse_limit, "largest harm accepted, or a level", "no worse than 2pp")]
Level = Annotated[phrases.Level, *_leaf(phrases.parse_level, "a limit on a level", "at least 60%")]
Quantity = Annotated[phrases.Quantity, *_leaf(phrases.parse_quantity, "an amount with its unit", "3 weeks")]
Money = Annotated[phrases.Quantity, *_leaf(phrases.parse_money, "an amount of money with its currency", "35 EUR")]
DateRange = Annotated[
    phrases.DateRange, *_leaf(phrases.parse_date_range, "first to last day, both included", "2026-01-05 to 2026-02-01")
]
OutOf = Annotated[phrases.OutOf, *_leaf(phrases.parse_out_of, "so many of so many", "3 of 4")]
PerMissed = Annotated[
    phrases.PerMissed, *_leaf(phrases.parse_per_missed, "share credited per missed threshold", "10% per missed threshold")
]
WholeNumber = Annotated[int, *_leaf(_whole_number, "a whole number", "24")]
Number = Annotated[Decimal, *_leaf(_number, "a number", "0.5")]
Day = Annotated[date, *_leaf(_day, "a day, year-month-day", "2026-01-30")]
YesNo = Annotated[bool, *_leaf(_yes_or_no, "true or false", "true")]

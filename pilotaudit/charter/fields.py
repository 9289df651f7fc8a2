"""The types of the charter's leaves: text in, exact value out, with the schema that editors check.

YAML scalars reach these types as the text that was written, so `no`, `12:30`, `1_000` and dates keep their meaning.
A value that is already of the type passes, so that charters can also be built in code.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from pilotaudit import phrases
from pilotaudit.charter.base import Blank
from pilotaudit.leaves import Marks, Number, Text, Texts, WholeNumber, YesNo, leaf

__all__ = [
    "DateRange",
    "Day",
    "Level",
    "Limit",
    "Marks",
    "Money",
    "Number",
    "OutOf",
    "PerMissed",
    "Promise",
    "Quantity",
    "RollbackText",
    "Short",
    "Target",
    "Text",
    "Texts",
    "Trigger",
    "WholeNumber",
    "YesNo",
]


def _day(text: str) -> date:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise ValueError(f'"{text}" is not a date; write year-month-day, such as 2026-01-30')
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f'"{text}" is not a day of the calendar; look at the month and the day') from None


def _range(text: str) -> phrases.DateRange:
    if text.lower() in ("none", "undated"):
        raise ValueError(f'"{text}" needs its reason: write {{{text.lower()}: why}}, or the days as first to last')
    return phrases.parse_date_range(text)


def _promise(text: str) -> object:
    """A change (`-15%`), a level (`at most 16 min`), or an amount (`1500 EUR`)."""
    starts_like_a_target = text[:1] in "+-" or text.split(" ", maxsplit=1)[0] in ("at", "above", "below")
    return phrases.parse_target(text) if starts_like_a_target else phrases.parse_quantity(text)


_TARGETS = (phrases.Change, phrases.Level)
_LIMITS = (phrases.NoWorse, phrases.Level)

Target = Annotated[
    phrases.Target,
    *leaf(phrases.parse_target, _TARGETS, "an improvement to reach, or a level", "-10%", "+3pp", "at most 16 min"),
]
Limit = Annotated[
    phrases.Limit,
    *leaf(phrases.parse_limit, _LIMITS, "the largest harm accepted, or a level", "no worse than 2pp", "at most 5%"),
]
Level = Annotated[
    phrases.Level, *leaf(phrases.parse_level, phrases.Level, "a limit on a level", "at least 60%", "below 30%")
]
Trigger = Annotated[
    phrases.Level | phrases.ExpectedSavings,
    *leaf(
        phrases.parse_rollback, (phrases.Level, phrases.ExpectedSavings), "a limit on a level", "above 5%", "below 30%"
    ),
]
Quantity = Annotated[
    phrases.Quantity, *leaf(phrases.parse_quantity, phrases.Quantity, "an amount with its unit", "3 weeks", "60%")
]
Percentage = Annotated[phrases.Quantity, *leaf(phrases.parse_quantity, phrases.Quantity, "a percentage", "80%", "95%")]
Measure = Annotated[
    phrases.Quantity, *leaf(phrases.parse_quantity, phrases.Quantity, "a level with its unit", "18.4 min", "4.2")
]
Promise = Annotated[
    phrases.Target | phrases.Quantity,
    *leaf(_promise, (*_TARGETS, phrases.Quantity), "a change or an amount", "-15%", "120", "1500 EUR"),
]
Money = Annotated[
    phrases.Quantity,
    *leaf(phrases.parse_money, phrases.Quantity, "an amount of money with its currency", "35 EUR"),
]
DateRange = Annotated[
    phrases.DateRange,
    *leaf(_range, phrases.DateRange, "first to last day, both included", "2026-01-05 to 2026-02-01"),
]
OutOf = Annotated[phrases.OutOf, *leaf(phrases.parse_out_of, phrases.OutOf, "so many of so many", "3 of 4")]
PerMissed = Annotated[
    phrases.PerMissed,
    *leaf(phrases.parse_per_missed, phrases.PerMissed, "share credited", "10% per missed threshold"),
]
Day = Annotated[date, *leaf(_day, date, "a day, year-month-day", "2026-01-30")]


@dataclass(frozen=True, slots=True)
class Short:
    """Lets a bare text stand for the block that has it under `key`; a phrase may also look like a number."""

    key: str
    phrase: bool = False

    def wrap(self, value: object) -> object:
        """The block that a bare text (or a blank) stands for."""
        return {self.key: value} if isinstance(value, str | Blank) else value

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Wrap first, then validate the block."""
        return core_schema.no_info_before_validator_function(self.wrap, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Either the text or the block."""
        text = ["string", "number"] if self.phrase else "string"
        return {"anyOf": [{"type": text}, handler(schema)]}


@dataclass(frozen=True, slots=True)
class RollbackText:
    """The rollback block as it is written: limits by metric, side by side with `how`."""

    def gather(self, value: object) -> object:
        """Put the limits together under one name."""
        if not isinstance(value, dict):
            return value
        limits = {key: item for key, item in value.items() if key != "how"}
        return {"limits": limits} | ({"how": value["how"]} if "how" in value else {})

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Gather first, then validate the block."""
        return core_schema.no_info_before_validator_function(self.gather, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """The flat form that people write."""
        block = handler.resolve_ref_schema(handler(schema))
        fields = block["properties"]
        return {
            "type": "object",
            "description": block["description"],
            "properties": {"how": fields["how"]},
            "additionalProperties": fields["limits"]["additionalProperties"],
        }

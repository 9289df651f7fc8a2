"""The scalars of a charter that are not phrases: text in, exact value out, with the schema that editors check.

YAML scalars reach these types as the text that was written, so `no`, `12:30`, `1_000` and dates keep their meaning.
A value that is already of the type passes, so that charters can also be built in code.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any

from pydantic import (
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PlainSerializer,
    PlainValidator,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import CoreSchema, core_schema

Parser = Callable[[str], Any]


def leaf(parse: Parser, types: type | tuple[type, ...], about: str, *examples: str, kind: str = "") -> tuple[Any, ...]:
    """Validator, serializer and schema of one kind of scalar.

    parse: text to value, raising ValueError; types: what passes as it is; kind: the JSON type beside string.
    """

    def validate(value: object) -> object:
        if isinstance(value, str):
            return parse(value.strip())
        if isinstance(value, types):
            return value
        raise ValueError(f"it takes a text: {about}, such as {examples[0]}")

    json_types = ["string", kind] if kind else ["string", "number"]
    schema: dict[str, Any] = {"type": json_types, "description": about, "examples": list(examples)}
    return PlainValidator(validate), PlainSerializer(str, return_type=str), WithJsonSchema(schema)


def whole_number(text: str) -> int:
    """Digits only. Raises ValueError."""
    if not re.fullmatch(r"[0-9]{1,12}", text):
        raise ValueError(f'"{text}" is not a whole number; write digits only, such as 24')
    return int(text)


def number(text: str) -> Decimal:
    """An exact decimal with a point. Raises ValueError."""
    if not re.fullmatch(r"[+-]?[0-9]{1,12}(\.[0-9]{1,9})?", text):
        raise ValueError(f'"{text}" is not a number; write it with a point, such as 0.5')
    return Decimal(text)


def yes_or_no(text: str) -> bool:
    """`true` or `false`, in any case. Raises ValueError."""
    if text.lower() not in ("true", "false"):
        raise ValueError(f'"{text}" is neither true nor false')
    return text.lower() == "true"


WholeNumber = Annotated[int, *leaf(whole_number, int, "a whole number", "24")]
Number = Annotated[Decimal, *leaf(number, Decimal, "a number", "0.5")]
YesNo = Annotated[bool, *leaf(yes_or_no, bool, "true or false", "true", kind="boolean")]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


@dataclass(frozen=True, slots=True)
class ListOrOne:
    """Lets one text stand for a list of one."""

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Wrap first, then validate the list."""

        def wrap(value: object) -> object:
            return [value] if isinstance(value, str) else value

        return core_schema.no_info_before_validator_function(wrap, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Either one scalar or a list of them: editors see numbers and booleans where we see text."""
        scalar = {"type": ["string", "number", "boolean"]}
        return {"anyOf": [scalar, {"type": "array", "items": scalar}]}


Texts = Annotated[tuple[Text, ...], ListOrOne()]
Marks = Annotated[tuple[str, ...], ListOrOne()]

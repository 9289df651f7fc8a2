"""JSON: one object per line, an array of objects, or objects one after another; nested values under dotted names.

`{"author": {"login": "a"}, "labels": [{"name": "x"}, {"name": "y"}]}` has the columns `author.login` and `labels.name`,
the latter with the text `x, y`. Numbers keep the digits that were written.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

from pilotaudit.evidence.packed import Unreadable, open_bytes

MOST_COLUMNS: Final = 2_000
LONGEST: Final = 16_000_000
"""Characters of one object at most."""
DEEPEST: Final = 20
"""Levels of nesting at most; what lies deeper is kept as JSON."""

_CHUNK: Final = 1 << 20
_BETWEEN: Final = re.compile(r"[\s,\[\]]*")
_READ: Final = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=str)


@dataclass(frozen=True, slots=True)
class Item:
    """One object. line: where it begins; values: None for a text that is no JSON object; raw: as written."""

    line: int
    values: Mapping[str, str] | None
    raw: str


def items(path: Path, encoding: str) -> Iterator[Item]:
    """The objects of a file, in order. Raises Unreadable (DAT003) where an array or a long object is broken."""
    with open_bytes(path) as stream, io.TextIOWrapper(stream, encoding, errors="replace") as text:
        first = text.readline(LONGEST)
        by_line = _object(first) is not None
        yield from _lines(first, text) if by_line else _objects(first, text)


def header_of(found: Iterator[Item]) -> tuple[tuple[str, ...], int]:
    """Every name in order of first appearance, and the number of objects. Raises Unreadable (DAT003) for too many."""
    names: dict[str, None] = {}
    number = 0
    for item in found:
        number += 1
        names |= dict.fromkeys(item.values or ())
        if len(names) > MOST_COLUMNS:
            message = f"its objects have more than {MOST_COLUMNS:,} different names: values are used as names."
            raise Unreadable("DAT003", item.line, f"{message} Export a list of objects that are alike.")
    return tuple(names), number


def flat(value: Mapping[str, Any], prefix: str = "", depth: int = 1) -> dict[str, str]:
    """An object as texts under dotted names."""
    found: dict[str, str] = {}
    for key, inner in value.items():
        name = f"{prefix}{key}"
        if isinstance(inner, dict) and inner and depth < DEEPEST:
            found |= flat(inner, f"{name}.", depth + 1)
        elif isinstance(inner, list) and any(isinstance(one, dict) for one in inner) and depth < DEEPEST:
            found |= _listed(inner, f"{name}.", depth + 1)
        else:
            found[name] = _text(inner)
    return found


def _listed(values: list[Any], prefix: str, depth: int) -> dict[str, str]:
    """A list of objects: the texts of one name joined by commas."""
    found: dict[str, list[str]] = {}
    for one in values:
        for name, text in flat(one, prefix, depth).items() if isinstance(one, dict) else ():
            found.setdefault(name, []).append(text)
    return {name: ", ".join(texts) for name, texts in found.items()}


def _text(value: object) -> str:
    match value:
        case None | {} | []:
            return ""
        case bool():
            return "true" if value else "false"
        case list() if not any(isinstance(one, list | dict) for one in value):
            return ", ".join(_text(one) for one in value)
        case str():
            return value
        case _:
            return json.dumps(value, ensure_ascii=False)


def _object(text: str) -> Mapping[str, Any] | None:
    """A text that is one JSON object."""
    try:
        found = _READ.decode(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _lines(first: str, rest: IO[str]) -> Iterator[Item]:
    """One object per line; a line that is none is an item without values. Blank lines are nothing."""
    number, text = 1, first
    while text:
        raw = text.strip()
        if raw:
            found = _object(raw)
            yield Item(number, None if found is None else flat(found), raw)
        number += text.endswith("\n")
        text = rest.readline(LONGEST)


def _objects(first: str, rest: IO[str]) -> Iterator[Item]:
    """Objects in an array, or one after another, over any number of lines."""
    held, line, ended = first, 1, False
    while True:
        gap = _BETWEEN.match(held)
        cut = gap.end() if gap else 0
        line, held = line + held.count("\n", 0, cut), held[cut:]
        found = _next(held, line, ended)
        if found is None and not ended:
            more = rest.read(max(_CHUNK, len(held)))
            held, ended = held + more, not more
        elif found is None:
            return
        else:
            values, end = found
            yield Item(line, flat(values), held[:end])
            line, held = line + held.count("\n", 0, end), held[end:]


def _next(text: str, line: int, ended: bool) -> tuple[Mapping[str, Any], int] | None:
    """The object at the beginning of a text and where it ends; None where more text is needed, or none is left."""
    if not text:
        return None
    try:
        found, end = _READ.raw_decode(text)
    except RecursionError:
        raise Unreadable("DAT003", line, "the JSON is nested too deeply. Export a list of flat objects.") from None
    except ValueError as error:
        if not ended and len(text) < LONGEST:
            return None
        told = f"{error.msg} in what begins here" if isinstance(error, json.JSONDecodeError) else str(error)
        raise Unreadable("DAT003", line, f"the JSON is broken ({told}). Export it again.") from None
    if not isinstance(found, dict):
        raise Unreadable("DAT003", line, "the JSON holds values that are no objects. Export a list of objects.")
    return found, end

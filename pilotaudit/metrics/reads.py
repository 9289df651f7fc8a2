"""The catalogue's words for what a metric reads: `handle_seconds in s`, `opened to time`, `cost / tickets`.

`need_of` turns one such text into a need, `text_of` writes it back.
"""

from __future__ import annotations

from decimal import Decimal
from typing import cast

from pilotaudit.moments import Column, Exposure, Flag, Measure, Need, Per, Rows, Span
from pilotaudit.quantities import is_time


def need_of(key: str, kind: str, unit: str, text: str) -> Need:
    """The need that a text stands for, for a metric of this kind and unit."""
    if " / " in text:
        top, _, bottom = text.partition(" / ")
        return Need(key, Column(top, unit), Rows() if bottom == "rows" else Column(bottom))
    if " per " in text:
        what, _, per = text.partition(" per ")
        return Need(key, _counted(what, unit), Exposure(cast(Per, per)))
    return Need(key, _flag(text) if kind == "proportion" else _number(text, unit))


def _counted(text: str, unit: str) -> Measure:
    if text == "rows":
        return Rows()
    return Flag(text.removesuffix(" is yes")) if text.endswith(" is yes") else Column(text, unit)


def _flag(text: str) -> Flag:
    if " above " in text:
        name, _, bound = text.partition(" above ")
        return Flag(name, above=Decimal(bound))
    name, _, values = text.partition(" is ")
    return Flag(name, tuple(values.split("|")) if values else ())


def _number(text: str, unit: str) -> Measure:
    if " to " in text:
        start, _, end = text.partition(" to ")
        return Span(start, end, unit)
    name, _, given = text.partition(" in ")
    return Column(name, unit, given)


def in_unit(measure: Measure, unit: str) -> Measure:
    """The same measure in another unit; a column of minutes wanted in hours is still a column of minutes."""
    match measure:
        case Column(name, old, given) if is_time(old) and is_time(unit) and old != unit:
            return Column(name, unit, given or old)
        case Column(name, _, given):
            return Column(name, unit, given)
        case Span(start, end, _):
            return Span(start, end, unit)
        case _:
            return measure


def text_of(need: Need) -> str:
    """A need in the catalogue's words."""
    total = _measure_text(need.total)
    if isinstance(need.total, Flag) and isinstance(need.size, Exposure):
        total += " is yes"
    match need.size:
        case Exposure(per):
            return f"{total} per {per}"
        case Column(name):
            return f"{total} / {name}"
        case _:
            return total


def _measure_text(measure: Measure) -> str:
    match measure:
        case Column(name, _, given):
            return f"{name} in {given}" if given else name
        case Flag(name, values, above):
            limit = f" above {above}" if above is not None else ""
            return name + limit + (f" is {'|'.join(values)}" if values else "")
        case Span(start, end):
            return f"{start} to {end}"
        case _:
            return "rows"

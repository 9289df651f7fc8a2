"""The line that a workflow runner turns into a mark on a file."""

from __future__ import annotations

from pilotaudit.outputs import escape


def annotation(level: str, place: tuple[str, int, int], title: str, message: str) -> str:
    """`::error file=...,line=...,col=...,title=...::message`; lines and columns count from 1.

    place: file, line and column, 0 for the whole file.
    """
    file, line, column = place
    where = f"file={escape.annotation_property(file)},line={max(line, 1)},col={max(column, 1)}"
    return f"::{level} {where},title={escape.annotation_property(title)}::{escape.annotation(message)}"

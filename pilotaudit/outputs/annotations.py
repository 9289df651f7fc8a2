"""The line that a workflow runner turns into a mark on a file."""

from __future__ import annotations

from pilotaudit.outputs import escape


def annotation(level: str, file: str, line: int, column: int, title: str, message: str) -> str:
    """`::error file=...,line=...,col=...,title=...::message`; lines and columns count from 1."""
    place = f"file={escape.annotation_property(file)},line={max(line, 1)},col={max(column, 1)}"
    return f"::{level} {place},title={escape.annotation_property(title)}::{escape.annotation(message)}"

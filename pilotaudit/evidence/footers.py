"""Lines below and between the rows that are no rows: totals, notices, what an export says when it stops."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

_NUMBER: Final = "[0-9][0-9.,]*"

FOOTER: Final = "|".join(
    (
        f"(?:grand |sub)?totals?:?(?: \\({_NUMBER} records?\\))?",
        "(?:record )?count:?",
        f"{_NUMBER} records?(?: (?:found|returned|exported))?",
        f"\\({_NUMBER} rows?(?: affected)?\\)",
        "confidential information.*",
        "copyright (?:\\(c\\)|©).*",
        "export (?:stopped|truncated|limit).*",
        "generated (?:by|on):? .*",
        "(?:this )?report (?:was )?(?:generated|run).*",
    )
)
"""Pattern of a whole line, or of a first cell, in lower case and without quotes; the engine reads it as well."""

_HEADING: Final = f"[^,;|\t]*[^,;|\t ] \\({_NUMBER} records?\\)"
"""The line above a group of rows, `Region: EMEA (12 records)`; among full rows it may be a title."""

_COMPILED: Final = re.compile(FOOTER)


def is_footer(cell: str) -> bool:
    """Whether a first cell, or a line of one cell, is a total or a notice."""
    return _COMPILED.fullmatch(cell.strip(' "\t').lower()) is not None


def is_notice(cells: Sequence[str]) -> bool:
    """Whether a row of too few cells is a total, a notice, or the heading of a group."""
    first, whole = cells[0].strip(' "\t').lower(), ",".join(cells).rstrip(", ").lower()
    alone = not any(cell.strip() for cell in cells[1:])
    return is_footer(first) or is_footer(whole) or (alone and re.fullmatch(_HEADING, first) is not None)


def footer_sql(text: str) -> str:
    """SQL for the same."""
    return f"regexp_full_match(trim(lower({text}), ' \"\t\r\n\ufeff'), '{FOOTER}')"


def line_sql(line: str) -> str:
    """SQL: whether a line of too few cells is a total, a notice, or the heading of a group."""
    whole = f"rtrim({line}, ',;|\t\r\n\" ')"
    first = f"regexp_extract({line}, '^[\" ]*([^,;|\t\"]*)', 1)"
    heading = f"regexp_full_match(lower(ltrim({whole}, '\" ')), '{_HEADING}')"
    return f"({footer_sql(whole)} OR {footer_sql(first)} OR {heading})"


def has_footer(text: str, delimiter: str) -> bool:
    """Whether a text of whole lines has one that is as wide as the rows, with a total or notice in its first cell."""
    return any(is_footer(line.partition(delimiter)[0]) for line in text.splitlines() if delimiter in line)

"""Lines below and between the rows that are no rows: totals, notices, what an export says when it stops."""

from __future__ import annotations

import re
from typing import Final

_NUMBER: Final = "[0-9][0-9.,]*"

FOOTER: Final = "|".join(
    (
        f"(?:grand |sub)?totals?:?(?: \\({_NUMBER} records?\\))?",
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

_COMPILED: Final = re.compile(FOOTER)


def is_footer(cell: str) -> bool:
    """Whether a first cell, or a line of one cell, is a total or a notice."""
    return _COMPILED.fullmatch(cell.strip(' "\t').lower()) is not None


def footer_sql(text: str) -> str:
    """SQL for the same."""
    return f"regexp_full_match(trim(lower({text}), ' \"\t\r\n\ufeff'), '{FOOTER}')"


def line_sql(line: str) -> str:
    """SQL: whether a whole line is a footer: its first cell is one, and nothing stands behind it."""
    return footer_sql(f"rtrim({line}, ',;|\t\r\n\" ')")


def has_footer(text: str, delimiter: str) -> bool:
    """Whether a text of whole lines has one that is as wide as the rows, with a total or notice in its first cell."""
    return any(is_footer(line.partition(delimiter)[0]) for line in text.splitlines() if delimiter in line)

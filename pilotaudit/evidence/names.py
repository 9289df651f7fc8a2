"""From a name in the charter to a column of the file: case, spaces, underscores and hyphens do not matter."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

ROLES: Final[dict[str, tuple[str, ...]]] = {
    "time": ("resolved_at", "resolved", "completed_at", "closed_at", "closed", "timestamp", "date"),
    "opened": ("opened_at", "opened", "created_at", "created"),
    "unit": ("unit", "agent", "resolved_by", "assignee", "assigned_to", "user"),
    "group": ("group", "arm", "cohort"),
    "segment": ("segment", "request_type", "category"),
    "id": ("id", "number", "ticket", "key"),
    "ai_used": ("ai_used",),
}
"""What is looked for when the charter maps nothing: the first that the file has."""

ASKED: Final = ("group", "unit")
"""Roles for which two candidates are a question to the user instead of a choice."""


OPTIONAL: Final = ("segment", "id")
"""Roles that are left open where the header repeats the name."""


@lru_cache(maxsize=1 << 14)
def squeezed(name: str) -> str:
    """A name as it is compared."""
    return "".join(letter for letter in name.casefold() if letter not in " _-\t")


def positions(header: Sequence[str], name: str) -> tuple[int, ...]:
    """Where a name stands in a header; several when the header repeats it. `Category#2` is the second Category."""
    wanted = squeezed(name)
    found = tuple(place for place, text in enumerate(header) if squeezed(text) == wanted)
    base, mark, number = name.strip().rpartition("#")
    if found or not mark or not number.isdecimal():
        return found
    return positions(header, base)[int(number) - 1 : int(number)] if int(number) else ()


def nearest(header: Sequence[str], name: str) -> str:
    """A sentence with the nearest headers, or all of a short header."""
    near = difflib.get_close_matches(squeezed(name), [squeezed(text) for text in header], n=3, cutoff=0.5)
    shown = [text for text in header if squeezed(text) in near] or list(header[:12])
    return f"{'Nearest' if near else 'It has'}: {', '.join(shown)}."

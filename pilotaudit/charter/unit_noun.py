"""The charter's word for one unit, as it is counted in sentences: 1 agent, 4 agents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pilotaudit import numbers
from pilotaudit.charter.base import Assumed
from pilotaudit.charter.model import Charter

ANY: Final = "unit"
PLAIN: Final = ("agent", "assignee", "user")
"""Headers that are a noun for the person whose work a row is; others, such as resolved_by, are not."""
HISSING: Final = ("s", "x", "z", "ch", "sh")


def unit_noun(charter: Charter, assumed: Sequence[Assumed] = ()) -> str:
    """The noun for one unit: what `groups.unit` says, else the header that was taken for it, else `unit`."""
    said = charter.groups.unit
    if said is not None:
        return said.lower() if said.isalpha() and said != "row" else ANY
    header = next((one.value.lower() for one in assumed if one.key == "data.items.columns.unit"), "")
    return header if header in PLAIN else ANY


def counted(number: int, noun: str, more: bool = False) -> str:
    """`4 agents`, `1 more class`."""
    middle = "more " if more else ""
    return numbers.plural(number, f"{middle}{noun}", f"{middle}{several(noun)}")


def several(noun: str) -> str:
    """The plural of a noun: agents, classes, facilities."""
    if noun.endswith("y") and noun[-2:-1] not in tuple("aeiou"):
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith(HISSING) else f"{noun}s"

"""What must hold between several items of a charter: one subject per file, each a function from charter to flaws."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from pilotaudit.charter.base import Flaw
from pilotaudit.charter.model import Charter
from pilotaudit.charter.rules import criteria, dates, design, money, owners, tables

RULES: Final[tuple[Callable[[Charter], Iterator[Flaw]], ...]] = (
    criteria.flaws,
    dates.flaws,
    design.flaws,
    money.flaws,
    owners.flaws,
    tables.flaws,
)
"""Every rule that needs the charter alone. Secrets are sought in the text, paths need the folder."""


def flaws(charter: Charter) -> Iterator[Flaw]:
    """All flaws of a charter that the model takes."""
    for rule in RULES:
        yield from rule(charter)

"""Money keeps its currency, and one charter has one."""

from __future__ import annotations

from collections.abc import Iterator

from pilotaudit.charter.base import Flaw
from pilotaudit.charter.currency import money_in
from pilotaudit.charter.model import Charter


def flaws(charter: Charter) -> Iterator[Flaw]:
    """CHR014 for every amount whose currency is not that of the first amount."""
    amounts = tuple(money_in(charter))
    for path, amount in amounts[1:]:
        first_path, first = amounts[0]
        if amount.unit != first.unit:
            message = f"{path} is in {amount.unit}, {first_path} in {first.unit}; write all money in one currency"
            yield Flaw("CHR014", path, message, (first_path,))

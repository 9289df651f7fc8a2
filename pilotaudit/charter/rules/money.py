"""Money keeps its currency, and one charter has one."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pilotaudit.charter.base import Flaw
from pilotaudit.charter.model import Budget, Charter
from pilotaudit.phrases import Quantity, is_currency


def flaws(charter: Charter) -> Iterator[Flaw]:
    """CHR014 for every amount whose currency is not that of the first amount."""
    amounts = [(path, amount) for path, amount in _amounts(charter) if is_currency(amount.unit)]
    for path, amount in amounts[1:]:
        first_path, first = amounts[0]
        if amount.unit != first.unit:
            yield Flaw(
                "CHR014",
                path,
                f"{path} is in {amount.unit}, {first_path} in {first.unit}; write all money in one currency",
                (first_path,),
            )


def _amounts(charter: Charter) -> Iterator[tuple[str, Quantity]]:
    """Every amount that may be money, with its place, in the order of the charter's blocks."""
    if charter.value and charter.value.hourly_cost:
        yield "value.hourly_cost", charter.value.hourly_cost
    for name in Budget.model_fields:
        amount = getattr(charter.budget, name, None)
        if isinstance(amount, Quantity):
            yield f"budget.{name}", amount
    for name, promise in charter.promised.items():
        yield f"promised.{name}", promise if isinstance(promise, Quantity) else promise.amount
    yield from _contract(charter)
    for name, metric in charter.metrics.items():
        yield f"metrics.{name}.unit", Quantity(Decimal(0), getattr(metric, "unit", "") or "")


def _contract(charter: Charter) -> Iterator[tuple[str, Quantity]]:
    contract = charter.contract
    if contract is None:
        return
    yield "contract.price_per_action", contract.price_per_action
    if contract.minimum:
        yield "contract.minimum", contract.minimum
    for position, tier in enumerate(contract.tiers):
        yield f"contract.tiers.{position}.price", tier.price
    if contract.credit:
        yield "contract.credit", contract.credit.amount

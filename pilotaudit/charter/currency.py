"""Money in a charter: every amount that may be one, and the currency they share."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pilotaudit.charter.model import Budget, Charter, Guard
from pilotaudit.phrases import ExpectedSavings, Quantity, is_currency


def currency_of(charter: Charter) -> str:
    """The charter's currency: that of its first amount of money; empty when it has none."""
    return next((amount.unit for _, amount in money_in(charter)), "")


def money_in(charter: Charter) -> Iterator[tuple[str, Quantity]]:
    """Every amount of money with its dotted place, in the order of the charter's blocks."""
    for part in (_budget, _promised, _asked, _contract, _metrics):
        yield from ((path, amount) for path, amount in part(charter) if is_currency(amount.unit))


def _budget(charter: Charter) -> Iterator[tuple[str, Quantity]]:
    if charter.value and charter.value.hourly_cost:
        yield "value.hourly_cost", charter.value.hourly_cost
    for name in Budget.model_fields:
        amount = getattr(charter.budget, name, None)
        if amount is not None:
            yield f"budget.{name}", amount


def _promised(charter: Charter) -> Iterator[tuple[str, Quantity]]:
    for key, promise in charter.promised.items():
        yield f"promised.{key}", promise if isinstance(promise, Quantity) else promise.amount


def _asked(charter: Charter) -> Iterator[tuple[str, Quantity]]:
    """Targets, baselines, limits and triggers."""
    for block, aims in (("primary", charter.primary), ("secondary", charter.secondary)):
        for key, aim in aims.items():
            yield f"{block}.{key}", aim.target.amount
            if aim.baseline is not None:
                yield f"{block}.{key}.baseline", aim.baseline
    for key, guard in charter.guardrails.items():
        if isinstance(guard, Guard):
            yield f"guardrails.{key}", guard.limit.amount
    for stage, targets in charter.gates.items():
        yield from ((f"gates.{stage}.{key}", target.amount) for key, target in targets.items())
    for key, trigger in charter.rollback.limits.items():
        if not isinstance(trigger, ExpectedSavings):
            yield f"rollback.{key}", trigger.amount


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


def _metrics(charter: Charter) -> Iterator[tuple[str, Quantity]]:
    """Units of the charter's own metrics, as amounts of nothing."""
    for key, metric in charter.metrics.items():
        yield f"metrics.{key}.unit", Quantity(Decimal(0), getattr(metric, "unit", ""))

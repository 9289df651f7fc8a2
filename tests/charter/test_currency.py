"""Money in a charter, and the currency it shares."""

from __future__ import annotations

import pytest

from pilotaudit.charter.currency import currency_of, money_in
from tests.charter.writing import COMPLETE, charter_of


def test_a_charter_without_money_has_no_currency():
    """The minimal one promises minutes."""
    assert currency_of(charter_of()) == ""


@pytest.mark.parametrize(
    "changes",
    [
        {"value.hourly_cost": "35 CHF"},
        {"budget.cap": "35 CHF"},
        {"promised.saving": "35 CHF"},
        {"secondary.cost_per_ticket": "-2 CHF"},
        {"secondary.cost_per_ticket": {"target": "-2%", "baseline": "20 CHF"}},
        {"guardrails.cost_per_ticket": "no worse than 1 CHF"},
        {"rollback.spend": "above 7500 CHF"},
        {"gates": {"controlled pilot": {"spend": "at most 7500 CHF"}}},
        {"contract.price_per_action": "1.50 CHF"},
        {"metrics.cost": {"kind": "mean", "unit": "CHF", "better": "lower"}},
    ],
)
def test_every_amount_of_money_tells_the_currency(changes):
    """Wherever it stands."""
    assert currency_of(charter_of(changes)) == "CHF"


def test_every_amount_of_the_complete_charter_is_found_with_its_place():
    """So that a mixed one can be pointed at."""
    paths = [path for path, _ in money_in(charter_of(text=COMPLETE))]
    assert {"contract.tiers.1.price", "contract.minimum", "budget.licence", "metrics.cost_per_ticket.unit"} <= set(
        paths
    )

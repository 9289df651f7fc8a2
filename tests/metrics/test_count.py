"""Count: rows or a column's sum per time at risk."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from pilotaudit.metrics import resolve
from pilotaudit.moments import Column, Exposure, Need, Rows
from tests.metrics.blocks import block
from tests.metrics.frames import level


@pytest.mark.parametrize("per", ["unit-day", "unit-week", "day", "week"])
def test_rows_are_counted_per_time_at_risk(per):
    """Every unit, or the arm as a whole, is at risk every day."""
    count = block(f"{{kind: count, per: {per}, better: higher}}")
    assert count.needs("n") == (Need("n", Rows(), Exposure(per)),)


def test_column_may_be_summed():
    """Rows that hold several incidents each."""
    count = block("{kind: count, column: incidents, per: week, unit: incidents, better: lower}")
    assert count.needs("n")[0].total == Column("incidents", "incidents")


def test_exposure_may_be_a_column():
    """Hours of service instead of the calendar."""
    metric = resolve("n", {"n": block("{kind: count, column: errors, exposure: hours, better: lower}")})
    assert level(metric, {"errors": [1, 0, 2, 0, 0], "hours": [10, 10, 20, 10, 10]}) == pytest.approx(0.05)


@pytest.mark.parametrize(
    "text",
    ["{kind: count, better: lower}", "{kind: count, per: day, exposure: hours, better: lower}"],
)
def test_time_at_risk_is_said_once(text):
    """A count without time at risk is not a rate, and with two it is two."""
    with pytest.raises(ValidationError, match=r"write per: unit-day .* only one of the two"):
        block(text)


def test_unknown_time_at_risk_is_refused():
    """Months have no fixed length."""
    with pytest.raises(ValidationError, match="'unit-day', 'unit-week', 'day' or 'week'"):
        block("{kind: count, per: month, better: lower}")

"""Ratio: one sum over another."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from pilotaudit.metrics import resolve
from pilotaudit.moments import Column, Need, Rows
from tests.metrics.blocks import block
from tests.metrics.frames import level

COST = "{kind: ratio, numerator: cost, denominator: tickets, unit: EUR, better: lower}"


def test_numerator_carries_the_unit():
    """The unit is the numerator's."""
    assert block(COST).needs("c") == (Need("c", Column("cost", "EUR"), Column("tickets")),)


def test_rows_may_be_the_denominator():
    """One row, one ticket."""
    ratio = block("{kind: ratio, numerator: cost, denominator: rows, better: lower}")
    assert ratio.needs("c")[0].size == Rows()


def test_sums_are_divided_not_rows():
    """A ratio of sums is not the mean of the rows' ratios."""
    frame = {"cost": [1, 1, 1, 1, 96], "tickets": [1, 1, 1, 1, 6]}
    assert level(resolve("c", {"c": block(COST)}), frame) == 10.0


def test_both_columns_are_needed():
    """A ratio without a denominator is none."""
    with pytest.raises(ValidationError, match="denominator\n  Field required"):
        block("{kind: ratio, numerator: cost, better: lower}")

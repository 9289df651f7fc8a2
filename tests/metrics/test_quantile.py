"""Quantile: the value below which a share of the rows lies."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from pilotaudit.metrics import quantile, resolve
from pilotaudit.metrics.base import NoValue
from pilotaudit.moments import Column, Span
from tests.metrics.blocks import block
from tests.metrics.frames import level

MEDIAN = "{kind: quantile, q: 0.5, column: handle_minutes, unit: min, better: lower}"


def test_median_of_five_rows():
    """The row in the middle, however long the longest is."""
    assert level(resolve("m", {"m": block(MEDIAN)}), {"handle_minutes": [10, 900, 20, 30, 25]}) == 25


def test_metric_carries_its_quantile():
    """The engine computes it per unit."""
    metric = resolve("m", {"m": block(MEDIAN)})
    assert (metric.quantile, metric.needs[0].total) == (Decimal("0.5"), Column("handle_minutes", "min"))


def test_quantile_of_a_span():
    """The 90th percentile of waiting."""
    wait = block("{kind: quantile, q: 0.9, span: [opened, time], unit: h, better: lower}")
    assert wait.needs("w")[0].total == Span("opened", "time", "h")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=30), st.floats(0.01, 0.99))
def test_value_agrees_with_numpy(values, q):
    """Linear interpolation, as numpy does it."""
    assert quantile.value(values, q) == pytest.approx(float(np.quantile(values, q)), rel=1e-9, abs=1e-9)


def test_nothing_has_no_quantile():
    """No values, no number."""
    with pytest.raises(NoValue, match="no values"):
        quantile.value([], 0.5)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "{kind: quantile, q: 50, column: a, better: lower}",
            "q lies between 0 and 1, such as 0.5 for the median, and is 50",
        ),
        ("{kind: quantile, q: 0, column: a, better: lower}", "q lies between 0 and 1"),
        ("{kind: quantile, q: half, column: a, better: lower}", "not a number"),
        ("{kind: quantile, q: 0.5, column: a, span: [b, c], unit: h, better: lower}", "by one of column or span"),
    ],
)
def test_what_does_not_fit_is_refused(text, message):
    """Each mistake is answered with what to write."""
    with pytest.raises(ValidationError, match=message):
        block(text)

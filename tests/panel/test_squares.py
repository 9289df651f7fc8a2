"""Rows as units: sums of squares and products, exact and whatever the order of the rows."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.panel.reading import ROWS, read, sums, table

ROW = {"groups.unit": "row", "groups.assignment": "randomised"}
OWN = {
    "metrics": {"cost_each": {"kind": "ratio", "numerator": "cost", "denominator": "tickets", "unit": "EUR",
                              "better": "lower"}},
    "guardrails.cost_each": "no worse than 5%",
}  # fmt: skip
KEY = "average_handling_time"


def squares_of(panel, key=KEY):
    """(numerator squared, denominator squared, product) over all cells."""
    found = panel.metrics[key].squares
    return tuple(float(one.sum()) for one in (found.total, found.size, found.product))


def test_squares_of_a_mean_are_summed(tmp_path):
    """The denominator of a row is one, and the product is the value."""
    minutes = [float(row.split(",")[3]) for row in ROWS]
    assert squares_of(read(tmp_path, table(), ROW)) == (sum(one**2 for one in minutes), 8.0, sum(minutes))


def test_the_square_of_yes_or_no_is_itself(tmp_path):
    """Nothing more is summed for it."""
    assert squares_of(read(tmp_path, table(), ROW), "error_rate") == (2.0, 8.0, 2.0)


def test_a_ratio_needs_both_squares_and_the_product(tmp_path):
    """For residuals around its own level."""
    rows = [
        f"{row},{cost},{tickets}"
        for row, cost, tickets in zip(ROWS, (-5, 3, 8, 1, 9, 2, 2, 7), range(1, 9), strict=True)
    ]
    text = table(header="resolved_at,agent,group,handle_minutes,error,cost,tickets", rows=rows)
    cost, tickets = np.array([-5, 3, 8, 1, 9, 2, 2, 7.0]), np.arange(1, 9.0)
    found = squares_of(read(tmp_path, text, {**ROW, **OWN}), "cost_each")
    assert found == ((cost**2).sum(), (tickets**2).sum(), (cost * tickets).sum())


def test_pilots_with_units_do_not_pay_for_squares(tmp_path):
    """They compare sums."""
    assert read(tmp_path, table()).metrics[KEY].squares is None


def test_rows_never_become_units(tmp_path):
    """Cells are as many as arms, segments and weeks."""
    many = [f"2026-03-{1 + n % 28:02d},x{n},{('treatment', 'control')[n % 2]},{n % 7},0" for n in range(5000)]
    panel = read(tmp_path, table(rows=[*ROWS, *many]), ROW)
    assert (panel.metrics[KEY].unit.size < 20, panel.units) == (True, ("",))


@pytest.mark.parametrize("value", [1e12, 123456.789, 0.001, 3e-5])
def test_large_and_small_values_keep_their_digits(tmp_path, value):
    """Squares are summed in two parts, as 1e24 scaled by 2^60 would not fit."""
    rows = [f"2026-01-06,a{n},{arm},{value!r},0" for n in range(30) for arm in ("treatment", "control")]
    found = squares_of(read(tmp_path, table(rows=rows), ROW))[0]
    assert found == pytest.approx(60 * value**2, rel=1e-8)


@settings(max_examples=10, deadline=None)
@given(st.permutations(range(24)))
def test_the_order_of_rows_changes_no_bit(tmp_path_factory, order):
    """Sums are whole numbers."""
    rows = [f"2026-01-{6 + n % 9:02d},a,{('treatment', 'control')[n % 2]},{1 / (n + 1)!r},0" for n in range(24)]
    one, other = (read(tmp_path_factory.mktemp("p"), table(rows=each), ROW)
                  for each in (rows, [rows[n] for n in order]))  # fmt: skip
    for name in ("total", "size", "product"):
        np.testing.assert_array_equal(*(getattr(each.metrics[KEY].squares, name) for each in (one, other)))
    assert sums(one.metrics[KEY], one) == sums(other.metrics[KEY], other)

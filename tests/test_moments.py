"""Moments: what metrics need, united without repeats."""

from __future__ import annotations

from fractions import Fraction

import pytest

from pilotaudit.moments import Column, Flag, Need, Needs
from pilotaudit.quantities import PhraseError


def test_needs_unite_in_order_of_first_mention():
    """One pass over the rows serves two metrics that share a need."""
    handling, errors = Need("a", Column("minutes", "min")), Need("b", Flag("error"))
    assert Needs((handling, errors)) == Needs((handling,)) | Needs((errors, handling))


def test_column_of_seconds_is_scaled_to_minutes():
    """The scale is exact, so that sums are."""
    assert Fraction(1, 60) == Column("handle_seconds", "min", "s").scale


def test_column_in_the_unit_wanted_is_not_scaled():
    """Without a unit of its own a column is as wanted, whatever the unit."""
    assert [Column("a").scale, Column("a", "min").scale, Column("a", "EUR").scale] == [1, 1, 1]


def test_column_of_another_dimension_has_no_scale():
    """Money is never turned into time."""
    with pytest.raises(PhraseError, match="cannot be turned"):
        _ = Column("cost", "min", "EUR").scale

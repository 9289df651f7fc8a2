"""The table of designs, and the least that would be enough."""

from hypothesis import given, settings
from hypothesis import strategies as st

from pilotaudit.estimates.designs import Neighbours
from pilotaudit.estimates.plan_model import Design, Remedy

PLANNED = Design(4.0, 8, 5, 10, 12)


def beside(planned=PLANNED, settle_in=None):
    """The neighbours of a design."""
    return Neighbours(planned, settle_in)


def size(design):
    """A chance that grows with judged weeks and with units."""
    return min(1.0, design.judged * design.treated / 100)


def test_a_longer_pilot_settles_in_as_the_default_says():
    """Three weeks from six on, half of a shorter one."""
    found = [beside().lasting(weeks).judged for weeks in (4, 5, 6, 12)]
    assert found == [2, 3, 3, 9]


def test_the_charters_settling_in_stays_whatever_the_length():
    """At least one week is judged."""
    found = [beside(settle_in=5).lasting(weeks).judged for weeks in (4, 5, 6, 12)]
    assert found == [1, 1, 1, 7]


def test_control_grows_in_proportion():
    """And never under two."""
    found = [beside().with_treated(units).control for units in (2, 5, 20)]
    assert found == [2, 6, 24]


def test_the_table_has_the_planned_design_in_it():
    """Five lengths, five sizes, and the pilot's own length where it is none of them."""
    table = beside(Design(4.0, 9, 6, 10, 10)).grid(lambda design: (size(design), None))
    assert len(table) == 6 * 5
    assert Design(4.0, 9, 6, 10, 10) in [cell.design for cell in table]


def test_a_tiny_pilot_has_no_columns_twice():
    """Two units are the least."""
    table = beside(Design(4.0, 8, 5, 2, 2)).grid(lambda design: (size(design), None))
    assert sorted({cell.design.treated for cell in table}) == [2, 3, 4, 6]


def test_what_is_enough_needs_no_remedy():
    """50 % is there."""
    assert beside().remedy(size, 0.5) is None


def test_the_least_weeks_and_the_least_units_are_named():
    """60 % takes six judged weeks, or twelve units."""
    assert beside().remedy(size, 0.6) == Remedy(9, 12, 14)


def test_what_no_neighbour_reaches_is_not_promised():
    """Neither twelve weeks nor twenty times the units."""
    assert beside().remedy(lambda _: 0.3, 0.8) == Remedy(None, None, None)


@settings(max_examples=50, deadline=None)
@given(st.integers(2, 40), st.floats(0.05, 1.0))
def test_one_unit_fewer_would_not_be_enough(treated, wanted):
    """The least is the least."""
    planned = Design(4.0, 8, 5, treated, treated)
    remedy = beside(planned).remedy(size, wanted)
    if remedy is not None and remedy.treated is not None:
        fewer = beside(planned).with_treated(remedy.treated - 1)
        assert size(beside(planned).with_treated(remedy.treated)) >= wanted
        assert size(fewer) < wanted

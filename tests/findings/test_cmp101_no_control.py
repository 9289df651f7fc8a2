"""CMP101: no control group."""

from dataclasses import replace

import pytest

from pilotaudit.findings import cmp101_no_control as subject
from tests.builders import RUNG, case, charter, panel, primary
from tests.estimates.build import cells

KEY = "average_handling_time"


def found(case):
    """What the check says about a case."""
    return list(subject.check(case))


def test_a_charter_that_says_so_is_conditional_before_data():
    """With its reason."""
    (one,) = found(case(charter(groups={"no_control": "there was no comparable queue"}), panel=None))
    assert (one.effect, "no comparable queue" in one.message) == ("conditional", True)


@pytest.mark.parametrize(("strongest", "effect"), [("HOLD", "hold"), ("CONDITIONAL GO", "conditional")])
def test_data_without_control_rows_are_held_as_the_rung_says(strongest, effect):
    """All rows belong to the pilot group."""
    one = primary(rung=replace(RUNG, strongest=strongest))
    (doubt,) = found(case(charter(), one, panel=panel(metrics={KEY: cells([(0, 1, 0, -1, 9, 9.0)])})))
    assert doubt.effect == effect


def test_control_rows_are_enough():
    """One row of somebody else."""
    rows = cells([(0, 1, 0, -1, 9, 9.0), (1, 0, 0, -1, 9, 9.0)])
    assert found(case(charter(), primary(), panel=panel(metrics={KEY: rows}))) == []


def test_a_charter_that_says_nothing_is_quiet_before_data():
    """A control group is what a charter means unless it says otherwise."""
    assert found(case(charter(), panel=None)) == []

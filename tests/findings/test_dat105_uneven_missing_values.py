"""DAT105: values missing in one group more than in the other."""

import pytest

from pilotaudit.findings import dat105_uneven_missing_values as subject
from tests.builders import case, charter, panel, primary, report
from tests.estimates.build import cells

KEY = "average_handling_time"


def found(case):
    """What the check says about a case."""
    return list(subject.check(case))


def warned(control, treatment, **changes):
    """The findings for so many blanks beside 90 filled rows in each group."""
    rows = {KEY: cells([(0, 1, 0, 3, 90, 9.0), (1, 0, 0, 3, 90, 9.0)])}
    blanks = report(missing={KEY: (control, treatment)})
    return found(case(charter(), primary(**changes), panel=panel(metrics=rows, report=blanks)))


@pytest.mark.parametrize(("control", "treatment", "count"), [(10, 10, 0), (0, 4, 0), (0, 10, 1), (10, 0, 1)])
def test_five_points_of_difference_are_the_most(control, treatment, count):
    """Either way round; shares of all used rows of the group."""
    assert len(warned(control, treatment)) == count


def test_a_group_without_rows_is_not_measured_differently():
    """Without a control group there is nothing to be unlike."""
    only = panel(metrics={KEY: cells([(1, 1, 0, 3, 90, 9.0)])}, report=report(missing={KEY: (0, 60)}))
    assert found(case(charter(), primary(), panel=only)) == []


def test_it_names_the_metric_and_both_shares():
    """0 % and 10 %."""
    (one,) = warned(0, 10)
    assert (one.metric, "0.0% of control rows and 10.0% of treatment rows" in one.message) == (KEY, True)


def test_without_rows_there_is_nothing_to_compare():
    """No panel, no shares."""
    assert found(case(charter(), primary(), panel=None)) == []


def test_a_metric_without_cells_is_quiet():
    """Its column is absent."""
    assert found(case(charter(), primary())) == []

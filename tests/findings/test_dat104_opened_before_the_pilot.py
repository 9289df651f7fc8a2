"""DAT104: items opened before the pilot and finished in it."""

import pytest

from pilotaudit.findings import dat104_opened_before_the_pilot as subject
from tests.builders import case, charter, panel, primary, report
from tests.estimates.build import cells

KEY = "average_handling_time"


def found(case):
    """What the check says about a case."""
    return list(subject.check(case))


@pytest.mark.parametrize(("early", "severities"), [(20, []), (21, ["warn"])])
def test_a_fifth_of_the_pilots_items_is_the_most(early, severities):
    """Of 100 items in the pilot; the 300 before it do not count."""
    rows = {KEY: cells([(0, 1, 0, -1, 300, 9.0), (0, 1, 0, 3, 100, 9.0)])}
    one = case(charter(), primary(), panel=panel(metrics=rows, report=report(opened_before=early)))
    assert [each.severity for each in found(one)] == severities


def test_without_rows_there_is_nothing_to_count():
    """The primary's column is absent."""
    assert found(case(charter(), primary())) == []

"""DAT103: ids that repeat."""

import pytest

from pilotaudit.findings import dat103_repeated_ids as subject
from tests.builders import case, panel, report


def found(case):
    """What the check says about a case."""
    return list(subject.check(case))


@pytest.mark.parametrize(("repeated", "severities"), [(0, []), (10, ["note"]), (11, ["block"])])
def test_one_percent_of_repeated_ids_is_the_most(repeated, severities):
    """10 of 1,000 are noted, 11 hold."""
    one = case(panel=panel(report=report(rows_used=1000, repeated_ids=repeated)))
    assert [each.severity for each in found(one)] == severities


def test_the_remedy_is_named():
    """`one_row_per`."""
    (one,) = found(case(panel=panel(report=report(rows_used=1000, repeated_ids=800))))
    assert (one.effect, "one_row_per" in one.message) == ("hold", True)

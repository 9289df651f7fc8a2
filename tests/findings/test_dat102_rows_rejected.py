"""DAT102: some rows rejected."""

import pytest

from pilotaudit.findings import dat102_rows_rejected as subject
from pilotaudit.panel.model import Count
from tests.builders import case, panel, report


def found(case):
    """What the check says about a case."""
    return list(subject.check(case))


@pytest.mark.parametrize(("rejected", "severities"), [(0, []), (1, ["note"]), (50, ["note"]), (51, [])])
def test_up_to_five_percent_is_a_note(rejected, severities):
    """Above, DAT101 speaks."""
    counts = (Count("bad dates", rejected),) if rejected else ()
    one = case(panel=panel(report=report(rows_read=1000, rows_used=1000 - rejected, rejected=counts)))
    assert [each.severity for each in found(one)] == severities


def test_a_charter_alone_has_no_rows():
    """`check` reads no data."""
    assert found(case(panel=None)) == []

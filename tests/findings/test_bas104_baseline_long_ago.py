"""BAS104: a baseline that ended long before the pilot."""

import pytest

from pilotaudit.findings import bas104_baseline_long_ago as subject
from tests.builders import case, charter


def found(case):
    """What the check says about a case."""
    return list(subject.check(case))


@pytest.mark.parametrize(("last", "warned"), [("2025-12-31", True), ("2026-01-01", False), ("2026-02-01", False)])
def test_thirty_one_days_between_the_windows_are_the_most(last, warned):
    """32 days warn, 31 do not."""
    rules = charter(window={"baseline": f"2025-11-01 to {last}"})
    assert [one.severity for one in found(case(rules))] == (["warn"] if warned else [])


def test_undated_data_have_no_gap():
    """There is nothing to count."""
    assert found(case(charter(window={"pilot": {"undated": "a trial export"}}))) == []

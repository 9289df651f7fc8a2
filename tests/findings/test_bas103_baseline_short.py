"""BAS103: a baseline of 14 to 27 days."""

import pytest

from pilotaudit.findings import bas103_baseline_short as subject
from tests.builders import case, charter


def found(case):
    """What the check says about a case."""
    return list(subject.check(case))


@pytest.mark.parametrize(
    ("first", "warned"), [("2026-01-20", False), ("2026-01-19", True), ("2026-01-06", True), ("2026-01-05", False)]
)
def test_twenty_eight_days_are_advised(first, warned):
    """13 days are BAS102's, 14 and 27 warn, 28 are quiet."""
    rules = charter(window={"baseline": f"{first} to 2026-02-01"})
    assert [one.severity for one in found(case(rules))] == (["warn"] if warned else [])

"""BAS102: a baseline under 14 days."""

import pytest

from pilotaudit.findings import bas102_baseline_too_short as subject
from tests.builders import case, charter


def found(case):
    """What the check says about a case."""
    return list(subject.check(case))


@pytest.mark.parametrize(("first", "held"), [("2026-01-20", True), ("2026-01-19", False), ("2026-01-05", False)])
def test_fourteen_days_are_the_least(first, held):
    """13 days are held, 14 are not."""
    rules = charter(window={"baseline": f"{first} to 2026-02-01"})
    assert [one.effect for one in found(case(rules))] == (["hold"] if held else [])


def test_no_baseline_is_another_finding():
    """BAS101 speaks of it."""
    assert found(case(charter(window={"baseline": {"none": "lost"}}))) == []

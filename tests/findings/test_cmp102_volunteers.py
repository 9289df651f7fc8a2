"""CMP102: volunteers."""

import pytest

from pilotaudit.findings import cmp102_volunteers as subject
from tests.builders import case, charter


def found(case):
    """What the check says about a case."""
    return list(subject.check(case))


@pytest.mark.parametrize(
    ("assignment", "effects"), [("volunteers", ["conditional"]), ("matched", []), ("randomised", []), ("by team", [])]
)
def test_only_volunteers_chose_themselves(assignment, effects):
    """CONDITIONAL GO at most."""
    assert [one.effect for one in found(case(charter(groups={"assignment": assignment})))] == effects

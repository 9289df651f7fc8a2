"""ADO102: more active people than intended users."""

import pytest

from pilotaudit.findings import ado102_more_active_than_intended as subject
from tests.builders import case, use


def found(case):
    """What the check says about a case."""
    return list(subject.check(case))


@pytest.mark.parametrize(("seen", "severities"), [(24, []), (25, ["warn"])])
def test_the_intended_are_the_most(seen, severities):
    """24 are meant to use it."""
    assert [one.severity for one in found(case(adoption=use(seen=seen)))] == severities


def test_an_unknown_number_is_quiet():
    """Adoption is not required."""
    assert found(case(adoption=use(None, intended=None))) == []

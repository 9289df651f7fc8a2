"""DAT101: more than 5 % of the rows rejected."""

import pytest

from pilotaudit.findings import dat101_many_rows_rejected as subject
from pilotaudit.panel.model import Count
from tests.builders import case, panel, report


def found(case):
    """What the check says about a case."""
    return list(subject.check(case))


def held(used, rejected):
    """The findings for so many used and rejected rows."""
    counts = (Count("bad dates", rejected),) if rejected else ()
    return found(case(panel=panel(report=report(rows_read=used + rejected, rows_used=used, rejected=counts))))


@pytest.mark.parametrize(("rejected", "effects"), [(0, []), (50, []), (51, ["hold"])])
def test_five_percent_is_the_most(rejected, effects):
    """50 of 1,000 are quiet, 51 hold."""
    assert [one.effect for one in held(1000 - rejected, rejected)] == effects


def test_it_says_how_many_and_why():
    """By reason."""
    (one,) = held(900, 100)
    assert "100 of 1,000 rows (10.0%) could not be used: 100 bad dates" in one.message


def test_rows_set_aside_on_purpose_are_not_rejected():
    """900 rows outside the windows."""
    counts = {"rejected": (Count("bad dates", 50),), "set_aside": (Count("outside the windows", 900),)}
    assert found(case(panel=panel(report=report(rows_read=1000, rows_used=50, **counts)))) == []


def test_a_charter_alone_has_no_rows():
    """`check` reads no data."""
    assert found(case(panel=None)) == []

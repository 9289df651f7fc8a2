"""STA120: weeks that a series could not use."""

from pilotaudit.estimates.model import Refusal
from pilotaudit.findings import sta120_weeks_left_out as subject
from tests.builders import case, charter, primary

NOTE = Refusal("STA120", "2 of 12 weeks are left out of the series: a group has no data in them")


def found(case):
    """What the check says about a case."""
    return list(subject.check(case))


def test_the_estimators_note_becomes_a_note():
    """In its own words."""
    (one,) = found(case(charter(), primary(notes=(NOTE,))))
    assert (one.severity, one.message) == ("note", f"Average handling time: {NOTE.reason}")


def test_no_week_missing_no_finding():
    """Every week was used."""
    assert found(case(charter(), primary())) == []


def test_a_metric_that_was_refused_has_nothing_to_note():
    """Its refusal says why."""
    assert found(case(charter(), primary(test=Refusal("STA101", "too few weeks"), notes=(NOTE,)))) == []

"""STA104: segments merged."""

from pilotaudit.estimates.model import Refusal
from pilotaudit.findings import sta104_segments_merged as subject
from tests.builders import case, charter, primary


def found(case):
    """What the check says about a case."""
    return list(subject.check(case))


def test_the_estimators_note_becomes_a_note():
    """In its own words."""
    (one,) = found(case(charter(), primary(notes=(Refusal("STA104", "what was done"),))))
    assert (one.severity, one.message) == ("note", "Average handling time: what was done")


def test_no_note_no_finding():
    """Nothing was merged, nothing is sparse."""
    assert found(case(charter(), primary())) == []


def test_a_metric_that_was_refused_has_nothing_to_note():
    """There is no figure that the note could explain."""
    why = Refusal("STA102", "not built")
    assert found(case(charter(), primary(test=why, notes=(Refusal("STA104", "what was done"),)))) == []

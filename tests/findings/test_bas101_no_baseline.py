"""BAS101: no baseline."""

from pilotaudit.findings import bas101_no_baseline as subject
from tests.builders import case, charter, panel, primary
from tests.estimates.build import cells

KEY = "average_handling_time"


def found(case):
    """What the check says about a case."""
    return list(subject.check(case))


NONE = {"baseline": {"none": "lost in the migration"}}


def test_a_charter_without_a_baseline_is_held():
    """The reason is repeated, the place is the window's."""
    (one,) = found(case(charter(window=NONE)))
    assert (one.severity, one.effect, "lost in the migration" in one.message) == ("block", "hold", True)


def test_a_randomised_pilot_without_a_baseline_gets_a_note():
    """The control group takes the place of the past."""
    (one,) = found(case(charter(window=NONE, groups={"assignment": "randomised"})))
    assert (one.severity, one.effect) == ("note", None)


def test_a_lot_without_a_control_group_compares_nothing():
    """There is neither a past nor another group."""
    groups = {"assignment": "randomised", "no_control": "nobody could be left out"}
    (one,) = found(case(charter(window=NONE, groups=groups)))
    assert (one.severity, one.effect) == ("block", "hold")


def test_a_baseline_window_without_rows_is_held():
    """All rows lie in the pilot."""
    (one,) = found(case(charter(), primary(), panel=panel(metrics={KEY: cells([(0, 1, 0, 3, 10, 100)])})))
    assert (one.effect, "2026-01-05 to 2026-02-01" in one.message) == ("hold", True)


def test_a_baseline_with_rows_is_quiet():
    """One row before, one after."""
    rows = cells([(0, 1, 0, -1, 10, 100), (0, 1, 0, 3, 10, 100)])
    assert found(case(charter(), primary(), panel=panel(metrics={KEY: rows}))) == []


def test_a_charter_alone_has_no_rows():
    """`check` reads no data."""
    assert found(case(charter(), panel=None)) == []

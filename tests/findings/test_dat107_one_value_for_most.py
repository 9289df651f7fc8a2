"""DAT107: a duration of which most rows hold one value."""

import pytest

from pilotaudit.findings import dat107_one_value_for_most as subject
from pilotaudit.panel.model import Extract, Shared
from tests.builders import case, charter, panel, primary
from tests.findings.work import KEY


def found(same, rows=100, role="primary", value=120.0):
    """What is said when so many of a hundred rows are alike: control before, after, the pilot group before, after."""
    whole = ((rows, rows), (rows, rows))
    extract = Extract(shared={KEY: Shared(value, whole, (tuple(same[:2]), tuple(same[2:])))})
    return list(subject.check(case(charter(), primary(role=role), panel=panel(extract=extract))))


@pytest.mark.parametrize(("alike", "effects"), [(50, []), (51, ["hold"])])
def test_more_than_half_hold_the_verdict(alike, effects):
    """In any group, before or after the start."""
    assert [one.effect for one in found((alike, 0, 0, 0))] == effects


def test_the_worst_place_is_named_with_the_value():
    """The automatic close came with the pilot."""
    (one,) = found((52, 10, 55, 68))
    assert (
        "68.0% of the pilot group's rows in the pilot hold 120 min or up to a tenth more, which a rule" in one.message
    )


def test_zeros_are_a_value():
    """Dates without a time of day."""
    assert "hold 0.00 min" in found((90, 90, 90, 90), value=0.0)[0].message


def test_a_secondary_metric_only_warns():
    """No verdict rests on it."""
    assert [(one.severity, one.effect) for one in found((80, 80, 80, 80), role="secondary")] == [("warn", None)]


def test_watched_metrics_and_few_rows_are_left_alone():
    """Nobody asked for the former; the latter are alike by chance."""
    assert (found((80, 0, 0, 0), role="watched"), found((20, 0, 0, 0), rows=29)) == ([], [])


def test_without_a_shared_value_nothing_is_said():
    """Nor without a panel."""
    assert (list(subject.check(case(charter(), primary()))), list(subject.check(case(panel=None)))) == ([], [])

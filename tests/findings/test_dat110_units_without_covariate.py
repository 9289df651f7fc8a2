"""DAT110: units without a chartered covariate."""

from dataclasses import replace

from pilotaudit.estimates.model import Refusal
from pilotaudit.findings import dat110_units_without_covariate as subject
from tests.builders import case, charter, guardrail, panel, primary, report
from tests.estimates.build import cells

NOTE = Refusal("DAT110", "2 of 24 units are left out, as they have no readable number in tenure")
SUMS = {"tenure": cells([(0, 1, 0, -1, 10, 30.0)])}


def found(case):
    """What the check says about a case."""
    return list(subject.check(case))


def test_units_left_out_lower_the_confidence():
    """With the rows that hold no number."""
    whole = panel(covariates=SUMS, report=report(rows_used=90, missing={"covariate: tenure": (3, 4)}))
    (one,) = found(case(charter(), primary(notes=(NOTE,)), panel=whole))
    assert (one.severity, one.message) == (
        "warn",
        "Average handling time: 2 of 24 units are left out, as they have no readable number in tenure (tenure is blank "
        "or unreadable in 7 of 90 used rows). Fill the column, or do without that covariate.",
    )


def test_several_metrics_that_lose_units_are_told_once():
    """The column is the same."""
    both = primary(notes=(NOTE,)), replace(guardrail(), notes=(NOTE,))
    assert [one.metric for one in found(case(charter(), *both))] == ["average_handling_time"]


def test_nobody_left_out_is_nothing_to_tell():
    """Blank cells of units that have other numbers do no harm."""
    whole = panel(covariates=SUMS, report=report(missing={"covariate: tenure": (3, 4)}))
    assert found(case(charter(), primary(), panel=whole)) == []

"""DAT141: a metric that the export has no column for."""

from pilotaudit.estimates.model import Rung
from pilotaudit.estimates.plan_model import Unplanned
from pilotaudit.findings import dat141_metric_without_column as check
from tests.builders import asks, case
from tests.findings.plans import RULES, guardrail, primary, subject

ABSENT = Rung("not measured", "none", "the data have no column for it", "HOLD", decides=False)


def test_a_guardrail_without_a_column_stands_in_the_way():
    """Missing evidence never passes."""
    lost = Unplanned(asks(RULES, "error_rate", "guardrail"), "the data have no column for it", ABSENT)
    (one,) = check.check(subject(primary(), lost))
    assert (one.code, one.severity, one.effect, one.metric) == ("DAT141", "block", "hold", "error_rate")
    assert one.message == "Error rate cannot be measured: the data have no column for it"


def test_so_does_a_primary_without_a_column():
    """It is named once."""
    lost = Unplanned(asks(RULES), "the data have no column for it", ABSENT)
    assert [one.metric for one in check.check(subject(lost))] == ["average_handling_time"]


def test_what_is_planned_or_unplanned_for_another_reason_is_left_alone():
    """Nothing is planned in an evaluation."""
    other = Unplanned(asks(RULES, "error_rate", "guardrail"), "nothing is stated about it")
    assert list(check.check(subject(primary(), guardrail(), other))) + list(check.check(case(panel=None))) == []

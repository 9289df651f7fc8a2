"""LAB101: downstream work that is not measured."""

from dataclasses import replace

from pilotaudit.findings import lab101_downstream_not_measured as subject
from tests.builders import case, charter, primary


def found(case):
    """What the check says about a case."""
    return list(subject.check(case))


NAMED = {"downstream": ["platform verification", "compliance review"]}


def test_named_and_unmeasured_is_a_warning():
    """Every place is listed."""
    (one,) = found(case(charter(**NAMED), primary()))
    assert (one.severity, "platform verification and compliance review" in one.message) == ("warn", True)


def test_a_measured_metric_of_that_name_covers_it():
    """`downstream_minutes` of their own."""
    one = primary()
    measured = replace(one, metric=replace(one.metric, key="downstream_minutes"))
    assert found(case(charter(**NAMED), measured)) == []


def test_nobody_named_is_nothing_to_warn_of():
    """The scorecard lists it as not measured."""
    assert found(case(charter(), primary())) == []

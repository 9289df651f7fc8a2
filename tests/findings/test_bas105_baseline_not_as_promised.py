"""BAS105: a measured baseline that is not the promised one."""

import pytest

from pilotaudit.findings import bas105_baseline_not_as_promised as subject
from tests.builders import case, charter, primary


def found(case):
    """What the check says about a case."""
    return list(subject.check(case))


def said(promised, measured):
    """The finding for a promised and a measured baseline."""
    rules = charter(primary={"average_handling_time": {"target": "-10%", "baseline": promised}})
    return found(case(rules, primary(rules, baseline=measured)))


def test_more_than_ten_percent_apart_warns_with_both():
    """18.4 promised, 22 measured."""
    (one,) = said("18.4 min", 22.0)
    assert (one.severity, "18.4 min, measured 22.0 min (+19.6%)" in one.message) == ("warn", True)


@pytest.mark.parametrize("measured", [18.0, 20.0, 22.0])
def test_up_to_ten_percent_is_quiet(measured):
    """Either way, the ends included."""
    assert said("20 min", measured) == []


def test_nothing_promised_is_nothing_to_compare():
    """The minimal charter."""
    assert found(case(charter(), primary())) == []

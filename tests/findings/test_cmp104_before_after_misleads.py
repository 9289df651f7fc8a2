"""CMP104: before/after shows what control shows too."""

import pytest

from pilotaudit.findings import cmp104_before_after_misleads as subject
from tests.builders import ABSENT, case, charter, log, primary


def found(case):
    """What the check says about a case."""
    return list(subject.check(case))


def said(own=-0.15, effect=0.0, control=16.0):
    """The findings when the pilot group moved by so much, and control from 18.4 to so much."""
    test = log(effect)
    return found(case(charter(), primary(pre_post=log(own), test=test, control_baseline=18.4, control_after=control)))


def test_a_shared_fall_is_named():
    """Both fell by about 15 %."""
    (one,) = said()
    assert (one.severity, "-15.0%, but the control group moved by -13.0% too" in one.message) == ("warn", True)


@pytest.mark.parametrize(
    "views",
    [{"own": -0.02}, {"effect": -0.15}, {"control": 18.4}, {"control": 20.0}, {"control": None}, {"control": 0.0}],
    ids=["no gain of its own", "a gain against control", "control stood still", "control rose", "unknown", "zero"],
)
def test_anything_else_is_quiet(views):
    """All three must hold."""
    assert said(**views) == []


def test_a_higher_is_better_metric_is_read_the_other_way_round():
    """Both rose."""
    rules = charter(primary={"first_contact_resolution": "+3pp"})
    one = primary(rules, baseline=0.5, pre_post=log(0.2), test=log(0.0), control_baseline=0.5, control_after=0.6)
    assert len(found(case(rules, one))) == 1


def test_a_refusal_says_nothing():
    """There is no before/after without a baseline."""
    assert found(case(charter(), primary(pre_post=ABSENT))) == []

"""STA111: a drift between the groups could explain the result."""

from dataclasses import replace

import pytest

from pilotaudit.estimates.model import Estimate, Trend
from pilotaudit.findings import sta111_drift_explains_it as subject
from tests.builders import case, charter, judged, log, primary


def trend(effect=-0.09, se=0.06):
    """The primary with an allowance for drift."""
    return Trend(log(effect, se), Estimate("log", -0.01, 0.02, 22.0, "slopes"), 7.5, 0.1)


def found(rules=None, **changes):
    """What the check says about a primary measured like this."""
    rules = rules or charter()
    return list(subject.check(case(rules, primary(rules, **{"trend": trend(), **changes}))))


def test_a_gain_that_a_usual_drift_explains_is_conditional():
    """With the drift that would be enough: the weaker end of the test, 9.5 %, over seven and a half weeks."""
    (one,) = found()
    assert (one.severity, one.effect) == ("block", "conditional")
    assert one.message == (
        "Average handling time: holds only if the groups were not drifting apart by 1.3% a week or more, which would "
        "explain the result away. With an allowance for such a drift the change is -9.0% [-19.6, +3.1]. A longer "
        "baseline would tell."
    )


def test_a_gain_that_is_left_is_quiet():
    """Whatever the drift before."""
    assert found(trend=trend(-0.12, 0.02)) == []


def test_an_allowance_that_turns_the_gain_into_harm_is_conditional_too():
    """The interval holds no effect nowhere, but on the wrong side."""
    assert len(found(trend=trend(0.3, 0.02))) == 1


@pytest.mark.parametrize("changes", [{"trend": None}, {"effect": -0.05}, {"se": 0.1}, {"needed": None, "target": None}])
def test_what_has_no_gain_to_explain_is_quiet(changes):
    """No trend, the target not reached, no effect shown, no target."""
    assert found(**changes) == []


def test_the_target_of_the_stage_counts():
    """-5 % is enough here."""
    rules = charter(gates={"controlled pilot": {"average_handling_time": "-4%"}})
    assert len(found(rules, effect=-0.05, se=0.01)) == 1


def test_a_metric_that_rises_is_read_the_other_way_round():
    """A drift upwards explains a rise."""
    rules = charter(primary={"first_contact_resolution": "+3pp"}, guardrails={"error_rate": "no worse than 2pp"})
    one = replace(primary(rules, effect=0.1, se=0.02, baseline=0.4), trend=trend(0.05, 0.06))
    (finding,) = subject.check(case(rules, one))
    assert "drifting apart by 0.72% a week" in finding.message


def test_the_verdict_carries_the_drift_as_its_condition():
    """GO's arithmetic holds, under an assumption that the data cannot test."""
    ruling = judged(charter(), *found(), average_handling_time=primary(trend=trend()))
    assert (ruling.verdict, ruling.confidence) == ("CONDITIONAL GO", "low")
    assert ruling.conditions[0].startswith("STA111: Average handling time: holds only if the groups were not drifting")

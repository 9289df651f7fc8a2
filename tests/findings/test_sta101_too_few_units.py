"""STA101: too few units."""

from dataclasses import replace

from pilotaudit.estimates.model import Refusal
from pilotaudit.findings import sta101_too_few_units as subject
from tests.builders import case, charter, guardrail, primary


def found(case):
    """What the check says about a case."""
    return list(subject.check(case))


WHY = Refusal("STA101", "the reason, with its remedy")


def test_a_refused_primary_is_held():
    """Once, in the estimator's words, at the metric's place."""
    (one,) = found(case(charter(), primary(test=WHY, size=WHY)))
    assert (one.effect, one.metric, one.message) == (
        "hold", "average_handling_time", "Average handling time: the reason, with its remedy",
    )  # fmt: skip


def test_a_refused_guardrail_is_held_for_its_harm():
    """What a guardrail is judged by."""
    assert [one.metric for one in found(case(charter(), guardrail(), replace(guardrail(), harm=WHY)))] == ["error_rate"]


def test_a_primary_is_not_held_for_the_difference_of_levels():
    """It is judged by its test and size; a stated baseline, for one, has no such difference."""
    assert found(case(charter(), primary(harm=WHY))) == []


def test_a_watched_metric_may_be_refused():
    """It was never asked for."""
    watched = replace(guardrail(), role="watched", harm=WHY, test=WHY)
    assert found(case(charter(), watched)) == []


def test_another_refusal_is_another_finding():
    """Codes are kept apart."""
    assert found(case(charter(), primary(test=Refusal("DAT010", "no rows")))) == []

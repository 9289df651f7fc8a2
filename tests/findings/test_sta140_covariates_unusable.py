"""STA140: what the charter holds constant cannot be."""

from dataclasses import replace

from pilotaudit.estimates.model import Refusal
from pilotaudit.findings import sta140_covariates_unusable as subject
from tests.builders import case, charter, guardrail, primary

WHY = Refusal("STA140", "the reason, with its remedy")


def found(case):
    """What the check says about a case."""
    return list(subject.check(case))


def test_a_refused_primary_is_held():
    """In the estimator's words, at the metric's place."""
    (one,) = found(case(charter(), primary(test=WHY, size=WHY)))
    assert (one.effect, one.severity, one.message) == (
        "hold",
        "block",
        "Average handling time: the reason, with its remedy",
    )


def test_a_refused_guardrail_is_held_for_its_harm():
    """What a guardrail is judged by."""
    assert [one.metric for one in found(case(charter(), primary(), replace(guardrail(), harm=WHY)))] == ["error_rate"]


def test_another_refusal_is_another_finding():
    """Codes are kept apart, and a metric that was judged is none."""
    other = Refusal("STA101", "too few")
    assert found(case(charter(), primary(test=other, size=other), guardrail())) == []

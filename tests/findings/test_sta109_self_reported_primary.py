"""STA109: a self-reported primary."""

from pilotaudit.findings import sta109_self_reported_primary as subject
from tests.builders import case, charter


def found(case):
    """What the check says about a case."""
    return list(subject.check(case))


OWN = {
    "primary": {"felt_speed": "+10%"},
    "metrics": {
        "felt_speed": {"kind": "mean", "column": "survey_speed", "better": "higher", "evidence": "self-reported"}
    },
}


def test_what_people_say_is_conditional():
    """With low confidence besides."""
    assert [one.effect for one in found(case(charter(**OWN)))] == ["conditional"]


def test_a_hard_claim_on_it_is_a_no_go():
    """Never GO for a hard claim."""
    (one,) = found(case(charter(**OWN, value={"claim": "hard"})))
    assert (one.effect, "hard claim" in one.message) == ("no-go", True)


def test_what_is_measured_is_quiet():
    """Minutes from the clock."""
    assert found(case(charter(value={"claim": "hard"}))) == []

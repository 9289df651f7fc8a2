"""STA105: raw and adjusted differ."""

import pytest

from pilotaudit.findings import sta105_case_mix_matters as subject
from tests.builders import ABSENT, case, charter, level, log, primary


def found(case):
    """What the check says about a case."""
    return list(subject.check(case))


@pytest.mark.parametrize(("effect", "count"), [(-0.132, 0), (-0.105, 0), (-0.095, 1), (-0.17, 1)])
def test_a_third_of_the_target_is_the_most(effect, count):
    """-13.2 % beside -10.5 % is within 3.5 % on the log scale, -9.5 % is not."""
    assert len(found(case(charter(), primary(raw=log(effect))))) == count


def test_both_figures_are_said():
    """Each with what it is."""
    (one,) = found(case(charter(), primary(raw=log(-0.05))))
    assert (one.severity, "-13.2%" in one.message, "-5.0%" in one.message) == ("warn", True, True)


@pytest.mark.parametrize("changes", [{"needed": None}, {"raw": ABSENT}, {"raw": level(-0.1), "counterfactual": None}])
def test_what_cannot_be_compared_is_quiet(changes):
    """No target, no estimate, or no level that a difference could be held against."""
    assert found(case(charter(), primary(**changes))) == []


@pytest.mark.parametrize(("raw", "count"), [(-2.0, 0), (-0.5, 1)])
def test_differences_of_levels_are_held_against_the_level_expected(raw, count):
    """-2.4 of 18.4 minutes are -13.2 %, -0.5 are -2.7 %."""
    assert len(found(case(charter(), primary(test=level(-2.43), raw=level(raw))))) == count

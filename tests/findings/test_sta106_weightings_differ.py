"""STA106: the two weightings differ."""

import pytest

from pilotaudit.estimates.mixture import Mixture
from pilotaudit.estimates.model import mixed
from pilotaudit.findings import sta106_weightings_differ as subject
from tests.builders import ABSENT, case, charter, level, log, primary


def found(case):
    """What the check says about a case."""
    return list(subject.check(case))


@pytest.mark.parametrize(("effect", "count"), [(-0.132, 0), (-0.105, 0), (-0.095, 1), (-0.17, 1)])
def test_a_third_of_the_target_is_the_most(effect, count):
    """-13.2 % beside -10.5 % is within 3.5 % on the log scale, -9.5 % is not."""
    assert len(found(case(charter(), primary(size=log(effect))))) == count


def test_both_figures_are_said():
    """Each with what it is."""
    (one,) = found(case(charter(), primary(size=log(-0.05))))
    assert (one.severity, "-13.2%" in one.message, "-5.0%" in one.message) == ("warn", True, True)


def test_a_weekly_series_has_one_weighting():
    """Its test rests on more weeks than its size, not on other units."""
    series = mixed("log", Mixture((1.0,), (-0.01,), (0.02,), (9.0,)), "weekly series")
    assert found(case(charter(), primary(test=series))) == []


@pytest.mark.parametrize("changes", [{"needed": None}, {"size": ABSENT}, {"size": level(-2.0)}])
def test_what_cannot_be_compared_is_quiet(changes):
    """No target, no estimate, or another scale."""
    assert found(case(charter(), primary(**changes))) == []

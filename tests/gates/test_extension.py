"""How much more data would settle what is open."""

from dataclasses import replace

import pytest

from pilotaudit.charter.roles import asked
from pilotaudit.gates.criteria import criteria
from pilotaudit.gates.extension import More, more_data
from tests.builders import RUNG, TIMELINE, charter, full_case, guardrail, judged, panel, primary

OPEN = {"effect": -0.13, "se": 0.075}


def more(rules=None, **by_key):
    """What would settle a full case."""
    rules = rules or charter()
    case = by_key.pop("subject", None) or full_case(rules, **by_key)
    return more_data(case, asked(rules), criteria(case, asked(rules), ()))


def settled(days, error=0.075, effect=-0.13):
    """Whether the gate itself decides once the errors are those of a longer pilot."""
    shrink = ((1 / 4 + 1 / (5 + days / 7)) / (1 / 4 + 1 / 5)) ** 0.5
    found = judged(average_handling_time=primary(effect=effect, se=error * shrink))
    return next(one.state for one in found.criteria if one.role == "primary") != "UNDERPOWERED"


def test_the_gate_itself_decides_after_so_many_days_and_not_a_day_earlier():
    """The same rules with the errors of the longer pilot; the late half does not bind here."""
    days = more(average_handling_time=primary(**OPEN)).days
    assert (settled(days - 1), settled(days)) == (False, True)


def test_the_gate_itself_decides_with_so_many_units_and_not_with_one_fewer():
    """Errors by the roots of units, degrees of freedom by their number."""
    units = more(average_handling_time=primary(**OPEN)).units
    states = []
    for added in (units - 1, units):
        error, df = 0.075 * (12 / (12 + added)) ** 0.5, 2 * (12 + added) - 2
        one = primary(effect=-0.13, se=error)
        parts = {name: replace(getattr(one, name), df=df) for name in ("test", "size", "late_test", "late_size")}
        found = judged(average_handling_time=replace(one, **parts))
        states.append(next(line.state for line in found.criteria if line.role == "primary"))
    assert states == ["UNDERPOWERED", "MET"]


def test_nothing_is_open_and_nothing_is_added():
    """A GO needs no more data."""
    assert more() == More(None, None)


def test_an_estimate_on_the_margin_is_never_settled():
    """However much data there are."""
    assert more(error_rate=guardrail(difference=0.02, se=0.02)) == More(None, None)


def test_the_slowest_criterion_decides():
    """All that is open has to be settled."""
    first = more(average_handling_time=primary(effect=-0.13, se=0.07))
    second = more(error_rate=guardrail(difference=0.005, se=0.009))
    both = more(average_handling_time=primary(effect=-0.13, se=0.07), error_rate=guardrail(difference=0.005, se=0.009))
    assert both.days == max(first.days, second.days)
    assert both.units == max(first.units, second.units)


def test_a_drift_of_whole_teams_is_not_waited_away():
    """Of the error of one team per arm, 2 tau^2 stays: here nearly all of it."""
    team = replace(RUNG, name="one team per arm", strongest="CONDITIONAL GO")
    assert more(average_handling_time=primary(**OPEN, rung=team)).days is None


def test_days_are_not_offered_without_a_baseline():
    """How units differ is most of the error, and no week lowers it."""
    rules = charter(groups={"assignment": "randomised"})
    undated = panel(timeline=replace(TIMELINE, baseline=None))
    case = replace(full_case(rules, average_handling_time=primary(rules, **OPEN)), panel=undated)
    found = more(rules, subject=case)
    assert (found.days, found.units) == (None, 3)


def test_a_rung_that_decides_nothing_is_not_helped_by_more_of_the_same():
    """What it lacks is something else."""
    shown = replace(RUNG, strongest="HOLD", cannot_show=("anything",))
    assert more(average_handling_time=primary(**OPEN, rung=shown)) == More(None, None)


@pytest.mark.parametrize("error", [0.07, 0.072, 0.075])
def test_larger_errors_need_more(error):
    """Days and units both."""
    fewer, found = (more(average_handling_time=primary(effect=-0.13, se=one)) for one in (0.068, error))
    assert fewer.days < found.days
    assert fewer.units <= found.units

"""The arithmetic of the primary metric."""

import math
from dataclasses import replace
from datetime import date

import pytest
from scipy.special import stdtr, stdtrit

from pilotaudit.estimates.mixture import Mixture
from pilotaudit.estimates.model import Refusal, mixed
from pilotaudit.gates.base import chance_of_target
from pilotaudit.panel.timeline import timeline_of
from tests.builders import charter, criterion, full_case, judged, level, log, panel, primary

KEY = "primary.average_handling_time"


def line(rules=None, **changes):
    """The primary's criterion when it was measured like this."""
    rules = rules or charter()
    return criterion(judged(rules, average_handling_time=primary(rules, **changes)), KEY)


def test_a_clear_gain_beyond_the_target_is_met():
    """No effect ruled out, target reached, late half alike."""
    assert (line().state, line().required, line().observed) == ("MET", "-10%", "-13.2% [-16.7, -9.5]")


@pytest.mark.parametrize(
    ("before", "after", "state"), [(18.4, 16.56, "MET"), (18.4, 16.57, "UNDERPOWERED"), (1, 0.9, "MET")]
)
def test_exactly_on_target_is_met(before, after, state):
    """18.4 to 16.56 is -10 %, whatever binary fractions make of it; 16.57 is not."""
    assert line(effect=after / before - 1, se=0.001).state == state


def test_every_exact_decimal_cut_by_a_tenth_is_met():
    """All one-decimal baselines from 0.1 to 39.9 cut to nine tenths."""
    effects = {(tenths * 9 / 100) / (tenths / 10) - 1 for tenths in range(1, 400)}
    assert {line(effect=effect, se=0.001).state for effect in effects} == {"MET"}


def test_a_noisy_gain_beyond_the_target_is_open():
    """-12 % with an interval that holds no effect is not GO."""
    found = line(effect=-0.12, se=0.08)
    assert (found.state, "no effect" in found.reason) == ("UNDERPOWERED", True)


@pytest.mark.parametrize(
    ("effect", "words"),
    [(-0.03, "real, but not enough"), (0.06, "harm"), (0.001, "no sign of the promised effect")],
)
def test_a_target_out_of_reach_is_missed_in_words(effect, words):
    """The optimistic end falls short of -10 %."""
    found = line(effect=effect, se=0.01)
    assert (found.state, found.reason.partition(":")[0]) == ("MISSED", words)


def test_a_late_half_that_rules_the_target_out_is_a_gain_that_is_gone():
    """The settled weeks as a whole still reach the target."""
    found = line(effect=-0.13, se=0.02, late_size=log(0.0), late_test=log(0.0))
    assert (found.state, found.reason.partition(":")[0]) == ("MISSED", "the gain is gone")


def test_a_late_half_that_is_merely_weak_is_open():
    """It neither holds nor rules the target out."""
    assert line(late_size=log(-0.08), late_test=log(-0.08)).state == "UNDERPOWERED"


@pytest.mark.parametrize(("se", "state"), [(0.0745, "MET"), (0.085, "UNDERPOWERED")])
def test_the_late_half_needs_a_one_sided_bound_of_95_percent(se, state):
    """-13.2 % is 1.9 and 1.67 errors from no effect; with 22 df the bound lies at 1.72, the two-sided one at 2.07."""
    assert line(late_test=log(-0.132, se)).state == state


@pytest.mark.parametrize(("se", "state"), [(0.02, "MISSED"), (0.023, "UNDERPOWERED")])
def test_a_miss_needs_the_two_sided_end_of_95_percent(se, state):
    """-6 % lies 2.17 and 1.89 errors short of -10 %; the end of the interval lies 2.07 away."""
    assert line(size=log(-0.06, se), test=log(-0.06, se)).state == state


@pytest.mark.parametrize(("size", "test", "state"), [(-0.03, -0.2, "MISSED"), (-0.13, -0.03, "MET")])
def test_the_size_is_what_misses_a_target(size, test, state):
    """The test per unit may lie on the other side of it."""
    assert line(size=log(size, 0.01), late_size=log(size, 0.01), test=log(test, 0.01)).state == state


@pytest.mark.parametrize(("size", "test", "words"), [
    ((0.01, 0.005), (-0.05, 0.01), "real, but not enough"),
    ((-0.01, 0.005), (0.05, 0.01), "harm"),
    ((-0.04, 0.005), (-0.01, 0.02), "no sign of the promised effect"),
    ((0.04, 0.005), (0.01, 0.02), "no sign of the promised effect"),
])  # fmt: skip
def test_a_miss_is_worded_by_the_test(size, test, words):
    """Whatever the size says of no effect."""
    assert line(size=log(*size), test=log(*test)).reason.partition(":")[0] == words


def test_the_size_is_held_against_the_target_and_the_test_against_nothing():
    """Two estimators, two jobs."""
    assert line(size=log(-0.09), test=log(-0.2)).state == "UNDERPOWERED"


@pytest.mark.parametrize(
    ("size_se", "test_se", "state", "words"),
    [
        (0.08, 0.04, "MET", "and the late half holds by itself; per unit it is -13.2% [-20.1, -5.7]"),
        (0.04, 0.08, "UNDERPOWERED", "but no effect at all is still possible; per unit it is -13.2% [-26.5, +2.5]"),
    ],
)
def test_where_the_interval_that_is_shown_says_otherwise_the_test_is_shown_too(size_se, test_se, state, words):
    """Nobody reads `no effect is ruled out` beside an interval that holds no effect without asking why."""
    found = line(size=log(-0.132, size_se), late_size=log(-0.132, size_se), test=log(-0.132, test_se))
    assert (found.state, found.reason.endswith(words)) == (state, True)


def test_where_both_intervals_say_the_same_the_test_stays_in_the_tables():
    """One interval is enough in a sentence."""
    assert "per unit" not in line(size=log(-0.132, 0.03), test=log(-0.132, 0.02)).reason


def test_a_series_says_that_its_test_takes_all_pilot_weeks():
    """The size that is shown has the judged weeks only."""
    one = mixed("log", Mixture((1.0,), (math.log(0.85),), (0.04,), (22.0,)), "a series")
    found = line(test=one, late_test=one, size=log(-0.132, 0.08), late_size=log(-0.132, 0.08))
    assert found.reason.endswith("; over all pilot weeks it is -15.0% [-21.8, -7.6]")


def test_strict_asks_the_whole_interval():
    """-13.2 % with an end at -9.5 % is enough unless the charter is strict."""
    rules = charter(primary={"average_handling_time": {"target": "-10%", "strict": "true"}})
    assert line(rules).state == "UNDERPOWERED"


def test_strict_is_met_by_an_interval_beyond_the_target():
    """-13.2 % and narrow."""
    rules = charter(primary={"average_handling_time": {"target": "-10%", "strict": "true"}})
    assert line(rules, se=0.005).state == "MET"


@pytest.mark.parametrize(("size_se", "test_se", "state"), [(0.005, 0.04, "MET"), (0.04, 0.005, "UNDERPOWERED")])
def test_strict_looks_at_the_interval_of_the_size(size_se, test_se, state):
    """Not at that of the test."""
    rules = charter(primary={"average_handling_time": {"target": "-10%", "strict": "true"}})
    assert line(rules, size=log(-0.132, size_se), test=log(-0.132, test_se)).state == state


def test_the_chance_of_the_target_comes_from_the_size():
    """P(effect >= target) is the size's t distribution beyond log 0.9."""
    one = primary(size=log(-0.12, 0.03), test=log(-0.3, 0.1))
    assert chance_of_target(one) == pytest.approx(stdtr(22, (math.log(0.9) - math.log(0.88)) / 0.03), abs=1e-12)


def test_a_higher_is_better_metric_is_read_the_other_way_round():
    """A rise in first-contact resolution is a gain."""
    rules = charter(primary={"first_contact_resolution": "+3pp"}, guardrails={"error_rate": "no worse than 2pp"})
    one = primary(rules, effect=1 / 12, se=0.01, baseline=0.12)
    found = criterion(judged(rules, first_contact_resolution=one), "primary.first_contact_resolution")
    assert (found.state, found.observed) == ("MISSED", "12.0% -> 13.0%, +1.0pp (+8.3%)")


def test_an_absolute_target_is_judged_on_the_same_scale():
    """-2 min of 18.4 min asks for 16.4."""
    rules = charter(primary={"average_handling_time": "-2 min"})
    found = line(rules, effect=16.4 / 18.4 - 1, se=0.01)
    assert (found.state, found.observed) == ("MET", "18.4 min -> 16.4 min, -2.00 min (-10.9%)")


def test_a_level_is_shown_with_its_interval():
    """At most 16 min, at the pilot window's case mix."""
    rules = charter(primary={"average_handling_time": "at most 16 min"})
    found = line(rules, effect=15.9 / 18.4 - 1, se=0.01)
    assert (found.state, found.observed) == ("MET", "15.9 min [15.6, 16.2], -13.6%")


def test_an_effect_in_levels_is_held_against_the_target_through_the_counterfactual():
    """A rung on the level scale: -2.4 of 18.4 is beyond -10 %."""
    one = level(-2.4, 0.3)
    assert line(test=one, size=one, late_test=one, late_size=one).state == "MET"


def test_a_refusal_is_no_data():
    """Missing evidence never passes."""
    why = Refusal("STA101", "1 treated unit")
    found = line(test=why, size=why)
    assert (found.state, found.reason, found.observed) == ("NO DATA", "1 treated unit", "not measured")


def test_a_target_without_a_baseline_is_no_data():
    """`needed` is unknown."""
    assert line(needed=None).state == "NO DATA"


def test_two_units_in_a_group_leave_it_open():
    """A rung that decides, but carries no more than HOLD."""
    from tests.builders import RUNG

    weak = replace(
        RUNG,
        strongest="HOLD",
        cannot_show=("how large an effect there is, as two units in a group have almost no power",),
    )
    assert line(rung=weak).state == "UNDERPOWERED"


def test_the_stage_may_set_another_target():
    """`gates` overrides the primary's target for the present stage."""
    rules = charter(gates={"controlled pilot": {"average_handling_time": "-20%"}})
    found = line(rules)
    assert (found.state, found.required) == ("MISSED", "-20%")


def test_needed_is_the_log_of_the_target():
    """The builder and the gate speak of the same target."""
    assert math.isclose(primary().needed, math.log(0.9))
    assert full_case().primary.metric.key == "average_handling_time"


LOOKS = {"looks": ["2026-03-15"]}
"""After three of five settled weeks."""


def at(day, rules=None, **changes):
    """The primary's criterion on a day of a pilot with a registered look."""
    rules = rules or charter(window=LOOKS)
    running = panel(timeline=timeline_of(rules, date.fromisoformat(day)))
    one = full_case(rules, average_handling_time=primary(rules, **changes))
    return criterion(judged(rules, subject=replace(one, panel=running)), KEY)


@pytest.mark.parametrize(("p_value", "state"), [(0.0037, "MET"), (0.0039, "UNDERPOWERED"), (0.02, "UNDERPOWERED")])
def test_a_registered_look_has_its_own_level(p_value, state):
    """0.38 % one-sided at three fifths of the time; an effect with this one-sided p-value."""
    se = -math.log1p(-0.132) / -float(stdtrit(22.0, p_value))
    assert at("2026-03-15", se=se).state == state


@pytest.mark.parametrize(("p_value", "state"), [(0.0236, "MET"), (0.0246, "UNDERPOWERED")])
def test_the_decision_has_what_the_looks_have_left(p_value, state):
    """2.38 % instead of 2.5 %, whether anybody looked or not."""
    se = -math.log1p(-0.132) / -float(stdtrit(22.0, p_value))
    assert at("2026-03-29", se=se).state == state


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2026-03-15", "(registered look 1 of 2, one-sided 0.381%)"),
        ("2026-03-29", "(decision look, 2 of 2, one-sided 2.38%)"),
    ],
)
def test_the_reason_names_the_look_and_its_level(day, words):
    """Met or not."""
    assert [words in at(day, se=se).reason for se in (0.01, 0.2)] == [True, True]


def test_without_registered_looks_no_level_is_spoken_of():
    """The usual 95 %."""
    assert "one-sided" not in line().reason


def test_a_registered_look_needs_two_settled_weeks():
    """However clear the gain."""
    rules = charter(window={"looks": ["2026-03-01"]})
    found = at("2026-03-01", rules, se=0.001)
    assert (found.state, found.reason) == (
        "UNDERPOWERED",
        "a registered look needs 2 settled weeks for a GO, and 1 has passed",
    )


@pytest.mark.parametrize(("effect", "state"), [(-0.02, "UNDERPOWERED"), (0.001, "UNDERPOWERED"), (0.06, "MISSED")])
def test_at_a_registered_look_a_miss_stops_only_as_harm(effect, state):
    """Real but not enough, and no sign, may still become what was promised."""
    assert at("2026-03-15", effect=effect, se=0.01).state == state

"""Intervals and weeks as characters."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pilotaudit.outputs.bars import Axis, Span, axis_for, bar, heading, spark

AXIS = Axis(-0.2, 0.2, 21, -0.1)
VALUES = st.floats(-5, 5, allow_nan=False)


def test_a_bar_stands_where_its_numbers_are():
    """Two hundredths per column: the dot at -0.1 hides the target's line, zero keeps its own."""
    assert bar(Span(-0.14, -0.1, -0.04), AXIS) == "   ━━●━━━ │          "


def test_an_interval_that_crosses_a_line_shows_the_crossing():
    """Zero and target stay visible under it."""
    assert bar(Span(-0.16, -0.04, 0.04), AXIS) == "  ━━━┿━━●━┿━━        "


def test_an_interval_beyond_the_axis_ends_in_an_arrow():
    """It says that it goes on."""
    assert bar(Span(-0.5, 0.1, 0.5), AXIS) == "◂━━━━┿━━━━┿━━━━●━━━━▸"


def test_the_axis_holds_estimates_zero_and_target_whatever_the_intervals():
    """One hopeless segment does not flatten the rest."""
    axis = axis_for([Span(-0.17, -0.13, -0.09), Span(-9.0, 0.05, 40.0)], -0.1, 40)
    assert (axis.low < -0.17, axis.low > -1, axis.high < 1) == (True, True, True)


@settings(max_examples=60)
@given(st.lists(st.tuples(VALUES, VALUES, VALUES).map(sorted), min_size=1, max_size=5), st.none() | VALUES)
def test_bars_have_the_axis_width_and_one_dot(triples, target):
    """Whatever the numbers are."""
    spans = [Span(*triple) for triple in triples]
    axis = axis_for(spans, target, 30)
    drawn = [bar(span, axis) for span in spans]
    assert [(len(one), one.count("●")) for one in drawn] == [(30, 1)] * len(drawn)


def test_a_pilot_without_any_effect_still_has_an_axis():
    """All numbers zero divide by nothing."""
    assert bar(Span(0, 0, 0), axis_for([Span(0, 0, 0)], None, 11)).count("●") == 1


@pytest.mark.parametrize(
    ("axis", "expected"),
    [
        (Axis(-0.4, 0.1, 51, -0.3), "     target 10%                         0"),
        (Axis(-0.24, 0.16, 41, -0.02), "             target 10% 0"),
        (Axis(-0.16, 0.24, 41, 0.02), "                0 target 10%"),
        (Axis(-0.2, 0.2, 21, -0.1), "          0"),
        (Axis(-0.2, 0.2, 21), "          0"),
    ],
)
def test_the_heading_names_the_lines_where_there_is_room(axis, expected):
    """The target's text never touches the zero."""
    assert expected == heading(axis, ("target 10%",))


def test_the_heading_falls_back_to_a_shorter_text():
    """A target in many words is still marked."""
    assert "target" in heading(AXIS, ("target of at most 16 minutes", "target"))


@pytest.mark.parametrize(
    ("gains", "settling", "expected"),
    [
        ((0.1, 0.2, 0.1, 0.2), (True, True, False, False), "░░▅█"),
        ((0.1, None, -0.3), (False, False, False), "█·▁"),
        ((-0.1, 0.0), (False, False), "▁▁"),
        ((), (), ""),
    ],
)
def test_weeks_are_one_character_each(gains, settling, expected):
    """Taller is better; settling weeks are shown, not judged; a week without data is no week without gain."""
    assert expected == spark(gains, settling)

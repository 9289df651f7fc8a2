"""Looks in words and levels."""

import pytest

from pilotaudit.gates.look import ONLY, error_of, level_text, look_text, shares_alpha, too_early
from pilotaudit.panel.timeline import Look

FIRST = Look("registered", 1, 2, 1, 5, (0.2,))
NOTHING = Look("registered", 1, 2, 0, 5, ())
HALF_WAY = Look("registered", 1, 2, 3, 6, (0.5,))
LAST = Look("decision", 2, 2, 6, 6, (0.5, 1.0))
OFF = Look("interim", 0, 2, 2, 5, ())


@pytest.mark.parametrize(
    ("look", "text"),
    [
        (ONLY, "decision look, the only one, one-sided 2.5%"),
        (OFF, "interim, not a gate"),
        (NOTHING, "registered look 1 of 2, 0 of 5 settled weeks"),
        (FIRST, "registered look 1 of 2, 1 of 5 settled weeks, one-sided under 0.001%"),
        (HALF_WAY, "registered look 1 of 2, 3 of 6 settled weeks, one-sided 0.153%"),
        (LAST, "decision look, 2 of 2, 6 of 6 settled weeks, one-sided 2.45%"),
    ],
)
def test_every_look_is_said(look, text):
    """Which one, how far, and its level where it has one."""
    assert look_text(look) == text


@pytest.mark.parametrize(("look", "error"), [(ONLY, 0.025), (OFF, 0.025), (NOTHING, 0.025), (HALF_WAY, 0.001525)])
def test_bounds_are_always_drawn_with_some_error(look, error):
    """Where no GO can be given, figures are shown with the usual one."""
    assert error_of(look) == pytest.approx(error, abs=1e-6)


def test_the_earliest_look_still_has_a_finite_bound():
    """After one of 52 weeks next to nothing is spent."""
    assert error_of(Look("registered", 1, 2, 1, 52, (1 / 52,))) == 1e-9


def test_only_registered_looks_share_the_error():
    """An interim run and a decision without looks do not."""
    assert [shares_alpha(look) for look in (ONLY, OFF, NOTHING, FIRST, LAST)] == [False, False, False, True, True]


@pytest.mark.parametrize(
    ("look", "words"),
    [(ONLY, ""), (OFF, ""), (HALF_WAY, ""), (FIRST, "and 1 has passed"), (NOTHING, "none has passed")],
)
def test_two_settled_weeks_are_needed_at_a_registered_look(look, words):
    """Nowhere else."""
    assert (too_early(look)[-len(words) or None :], bool(too_early(look))) == (words, bool(words))


def test_a_level_is_in_percent():
    """Of a chance, one-sided."""
    assert [level_text(look) for look in (ONLY, HALF_WAY, LAST)] == ["2.5%", "0.153%", "2.45%"]

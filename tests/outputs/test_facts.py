"""Clauses that more than one format says."""

from dataclasses import replace

import pytest

from pilotaudit.assessment.model import CountOut
from pilotaudit.outputs import facts
from tests.outputs.fixtures import error_rate, go, handling_time, hold, interval, mixed


@pytest.mark.parametrize(
    ("shown", "expected"), [(1, "a (+3 more)"), (2, "a, b (+2 more)"), (3, "a, b, c, d"), (9, "a, b, c, d")]
)
def test_lists_are_folded_unless_only_one_is_left(shown, expected):
    """`and 1 more` would take as much room as the item."""
    assert expected == facts.folded(("a", "b", "c", "d"), shown)


@pytest.mark.parametrize(("text", "expected"), [("a", "a."), ("a.", "a."), ("a?", "a?"), (" ", "")])
def test_a_sentence_has_one_full_stop(text, expected):
    """Whatever its author wrote."""
    assert expected == facts.sentence(text)


@pytest.mark.parametrize(
    ("p_value", "expected"), [(None, ""), (0.0, "p < 0.001"), (0.0009, "p < 0.001"), (0.04, "p = 0.040")]
)
def test_p_values_are_never_zero(p_value, expected):
    """Three decimals are enough."""
    assert expected == facts.p_text(p_value)


@pytest.mark.parametrize(
    ("chance", "expected"), [(0.0, "under 1%"), (0.5, "50%"), (0.999, "over 99%"), (1.0, "over 99%")]
)
def test_a_chance_is_never_certain(chance, expected):
    """The data never say so."""
    assert facts.chance_text(handling_time(probability_of_target=chance)).startswith(f"{expected} chance")


def test_no_target_no_chance():
    """Guardrails have none."""
    assert facts.chance_text(error_rate()) == ""


@pytest.mark.parametrize(
    ("scale", "kind", "expected"),
    [
        ("relative", "mean", "-12.0% [-20.0, -4.0]"),
        ("points", "proportion", "-12.0pp [-20.0, -4.0]"),
        ("level", "mean", "-0.12 min [-0.20 min, -0.040 min]"),
    ],
)
def test_an_interval_carries_the_unit_of_its_scale(scale, kind, expected):
    """Percent, points or minutes."""
    metric = handling_time(kind=kind, unit="min")
    assert expected == facts.bracketed(interval(-0.12, -0.2, -0.04, scale), metric)


def test_a_share_that_was_nothing_has_no_percent_of_it():
    """Points can still be said."""
    assert facts.share_change(0.0, 0.02) == "0.0% -> 2.0%, +2.0pp"


def test_an_effect_without_levels_is_relative_only():
    """Nothing is made up."""
    found = [facts.change_text(metric) for metric in (handling_time(absolute=None), handling_time(effect=None))]
    assert found == ["-13.2%", "not measured"]


def test_views_agree_when_they_point_the_same_way():
    """Unless the finding on season says otherwise."""
    assert facts.agreement(go(), handling_time()) == "both agree"
    assert facts.agreement(hold(), handling_time()) == "they disagree"
    assert facts.agreement(go(), handling_time(against_control=None)) == ""


def test_findings_that_lowered_the_confidence_are_cited_by_code():
    """Their words stand below."""
    assert (
        facts.confidence_text(mixed()) == "medium: matched groups, 12 and 12 units, 5 settled weeks; lowered by CMP105"
    )


@pytest.mark.parametrize(
    ("window", "expected"),
    [("2026-01-05 to 2026-02-01", "4 weeks"), ("2026-01-05 to 2026-01-07", "3 days"), ("none: lost", ""), ("", "")],
)
def test_windows_are_as_long_as_they_are(window, expected):
    """Weeks when they are whole."""
    assert expected == facts.whole_weeks(window)


def test_rows_set_aside_are_accounted_for():
    """Read is used, rejected and set aside."""
    aside = (CountOut(reason="outside the windows", rows=12),)
    data = replace(go().provenance.data, set_aside=aside, rows_read=8424)
    text = facts.rows_text(go(provenance=replace(go().provenance, data=data)))
    assert text.endswith("12 set aside (outside the windows: 12)")


def test_no_rows_are_no_rows():
    """Discovery reads none."""
    data = replace(go().provenance.data, rows_read=0)
    one = go(provenance=replace(go().provenance, data=data))
    assert facts.rows_text(one) == "No rows were read"

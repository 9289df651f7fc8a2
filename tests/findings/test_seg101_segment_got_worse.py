"""SEG101: a segment that got worse."""

from dataclasses import replace

import pytest

from pilotaudit.findings import seg101_segment_got_worse as subject
from tests.builders import asks, case, charter, guardrail, harmless, level, primary, segment


def found(case):
    """What the check says about a case."""
    return list(subject.check(case))


BAD = (segment("easy", -0.2), segment("complex", 0.5, adverse=True, after=0.3))


def test_a_harmed_segment_of_the_primary_is_named():
    """With the levels, as measured."""
    (one,) = found(case(charter(), primary(segments=(segment("complex", 0.25, adverse=True, after=25.0),))))
    assert (one.effect, one.metric) == ("no-go", "average_handling_time")
    assert "got worse for complex: 20.0 min -> 25.0 min, +5.00 min (+25.0%)" in one.message


def test_a_guardrail_harmed_in_one_segment_is_named():
    """Errors rose from 20 % to 30 % in complex tickets."""
    (one,) = found(case(charter(), replace(guardrail(), segments=BAD)))
    assert "Error rate got worse for complex: 20.0% -> 30.0%, +10.0pp (+50.0%)" in one.message


def test_a_watched_guardrail_counts_too():
    """Escalations, by the catalogue's margin."""
    rules = charter()
    one = replace(harmless(asks(rules, "escalation_rate", "watched")), segments=BAD)
    assert [each.metric for each in found(case(rules, one))] == ["escalation_rate"]


@pytest.mark.parametrize(
    ("limit", "count"),
    [
        ("no worse than 9pp", 1),
        ("no worse than 11pp", 0),
        ("no worse than 40%", 1),
        ("no worse than 60%", 0),
        ("at most 25%", 1),
        ("at most 35%", 0),
    ],
)
def test_harm_inside_a_guardrails_margin_was_accepted(limit, count):
    """+10pp, +50 %, to 30 %."""
    rules = charter(guardrails={"error_rate": limit})
    assert len(found(case(rules, replace(guardrail(rules=rules), segments=BAD)))) == count


def test_a_segment_that_is_not_adverse_is_quiet():
    """Worse by chance."""
    assert found(case(charter(), primary(segments=(segment("complex", 0.25),)))) == []


def test_a_secondary_metric_does_not_block():
    """It decides nothing."""
    assert found(case(charter(), replace(primary(segments=BAD), role="secondary"))) == []


def test_an_effect_in_levels_is_related_to_what_was_expected():
    """From 20 to 25 minutes."""
    part = replace(segment("complex", 0.0, adverse=True, after=25.0), effect=level(5.0))
    (one,) = found(case(charter(), primary(segments=(part,))))
    assert "(+25.0%)" in one.message


def test_a_segment_without_levels_shows_its_relative_change():
    """Nothing after the start to show."""
    part = replace(segment("complex", 0.25, adverse=True), after=None)
    first, second = found(case(charter(), primary(segments=(part,)), replace(guardrail(), segments=(part,))))
    assert all("got worse for complex: +25.0%. " in one.message for one in (first, second))


def test_segments_of_all_guardrails_are_one_family_of_tests():
    """A p-value of 0.02 is harm by itself and chance among the segments of four guardrails."""
    rules = charter()
    doubtful = replace(segment("complex", 0.5, after=0.3), p_worse=0.02)
    alone = replace(harmless(asks(rules, "escalation_rate", "watched")), segments=(doubtful,))
    others = replace(harmless(asks(rules, "reopen_rate", "watched")), segments=(segment("easy", 0.1),) * 3)
    assert (len(found(case(rules, alone))), len(found(case(rules, alone, others)))) == (1, 0)


def test_a_comparison_that_decides_nothing_harms_no_segment():
    """What is only shown cannot block."""
    one = primary(segments=(segment("complex", 0.25, adverse=True, after=25.0),))
    assert found(case(charter(), replace(one, rung=replace(one.rung, decides=False)))) == []

"""A finding, its place, and what checks share."""

import math

import pytest

from pilotaudit.charter.model import Place
from pilotaudit.findings import sta105_case_mix_matters, sta106_weightings_differ
from pilotaudit.findings.base import path_of, share_of
from tests.builders import case, charter, finding, guardrail, log, primary


@pytest.mark.parametrize(("effect", "word"), [("hold", "hold"), (None, "block")])
def test_a_finding_is_one_clickable_line(effect, word):
    """File, line, column, code, effect or severity, message."""
    assert str(finding("STA101", effect=effect)) == f"charter.yaml:3:1 STA101 {word} about STA101"


@pytest.mark.parametrize(
    ("path", "place"),
    [("primary", Place(16, 1)), ("primary.average_handling_time.target", Place(16, 1)), ("window.pilot", Place(1, 1))],
)
def test_an_item_that_is_not_written_out_stands_at_the_nearest_above(path, place):
    """Line 1 at worst."""
    assert case().place(path) == place


def test_a_finding_carries_its_place():
    """From the charter's dotted path."""
    one = case().finding("NOV101", "warn", "primary.average_handling_time", "fading", metric="average_handling_time")
    assert (one.file, one.line, one.column, one.metric) == ("charter.yaml", 16, 1, "average_handling_time")


def test_the_primary_is_the_one_in_that_role():
    """None before there are data."""
    assert case(charter(), guardrail(), primary()).primary == primary()
    assert case().primary is None


@pytest.mark.parametrize(("stage", "aim"), [("controlled pilot", 0.3), ("partial rollout", 0.1)])
def test_the_target_of_the_stage_is_the_one_that_counts(stage, aim):
    """As the criteria are judged by it; that of another stage is not asked yet."""
    rules = charter(gates={stage: {"average_handling_time": "-30%"}})
    assert case(rules, primary(rules)).aimed.needed == pytest.approx(math.log(1 - aim))


@pytest.mark.parametrize(("target", "count"), [("-10%", 1), ("-30%", 0)])
def test_what_is_held_against_the_target_is_held_against_that_of_the_stage(target, count):
    """-9.5 % beside -13.2 % is more than a third of -10 %, and less than a third of -30 %."""
    rules = charter(gates={"controlled pilot": {"average_handling_time": target}})
    one = primary(rules, size=log(-0.095), raw=log(-0.095))
    said = [len(list(each.check(case(rules, one)))) for each in (sta105_case_mix_matters, sta106_weightings_differ)]
    assert said == [count, count]


def test_a_metric_is_asked_for_in_its_block():
    """Guardrails stand under `guardrails`."""
    assert (path_of(primary()), path_of(guardrail())) == ("primary.average_handling_time", "guardrails.error_rate")


def test_a_share_of_nothing_is_zero():
    """Never a division by it."""
    assert (share_of(1, 4), share_of(0, 0)) == (0.25, 0.0)

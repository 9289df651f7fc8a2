"""A finding, its place, and what checks share."""

import pytest

from pilotaudit.charter.model import Place
from pilotaudit.findings.base import path_of, share_of
from tests.builders import case, charter, finding, guardrail, primary


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


def test_a_metric_is_asked_for_in_its_block():
    """Guardrails stand under `guardrails`."""
    assert (path_of(primary()), path_of(guardrail())) == ("primary.average_handling_time", "guardrails.error_rate")


def test_a_share_of_nothing_is_zero():
    """Never a division by it."""
    assert (share_of(1, 4), share_of(0, 0)) == (0.25, 0.0)

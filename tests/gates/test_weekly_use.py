"""Weekly use of the intended users."""

from dataclasses import replace
from datetime import date

import pytest

from tests.builders import TIMELINE, charter, criterion, finding, full_case, judged, panel, use

NAME = "adoption.weekly_active"


def line(share, **limits):
    """The criterion at this share of the intended users."""
    return criterion(judged(charter(adoption=limits), adoption=use(share)), NAME)


def test_enough_use_is_met():
    """71 % of 24, where 60 % is asked for by default."""
    found = line(0.71)
    assert (found.state, found.required, found.observed, found.source) == (
        "MET",
        "at least 60%",
        "71% of 24",
        "default",
    )


@pytest.mark.parametrize(("part", "whole", "state"), [(12, 20, "MET"), (599, 1000, "MISSED")])
def test_exactly_sixty_percent_is_enough(part, whole, state):
    """12 of 20 is met, 599 of 1,000 is not."""
    assert line(part / whole).state == state


@pytest.mark.parametrize(("share", "state"), [(0.7, "MISSED"), (0.6999, "MET")])
def test_below_is_strict(share, state):
    """`below 70%` is not met at 70."""
    assert line(share, weekly_active="below 70%").state == state


def test_a_share_just_short_is_not_rounded_up_to_the_limit():
    """59.9 % beside a limit of 60 % is shown as 59.9 %."""
    assert [line(share).observed for share in (0.599, 0.5995, 0.599999)] == [
        "59.9% of 24",
        "59.95% of 24",
        "60.00% of 24",
    ]


def test_unmeasured_use_is_no_data():
    """What is missing never passes."""
    found = line(None)
    assert (found.state, found.reason) == ("NO DATA", "no usage table")


@pytest.mark.parametrize("block", [{"weekly_active": {"not required": "not logged per person"}}, None])
def test_use_that_is_not_required_is_waived_at_a_price(block):
    """The default criterion is dropped; the verdict is CONDITIONAL GO at most."""
    rules = charter(adoption=block) if block else charter().model_copy(update=_no_adoption())
    ruling = judged(rules)
    assert (criterion(ruling, NAME).state, ruling.verdict) == ("WAIVED", "CONDITIONAL GO")


def test_too_little_use_is_not_a_miss_while_the_pilot_runs():
    """Only harm stops a pilot early."""
    running = panel(timeline=replace(TIMELINE, as_of=date(2026, 3, 15)))
    early = replace(full_case(adoption=use(0.4)), panel=running)
    assert criterion(judged(subject=early), NAME).state == "UNDERPOWERED"


@pytest.mark.parametrize("name", ["weekly_active", "weekly_active_rate"])
def test_the_stage_may_set_another_limit(name):
    """`gates` overrides the default, under both names of weekly use."""
    rules = charter(gates={"controlled pilot": {name: "at least 80%"}})
    found = criterion(judged(rules), NAME)
    assert (found.state, found.required, found.source) == ("MISSED", "at least 80%", "charter")


def test_a_stage_without_a_default_may_ask_for_weekly_use():
    """Discovery does not, unless the charter says so."""
    rules = charter(stage="discovery", gates={"discovery": {"weekly_active": "at least 80%"}})
    found = criterion(judged(rules), NAME)
    assert (found.state, found.required, found.source) == ("MISSED", "at least 80%", "charter")


def _no_adoption():
    from pilotaudit.charter.model import NotRequired

    return {"adoption": NotRequired.model_validate({"not required": "the tool acts by itself"})}


def test_use_counted_on_items_that_could_not_be_read_decides_nothing():
    """Rows that are lost look like nobody working."""
    lost = finding("DAT101", "block", "hold", message="99% of the rows could not be used. Repair the export.")
    ruling = judged(charter(), lost, adoption=use(0.0, source="ai_used"))
    line = criterion(ruling, "adoption.weekly_active")
    assert (line.state, line.reason) == ("UNTRUSTED", "DAT101: 99% of the rows could not be used")
    assert (ruling.verdict, ruling.headline) == (
        "HOLD",
        "Average handling time cannot be told from these data: 99% of the rows could not be used.",
    )


def test_use_from_its_own_table_stands_whatever_happened_to_the_items():
    """A usage export has rows of its own."""
    lost = finding("DAT101", "block", "hold")
    assert criterion(judged(charter(), lost, adoption=use(0.1)), "adoption.weekly_active").state == "MISSED"

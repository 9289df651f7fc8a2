"""The charter's leaves and short forms."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pilotaudit.charter.model import Aim, Charter, Rollback, Window
from pilotaudit.phrases import Change, DateRange, Level, Quantity, parse_date_range
from tests.charter.writing import charter_of, tree_of

RANGE = parse_date_range("2026-02-02 to 2026-03-29")
ABOVE = Level("above", Quantity(Decimal(5), "%"))


def test_values_pass_as_they_are():
    """Charters can be built in code."""
    window = Window(baseline={"none": "lost"}, pilot=RANGE, decide_by=date(2026, 4, 5))
    assert (window.pilot, window.decide_by) == (RANGE, date(2026, 4, 5))


def test_blocks_pass_as_they_are():
    """Also those that have a short form in the text."""
    block = Rollback(limits={"error_rate": ABOVE}, how="Switch it off")
    charter = Charter.model_validate({**tree_of(), "rollback": block})
    assert charter.rollback == block


def test_one_look_stands_for_a_list_of_one():
    """Most pilots have none or one."""
    assert charter_of({"window.looks": "2026-03-15"}).window.looks == (date(2026, 3, 15),)


def test_a_bare_phrase_stands_for_the_aim_that_has_it_as_target():
    """The long form has room for a baseline."""
    assert charter_of().primary["average_handling_time"] == Aim(target=Change(Quantity(Decimal(-10), "%")))


def test_a_charter_is_written_back_as_its_phrases():
    """The model's own dump says what people wrote."""
    dumped = charter_of().model_dump(mode="json")
    assert dumped["window"]["pilot"] == "2026-02-02 to 2026-03-29"
    assert isinstance(RANGE, DateRange)

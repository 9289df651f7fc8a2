"""STA103: an interim look."""

from datetime import date

import pytest

from pilotaudit.findings import sta103_interim_look as subject
from pilotaudit.panel.timeline import timeline_of
from tests.builders import case, charter, panel


def found(case):
    """What the check says about a case."""
    return list(subject.check(case))


def on(day, **window):
    """The findings on a judgement date."""
    rules = charter(window=window)
    return found(case(rules, as_of=day, panel=panel(timeline=timeline_of(rules, day))))


@pytest.mark.parametrize(("day", "effects"), [(28, ["hold"]), (29, [])])
def test_the_last_pilot_day_is_the_first_gate(day, effects):
    """The day before is interim."""
    assert [one.effect for one in on(date(2026, 3, day))] == effects


@pytest.mark.parametrize(("day", "count"), [(14, 1), (15, 0), (16, 1)])
def test_a_registered_look_is_a_gate_on_its_day(day, count):
    """Not a day earlier or later."""
    assert len(on(date(2026, 3, day), looks=["2026-03-15"])) == count


@pytest.mark.parametrize(
    ("day", "words"), [(8, "at the next registered look, 2026-03-15."), (16, "on that day or later.")]
)
def test_the_next_gate_is_named(day, words):
    """A registered look or the last day."""
    (one,) = on(date(2026, 3, day), looks=["2026-03-15"])
    assert one.message.endswith(words)


def test_a_charter_alone_is_never_a_look():
    """`check` before the start."""
    assert found(case(as_of=date(2026, 1, 1), panel=None)) == []

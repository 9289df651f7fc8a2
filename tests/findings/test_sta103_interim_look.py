"""STA103: an interim look."""

from dataclasses import replace
from datetime import date

import pytest

from pilotaudit.findings import sta103_interim_look as subject
from tests.builders import TIMELINE, case, charter, panel


def found(case):
    """What the check says about a case."""
    return list(subject.check(case))


def on(day, **window):
    """The findings on a judgement date."""
    timeline = replace(TIMELINE, as_of=day)
    return found(case(charter(window=window), as_of=day, panel=panel(timeline=timeline)))


@pytest.mark.parametrize(("day", "effects"), [(28, ["hold"]), (29, [])])
def test_the_last_pilot_day_is_the_first_gate(day, effects):
    """The day before is interim."""
    assert [one.effect for one in on(date(2026, 3, day))] == effects


def test_a_registered_look_is_called_one():
    """And is no gate either, in this version."""
    (one,) = on(date(2026, 3, 15), looks=["2026-03-15"])
    assert "a registered look, not a gate" in one.message


def test_a_charter_alone_is_never_a_look():
    """`check` before the start."""
    assert found(case(as_of=date(2026, 1, 1), panel=None)) == []

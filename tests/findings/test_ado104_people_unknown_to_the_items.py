"""ADO104: nobody in the usage table stands in the items."""

import pytest

from pilotaudit.charter.base import Assumed
from pilotaudit.findings import ado104_people_unknown_to_the_items as subject
from pilotaudit.panel.model import Usage
from tests.builders import case, charter, panel, primary


def found(usage, groups=(("control",), ("treatment",)), unit="agent"):
    """What the check says."""
    return list(
        subject.check(case(charter(groups={"unit": unit}), primary(), panel=panel(usage=usage, group_values=groups)))
    )


def test_strangers_are_a_warning_with_their_number():
    """Nobody of control could be left out."""
    (one,) = found(Usage(((0, 20),), 20, matched=0))
    assert (one.code, one.message.startswith("none of the 20 active people ")) == ("ADO104", True)


@pytest.mark.parametrize("changes", [{"matched": 1}, {"matched": None}, {"matched": 0, "hashed": True}])
def test_one_known_name_or_hashes_are_quiet(changes):
    """Hashes have their own finding."""
    assert found(Usage(((0, 3),), 3, **changes)) == []


def test_units_that_are_no_people_match_nobody():
    """An account is not active."""
    assert found(Usage(((0, 20),), 20, matched=0), unit="account") == []


def test_a_header_that_was_taken_for_the_unit_counts():
    """The charter names none."""
    taken = panel(
        usage=Usage(((0, 3),), 3, matched=0), assumed=(Assumed("data.items.columns.unit", "resolved_by", "x"),)
    )
    assert [one.code for one in subject.check(case(charter(), primary(), panel=taken))] == ["ADO104"]


def test_a_table_in_which_nobody_is_active_is_quiet():
    """There is nobody to know."""
    assert found(Usage(((0, 0),), 0, matched=0)) == []


def test_without_a_control_group_nobody_has_to_be_left_out():
    """All people are those of the pilot."""
    assert found(Usage(((0, 3),), 3, matched=0), ((), ("treatment",))) == []


def test_without_a_usage_table_there_is_nobody():
    """The items may say it themselves."""
    assert found(None) == []

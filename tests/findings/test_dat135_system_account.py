"""DAT135: a unit with the name of a system account."""

import pytest

from pilotaudit.findings import dat135_system_account as subject
from tests.builders import case, charter, panel, primary
from tests.estimates.build import cells

KEY = "average_handling_time"


def found(units, rows=((0, 90), (1, 10))):
    """What the check says of treated units with so many rows each."""
    counted = {KEY: cells([(unit, 1, 0, 3, n, 9.0) for unit, n in rows])}
    return list(subject.check(case(charter(), primary(), panel=panel(units=units, metrics=counted))))


@pytest.mark.parametrize(
    "name",
    ["Siebel", "System Administrator", "svc_automation", "helpdesk-bot", "dependabot", "API", "Integration user"],
)
def test_names_that_no_person_has(name):
    """Whatever the case and what stands around them."""
    assert [one.code for one in found(("a1", name))] == ["DAT135"]


@pytest.mark.parametrize("name", ["Agent 7", "Botan", "Abbott", "Systema", "Apichai", "Adminov", "42"])
def test_names_of_people(name):
    """A part of a name is no word."""
    assert found(("a1", name)) == []


def test_a_few_rows_do_not_matter():
    """One in a hundred is the most."""
    assert found(("a1", "system"), ((0, 99), (1, 1))) == []


def test_names_are_not_told():
    """They may be those of people after all."""
    (one,) = found(("a1", "Siebel"))
    assert one.message.startswith("1 unit has the name of a system account and 10.0% of the rows of a group")


def test_several_accounts_are_added_up():
    """Each alone may have few rows."""
    (one,) = found(("system", "bot", "a1"), ((0, 1), (1, 1), (2, 98)))
    assert one.message.startswith("2 units have such names and 2.0% of the rows of a group")

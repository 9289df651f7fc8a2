"""DAT130: rows that no person worked on."""

import pytest

from pilotaudit.findings import dat130_rows_of_the_system_itself as subject
from pilotaudit.panel.model import Unattended
from tests.builders import case, charter, panel, primary


def found(unattended):
    """What the check says."""
    return list(subject.check(case(charter(), primary(), panel=panel(unattended=unattended))))


@pytest.mark.parametrize(
    ("by_system", "codes"), [((0, 0), []), ((1, 1), []), ((0, 2), ["DAT130"]), ((9, 0), ["DAT130"])]
)
def test_more_than_one_in_a_hundred_of_a_group_are_a_warning(by_system, codes):
    """Of 100 rows in each group."""
    assert [one.code for one in found(Unattended("auto_resolved", (100, 100), by_system))] == codes


def test_shares_of_both_groups_are_said():
    """With the column that says so."""
    (one,) = found(Unattended("auto_resolved", (100, 200), (25, 62)))
    assert one.message.startswith(
        '25.0% of control rows and 31.0% of treatment rows were dealt with by the system itself ("auto_resolved")'
    )


def test_an_export_that_does_not_say_is_not_asked():
    """Most do not."""
    assert found(None) == []


def test_without_rows_there_is_nothing_to_count():
    """The charter alone is judged."""
    assert list(subject.check(case(charter(), primary(), panel=None))) == []

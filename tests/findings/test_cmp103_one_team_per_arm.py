"""CMP103: one team per arm."""

import pytest

from pilotaudit.findings import cmp103_one_team_per_arm as subject
from tests.builders import case, charter, panel


def found(case):
    """What the check says about a case."""
    return list(subject.check(case))


@pytest.mark.parametrize(
    ("values", "effects"),
    [
        ((("AMER",), ("EMEA",)), ["conditional"]),
        ((("AMER", "APAC"), ("EMEA",)), ["conditional"]),
        ((("A", "B"), ("C", "D")), []),
    ],
)
def test_a_single_team_in_an_arm_is_named(values, effects):
    """Two in each are enough."""
    rules = charter(groups={"assignment": "by team"})
    assert [one.effect for one in found(case(rules, panel=panel(group_values=values)))] == effects


def test_other_assignments_are_not_by_team():
    """Matched people of two queues."""
    assert found(case(charter(), panel=panel(group_values=(("A",), ("B",))))) == []


def test_the_charters_lists_are_enough_before_data():
    """One name on each side."""
    rules = charter(groups={"assignment": "by team", "column": "queue", "treatment": "EMEA", "control": "AMER"})
    assert [one.effect for one in found(case(rules, panel=None))] == ["conditional"]


def test_nothing_known_is_no_finding():
    """Neither data nor lists."""
    assert found(case(charter(groups={"assignment": "by team"}), panel=None)) == []


def test_no_control_is_another_finding():
    """CMP101 speaks of it."""
    rules = charter(groups={"assignment": "by team", "no_control": "none"})
    assert found(case(rules, panel=panel(group_values=((), ("EMEA",))))) == []

"""CMP103: one team per arm."""

from dataclasses import replace

import pytest

from pilotaudit.estimates.model import Size
from pilotaudit.findings import cmp103_one_team_per_arm as subject
from tests.builders import RUNG, case, charter, panel, primary


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


@pytest.mark.parametrize(("units", "codes"), [((1, 5), 1), ((5, 1), 1), ((1, 1), 1), ((2, 5), 0), ((8, 0), 0)])
def test_a_single_unit_in_an_arm_is_named(units, codes):
    """Whatever the assignment; without a control CMP101 speaks of it."""
    treated, control = (Size(one, 100) for one in units)
    assert len(found(case(charter(), primary(treatment=treated, control=control)))) == codes


def test_one_unit_that_decides_nothing_is_not_named():
    """STA101 says what is missing."""
    rung = replace(RUNG, decides=False)
    assert found(case(charter(), primary(rung=rung, treatment=Size(1, 100)))) == []


def test_no_control_is_another_finding():
    """CMP101 speaks of it."""
    rules = charter(groups={"assignment": "by team", "no_control": "none"})
    assert found(case(rules, panel=panel(group_values=((), ("EMEA",))))) == []

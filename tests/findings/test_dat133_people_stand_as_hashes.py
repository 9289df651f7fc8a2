"""DAT133: people in the usage table stand as hashes."""

import pytest

from pilotaudit.findings import dat133_people_stand_as_hashes as subject
from pilotaudit.panel.model import Usage
from tests.builders import case, charter, panel, primary


def found(usage, groups=(("control",), ("treatment",))):
    """What the check says."""
    return list(subject.check(case(charter(), primary(), panel=panel(usage=usage, group_values=groups))))


@pytest.mark.parametrize(("hashed", "codes"), [(True, ["DAT133"]), (False, [])])
def test_hashes_are_a_warning(hashed, codes):
    """Names are none."""
    assert [one.code for one in found(Usage(((0, 3),), 3, hashed=hashed))] == codes


def test_without_a_control_group_nobody_has_to_be_left_out():
    """All people are those of the pilot."""
    assert found(Usage(((0, 3),), 3, hashed=True), ((), ("treatment",))) == []


def test_without_a_usage_table_there_is_nobody():
    """The items may say it themselves."""
    assert found(None) == []

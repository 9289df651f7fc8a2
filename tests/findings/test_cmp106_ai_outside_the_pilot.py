"""CMP106: AI outside the pilot."""

import numpy as np
import pytest

from pilotaudit.findings import cmp106_ai_outside_the_pilot as subject
from pilotaudit.panel.model import Used
from tests.builders import case, panel


def found(case):
    """What the check says about a case."""
    return list(subject.check(case))


def used(rows):
    """AI-used counts from (arm, week, rows, used)."""
    arm, week, all_rows, with_ai = (np.array(column) for column in zip(*rows, strict=True))
    return Used(np.zeros_like(arm), arm, week, all_rows.astype(float), with_ai.astype(float))


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([(0, 3, 100, 10), (1, -1, 100, 0)], "10.0% of the control group's rows"),
        ([(0, 3, 100, 0), (1, -1, 50, 0), (0, -1, 50, 6)], "6.0% of the baseline's rows"),
    ],
)
def test_more_than_five_percent_is_named(rows, words):
    """In control, or before the pilot."""
    (one,) = found(case(panel=panel(used=used(rows))))
    assert (one.severity, words in one.message) == ("warn", True)


def test_five_percent_is_quiet_and_so_is_the_pilot_group():
    """That is where it belongs."""
    assert found(case(panel=panel(used=used([(0, 3, 100, 5), (1, 3, 100, 90)])))) == []


def test_without_the_column_nothing_is_known():
    """No `ai_used`."""
    assert found(case()) == []

"""Rows as units whose data still name somebody."""

from __future__ import annotations

import pytest

from pilotaudit.panel.model import Repeats
from tests.panel.reading import ROWS, read, table

ROW = {"groups.unit": "row", "groups.assignment": "randomised"}


def test_used_rows_and_names_are_counted(tmp_path):
    """Rows outside the windows, rejected ones and blank names are not."""
    more = ("2025-01-06,zz,treatment,20,0", "2026-01-06,yy,treatment,much,0", "2026-01-06, ,treatment,20,0")
    assert read(tmp_path, table(*more), ROW).repeats == Repeats("agent", 8, 4)


@pytest.mark.parametrize("changes", [{}, {"groups.unit": "agent"}])
def test_a_pilot_with_units_has_nothing_to_count(tmp_path, changes):
    """The column is the unit."""
    assert read(tmp_path, table(), changes).repeats is None


def test_data_that_name_nobody_have_nothing_to_count(tmp_path):
    """No column is looked for among the others."""
    rows = [row.replace("a1,", "").replace("a2,", "").replace("b1,", "").replace("b2,", "") for row in ROWS]
    text = table(header="resolved_at,group,handle_minutes,error", rows=rows)
    assert read(tmp_path, text, ROW).repeats is None

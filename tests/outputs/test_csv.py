"""One row per criterion."""

import csv
import io
from dataclasses import replace

from pilotaudit.outputs.csv import HEADER, render
from tests.outputs.fixtures import go, hostile, mixed, unusable


def _rows(*results):
    return list(csv.DictReader(io.StringIO(render(list(results)))))


def test_each_criterion_has_a_row_with_its_verdict():
    """A pivot table needs no joins."""
    rows = _rows(mixed())
    assert [(row["criterion"], row["verdict"]) for row in rows] == [(c.id, "NO-GO") for c in mixed().criteria]


def test_effects_are_fractions_as_measured():
    """A fall is negative, and a criterion without an effect has none."""
    first, *_, last = _rows(go())
    assert (first["effect"], first["low"], first["high"]) == ("-0.132", "-0.171", "-0.092")
    assert (last["effect"], last["low"], last["high"]) == ("", "", "")


def test_an_unusable_charter_has_a_row_per_problem():
    """It is not missing from the count."""
    rows = _rows(unusable())
    assert [row["state"] for row in rows] == ["UNUSABLE"] * 3
    assert rows[0]["reason"].startswith("charters/broken.yaml:3:1 CHR002")


def test_a_charter_without_criteria_has_one_row():
    """So that it is seen."""
    assert [row["state"] for row in _rows(go(criteria=()))] == [""]


def test_every_row_has_every_column():
    """Whatever the charter is."""
    rows = list(csv.reader(io.StringIO(render([go(), unusable(), go(criteria=()), hostile()]))))
    assert {len(row) for row in rows} == {len(HEADER)}


def test_no_cell_is_a_formula():
    """Also when a metric is called one."""
    rows = _rows(hostile(), go(charter=replace(go().charter, pilot="=1+1")))
    assert [cell for row in rows for cell in row.values() if cell.startswith(("=", "@"))] == []
    assert rows[-1]["pilot"] == "'=1+1"

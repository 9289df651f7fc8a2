"""One row per criterion."""

import csv
import io
from dataclasses import replace

from pilotaudit.outputs.csv import HEADER, render
from tests.outputs.fixtures import go, hostile, interval, mixed, unusable


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


def test_a_guardrails_effect_is_the_one_that_was_judged():
    """A limit in points: the judged difference as a fraction of what was expected."""
    row = next(row for row in _rows(go()) if row["criterion"] == "guardrail.error_rate")
    assert (row["effect"], row["low"], row["high"]) == ("0.0208333", "-0.25", "0.291667")


def test_a_guardrails_effect_in_percent_stays_as_it_is():
    """A limit in percent; and nothing is a fraction of a level that cannot be."""
    one = go()
    for harm, effect in ((interval(0.044, 0.01, 0.08), "0.044"), (interval(0.06, 0.05, 0.07, "points"), "0.021")):
        metrics = tuple(replace(m, harm=harm) if m.role == "guardrail" else m for m in one.metrics)
        row = next(row for row in _rows(replace(one, metrics=metrics)) if row["criterion"] == "guardrail.error_rate")
        assert row["effect"] == effect

"""The main job."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest

from pilotaudit.assessment.schema import as_json
from pilotaudit.errors import CharterError, DataError
from pilotaudit.evaluate import evaluate, rejected_rows
from tests.cli.pilots import write_charter, write_pilot

DAY = date(2026, 4, 5)


def test_the_same_inputs_give_the_same_bytes(tmp_path):
    """Whatever the clock says."""
    path = write_pilot(tmp_path)
    first, second = (as_json(evaluate(path, DAY, shown="c.yaml")) for _ in range(2))
    assert first == second


def test_rows_in_another_order_give_the_same_figures(tmp_path):
    """Sums are exact, so order is no matter."""
    path = write_pilot(tmp_path)
    before = evaluate(path, DAY)
    data = tmp_path / "tickets.csv"
    header, *rows = data.read_text().splitlines()
    data.write_text("\n".join([header, *reversed(rows)]) + "\n")
    assert before.metrics == evaluate(path, DAY).metrics


@pytest.mark.parametrize(("target", "refused"), [("at most 60 min", True), ("at most 22 min", False), ("-10%", False)])
def test_a_level_that_was_met_before_the_start_is_refused(tmp_path, target, refused):
    """It would be met by doing nothing."""
    path = write_pilot(tmp_path, target=target)
    if not refused:
        assert evaluate(path, DAY).charter.pilot == "Small pilot"
        return
    with pytest.raises(CharterError) as caught:
        evaluate(path, DAY)
    assert [(problem.code, problem.line) for problem in caught.value.problems] == [("CHR013", 9)]


def test_a_level_of_the_stage_that_was_met_before_the_start_is_refused(tmp_path):
    """The stage's target stands for the charter's own, which asks for a change here."""
    path = write_pilot(tmp_path, target="-10%")
    path.write_text(path.read_text() + "gates: {controlled pilot: {average_handling_time: at most 60 min}}\n")
    with pytest.raises(CharterError, match="CHR013"):
        evaluate(path, DAY)


def test_missing_data_is_an_error_of_the_data(tmp_path):
    """And not of the charter's text."""
    with pytest.raises(DataError, match="DAT001"):
        evaluate(write_charter(tmp_path), DAY)


def test_rejected_rows_are_listed_one_by_one(tmp_path):
    """File, physical line, column, reason, raw text."""
    path = write_pilot(tmp_path)
    data = tmp_path / "tickets.csv"
    data.write_text(data.read_text() + "X,no date,agent 1,treatment,5,0,0,1\n")
    file, line, column, reason, raw = next(rejected_rows(path, DAY))
    assert (file, line, column, "date" in reason, raw.startswith("X,no date")) == (
        "tickets.csv",
        "962",
        "resolved_at",
        True,
        True,
    )


def test_a_charter_error_costs_no_engine(tmp_path):
    """The text is judged before anything heavy is loaded, and a verdict never needs pandas or scipy.stats."""
    path = write_pilot(tmp_path)
    script = (
        "import sys; from pathlib import Path; from datetime import date; from pilotaudit.evaluate import evaluate\n"
        f"try: evaluate(Path({str(path)!r}), date(2026, 4, 5))\nexcept Exception: pass\n"
        "print(*sys.modules)"
    )
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    path.write_text(path.read_text().replace("workflow:", "workflows:"))
    failed = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    assert ({"duckdb", "numpy", "scipy"} & set(failed), {"pandas", "scipy.stats"} & set(loaded)) == (set(), set())

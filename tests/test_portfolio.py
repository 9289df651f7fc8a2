"""Many pilots on one page."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pilotaudit.assessment.portfolio import PilotRow
from pilotaudit.batch import Task
from pilotaudit.portfolio import lost, pilot_row, portfolio
from tests.cli.pilots import write_charter, write_pilot

DECISION_DAY = date(2026, 4, 5)
BUDGET = "budget: {licence: 2400 EUR, compute: 900.50 EUR, cap: 7500 EUR}\n"


@pytest.fixture(scope="module")
def reached(tmp_path_factory) -> PilotRow:
    """The row of a pilot that reached its target."""
    return pilot_row(Task(write_pilot(tmp_path_factory.mktemp("go"), extra=BUDGET), DECISION_DAY))


def test_a_row_says_who_what_and_when(reached):
    """Sponsor, metric, baseline, target and decision date."""
    found = (reached.pilot, reached.sponsor, reached.metric, reached.target, reached.decide_by)
    assert found == ("Small pilot", "COO", "Average handling time", "-10%", "2026-04-05")
    assert reached.baseline.endswith(" min")


def test_a_pilot_that_reached_its_target_is_funded(reached):
    """By its decision date, and nothing is owed."""
    found = (reached.verdict, reached.decision, reached.by, reached.overdue_days, reached.undecided)
    assert found == ("GO", "fund", "2026-04-05", 0, False)


def test_spend_is_the_budget_without_its_cap(reached):
    """The cap is a limit, not a cost."""
    assert reached.spend == "3300.50 EUR"


def test_gaps_are_named(reached):
    """No trigger for rollback was written."""
    assert (reached.gaps, reached.integration_gap, reached.governance_gap) == (("no rollback trigger",), "", "")


def test_a_pilot_without_effect_is_retired(tmp_path):
    """A date stands beside it."""
    row = pilot_row(Task(write_pilot(tmp_path, gain=0.0), DECISION_DAY))
    assert (row.verdict, row.decision, row.by) == ("NO-GO", "retire", "2026-04-05")


def test_a_decision_that_is_overdue_counts_its_days(tmp_path):
    """And the date by which to act is today."""
    row = pilot_row(Task(write_pilot(tmp_path), date(2026, 4, 17)))
    assert (row.overdue_days, row.by) == (12, "2026-04-17")


def test_a_charter_that_cannot_be_used_has_a_row_too(tmp_path):
    """With its first problem, and somebody must decide today."""
    path = write_charter(tmp_path)
    path.write_text(path.read_text().replace("workflow:", "workflows:"))
    row = pilot_row(Task(path, DECISION_DAY))
    assert (row.decision, row.by, row.failure, row.undecided, row.usable) == ("decide", "2026-04-05", 3, True, False)
    assert row.problem.startswith(f"{path}:3:1 CHR002")


@pytest.mark.parametrize(("day", "undecided"), [(date(2026, 3, 1), False), (date(2026, 4, 1), True)])
def test_missing_data_is_no_failure_while_the_pilot_runs(tmp_path, day, undecided):
    """Afterwards nobody can decide without them."""
    row = pilot_row(Task(write_charter(tmp_path), day))
    assert (row.pilot, row.undecided, row.failure, "DAT001" in row.problem) == ("Small pilot", undecided, 0, True)


def test_a_row_whose_process_died_is_a_bug(tmp_path):
    """It says so and keeps its place."""
    row = lost(Task(Path("x.yaml"), DECISION_DAY))
    assert (row.path, row.failure, "process" in row.problem) == ("x.yaml", 1, True)


def test_whoever_must_act_first_comes_first():
    """Most overdue, then undecided, then by date."""
    rows = [
        PilotRow("later", "fund", "2026-06-01", decide_by="2026-06-01", verdict="GO"),
        PilotRow("soon", "fund", "2026-05-01", decide_by="2026-05-01", verdict="GO"),
        PilotRow("undecided", "decide", "2026-07-01", decide_by="2026-07-01", undecided=True),
        PilotRow("overdue", "retire", "2026-04-05", overdue_days=3),
        PilotRow("long overdue", "retire", "2026-04-05", overdue_days=30),
    ]
    page = portfolio(rows, DECISION_DAY, skipped=2)
    assert [row.path for row in page.rows] == ["long overdue", "overdue", "undecided", "soon", "later"]
    assert (page.overdue, page.skipped, page.as_of) == (2, 2, "2026-04-05")


def test_spend_is_summed_per_currency_and_what_measures_nothing_apart():
    """Currencies are never mixed."""
    rows = [
        PilotRow("a", "fund", "2026-04-05", verdict="GO", spend="100.50 EUR"),
        PilotRow("b", "decide", "2026-04-05", spend="50 EUR"),
        PilotRow("c", "fund", "2026-04-05", verdict="GO", spend="7 USD"),
        PilotRow("d", "decide", "2026-04-05", verdict="HOLD", metric="X", gaps=("x not measured",), spend="1 USD"),
    ]
    page = portfolio(rows, DECISION_DAY)
    assert (page.spend, page.spend_without_metric) == (("150.50 EUR", "8 USD"), ("50 EUR", "1 USD"))

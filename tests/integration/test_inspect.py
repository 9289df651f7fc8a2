"""Real exports inspected where they lie: dialect, order of dates, marks for missing values, traps."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pilotaudit.assessment.inspection import Inspection
from pilotaudit.inspect import inspect
from tests.integration.real import ROOT, incident_log

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def log() -> Inspection:
    """The incident log."""
    return inspect(incident_log())


@pytest.fixture(scope="module")
def focus() -> Inspection:
    """The sample of the FinOps Foundation; the tests are skipped where it is not at hand."""
    folder = Path(os.environ.get("PILOTAUDIT_REAL_DATA") or ROOT.parent / "shared" / "data")
    path = folder / "focus_sample.csv"
    if not path.is_file():
        pytest.skip(f"there is no {path}")
    return inspect(path)


def test_the_log_is_seen_as_it_is_written(log: Inspection) -> None:
    """Commas, UTF-8, packed; every row can be read."""
    file = log.file
    assert (file.format, file.delimiter, file.encoding, file.packing) == ("CSV", "comma", "UTF-8", "gzip")
    assert (log.rows, len(log.columns), log.unread) == (141_712, 36, ())


def test_the_log_has_days_first(log: Inspection) -> None:
    """In all five columns of dates, with the evidence."""
    written = {column.name: column.written for column in log.columns if column.kind == "date"}
    names = {"opened_at", "sys_created_at", "sys_updated_at", "resolved_at", "closed_at"}
    assert written == dict.fromkeys(names, "day first: first parts go up to 31, second parts up to 12")


def test_the_log_has_question_marks_for_missing_values(log: Inspection) -> None:
    """And no other mark."""
    marks = {mark.text for column in log.columns for mark in column.marks}
    closed = next(column for column in log.columns if column.name == "resolved_at")
    assert marks == {"?"}
    assert [mark.rows for mark in closed.marks] == [3_141]


def test_the_log_is_servicenow_with_one_row_per_update(log: Inspection) -> None:
    """Said by its headers and by its rows."""
    assert log.system is not None
    assert (log.system.name, log.one_row_per, log.latest_by) == ("servicenow", "number", "sys_mod_count")
    trap = next(one for one in log.traps if one.kind == "updates")
    assert "141,712 rows hold 24,918 different values of number" in trap.text


def test_closing_dates_of_the_log_are_set_by_a_rule(log: Inspection) -> None:
    """Five days after the resolution."""
    texts = [one.text for one in log.traps if one.kind == "automatic"]
    assert texts == [
        "closed_at lies 5 days after resolved_at, to the hour, in 85% of the rows: a rule sets it, not the work. "
        "Do not measure to closed_at."
    ]


def test_the_log_lacks_slow_items_at_its_beginning_and_thins_out(log: Inspection) -> None:
    """It holds what was opened since a day; after three months only leftovers were resolved."""
    assert [one.kind for one in log.traps if one.kind in ("selected by opening", "edges")] == [
        "selected by opening",
        "edges",
    ]


def test_nobody_of_the_log_is_named(log: Inspection) -> None:
    """Resolvers, callers and those who updated."""
    assert "Resolved by " not in str(log)
    assert "Caller " not in str(log)


def test_the_sample_of_costs_has_null_as_text(focus: Inspection) -> None:
    """And is recognised as costs."""
    assert focus.system is not None
    assert (focus.system.name, focus.system.serves) == ("focus", ("costs", "items"))
    assert {mark.text for column in focus.columns for mark in column.marks} == {"NULL"}


def test_the_sample_of_costs_names_its_columns(focus: Inspection) -> None:
    """Day, amount and currency."""
    roles = {role.role: role.column for role in focus.roles}
    assert (roles["date"], roles["amount"], roles["currency"]) == (
        "ChargePeriodStart",
        "EffectiveCost",
        "BillingCurrency",
    )

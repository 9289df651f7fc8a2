"""The plan as a job: which rows it reads, and what it does without any."""

from dataclasses import replace
from datetime import date

import pytest

from pilotaudit.charter.load import load_charter
from pilotaudit.check import check
from pilotaudit.errors import DataError, UsageError
from pilotaudit.estimates.plan_model import Stated
from pilotaudit.estimates.planning import frame_of
from pilotaudit.phrases import parse_quantity
from pilotaudit.plan import Wish, in_halves, plan, planned_if_there, planned_of
from tests.cli.pilots import write_charter, write_pilot

BEFORE, AFTER = date(2026, 2, 1), date(2026, 4, 5)
STATED = Wish(Stated(10, 50.0, {}, {"": parse_quantity("112%")}))


def text(path, *changes):
    """The same file with texts replaced."""
    content = path.read_text()
    for old, new in changes:
        assert old in content
        content = content.replace(old, new)
    path.write_text(content)
    return path


def test_rows_of_the_pilot_change_nothing(tmp_path):
    """Evaluated before the start or after the end, with a gain or without one."""
    none, much = (write_pilot(tmp_path / str(gain), gain=gain) for gain in (0.0, 0.25))
    plans = [plan(path, when, shown="c.yaml") for path in (none, much) for when in (BEFORE, AFTER)]
    figures = [(one.headline, one.primary, one.guardrails, one.calendar) for one in plans]
    assert all(one == figures[0] for one in figures)


def test_the_design_is_the_charters_with_the_datas_units(tmp_path):
    """Four weeks and eight, five of them judged; four agents in each group with ten rows a week."""
    found = plan(write_pilot(tmp_path), BEFORE).primary
    design = found.design
    assert (design.baseline_weeks, design.pilot_weeks, design.judged_weeks) == (4.0, 8, 5)
    assert (design.treated, design.control, found.rows) == (4, 4, 10.0)


def test_a_plan_is_the_same_to_the_last_byte(tmp_path):
    """Twice the same value."""
    path = write_pilot(tmp_path)
    assert plan(path, BEFORE) == plan(path, BEFORE)


def test_more_units_can_be_planned_for(tmp_path):
    """Control in proportion."""
    found = plan(write_pilot(tmp_path), BEFORE, wish=Wish(treated=12)).primary.design
    assert (found.treated, found.control) == (12, 12)


@pytest.mark.parametrize(
    ("day", "first", "second"),
    [
        (BEFORE, "2026-01-05 to 2026-01-18", "2026-01-19 to 2026-02-01"),
        (date(2026, 1, 25), "2026-01-05 to 2026-01-18", "2026-01-19 to 2026-01-25"),
        (date(2026, 1, 18), "2026-01-05 to 2026-01-11", "2026-01-12 to 2026-01-18"),
        (AFTER, "2026-01-05 to 2026-01-18", "2026-01-19 to 2026-02-01"),
    ],
)
def test_a_baseline_is_halved_in_whole_weeks(tmp_path, day, first, second):
    """As far as it has passed; an odd week belongs to the first half."""
    found = in_halves(frame_of(load_charter(write_charter(tmp_path)).charter), day)
    assert (str(found.baseline), str(found.pilot)) == (first, second)


def test_thirteen_days_cannot_be_halved(tmp_path):
    """One week on each side is the least; the data are not even opened."""
    found = plan(write_charter(tmp_path), date(2026, 1, 17))
    assert found.primary is None
    assert found.headline == (
        "The chances of this pilot cannot be told: the baseline has 13 days so far, and 14 are needed to hold one half "
        "against the other."
    )


def test_without_a_file_it_says_what_to_bring(tmp_path):
    """The rows of the baseline, or numbers."""
    with pytest.raises(DataError) as caught:
        plan(write_charter(tmp_path), BEFORE)
    (problem,) = caught.value.problems
    assert problem.code == "DAT001"
    assert "2026-01-05 to 2026-02-01: bring that export, or state numbers instead (--units" in problem.message


def test_a_file_without_rows_of_the_baseline_says_the_same(tmp_path):
    """Rows of the pilot alone do not help."""
    path = write_pilot(tmp_path)
    tickets = tmp_path / "tickets.csv"
    header, *rows = tickets.read_text().splitlines()
    tickets.write_text("\n".join([header, *(row for row in rows if ",2026-03" in row)]) + "\n")
    with pytest.raises(DataError, match="A plan rests on the rows of the baseline"):
        plan(path, BEFORE)


def test_units_without_groups_are_put_into_two_halves(tmp_path):
    """Nobody is assigned yet, and the plan says so."""
    path = write_pilot(tmp_path)
    tickets = tmp_path / "tickets.csv"
    tickets.write_text(tickets.read_text().replace(",group,", ",shift,"))
    found = plan(path, BEFORE)
    assert (found.primary.design.treated, found.primary.design.control) == (4, 4)
    assert [(one.key, one.value) for one in found.assumed if one.key == "groups"] == [("groups", "two halves")]


def test_a_column_that_is_missing_for_another_reason_stays_an_error(tmp_path):
    """With the message of the first look."""
    path = write_pilot(tmp_path)
    tickets = tmp_path / "tickets.csv"
    tickets.write_text(tickets.read_text().replace("resolved_at", "whenever"))
    with pytest.raises(DataError, match="when an item was finished"):
        plan(path, BEFORE)


def test_other_tables_need_not_be_there_yet(tmp_path):
    """Nobody uses the tool before the pilot."""
    path = text(write_pilot(tmp_path), ("data: tickets.csv", "data: {items: tickets.csv, usage: usage.csv}"))
    assert plan(path, BEFORE).primary is not None


def test_no_control_gives_dates_and_the_strongest_verdict(tmp_path):
    """Chances are not told, and why is said."""
    path = text(write_pilot(tmp_path), ("{assignment: matched}", "{assignment: matched, no_control: everybody got it}"))
    found = plan(path, BEFORE)
    assert (found.primary, found.calendar.verdict) == (None, "2026-03-29")
    assert next((one.role, one.strongest) for one in found.unplanned) == ("primary", "CONDITIONAL GO")


def test_a_median_is_planned_at_its_own_level(tmp_path):
    """Each unit's median, and not its mean; a change in minutes is held against it."""
    own = "metrics: {median_time: {kind: quantile, q: 0.5, column: handle_minutes, unit: min, better: lower}}\n"
    path = text(write_pilot(tmp_path, extra=own), ("{average_handling_time: -10%}", "{median_time: -2 min}"))
    found = plan(path, BEFORE).primary
    assert (found.kind, found.target_effect) == ("quantile", pytest.approx(-2 / found.baseline))


def test_a_registered_look_can_give_the_first_verdict(tmp_path):
    """From two settled weeks on."""
    path = text(
        write_pilot(tmp_path), ("decide_by: 2026-04-05", "decide_by: 2026-04-05, looks: [2026-03-01, 2026-03-08]")
    )
    assert plan(path, BEFORE).calendar.verdict == "2026-03-08"


def test_findings_of_a_plan_are_about_what_it_can_show(tmp_path):
    """Papers are the business of check."""
    found = {one.code for one in plan(write_pilot(tmp_path), BEFORE).findings}
    assert found == {"STA130", "STA131"}


def test_stated_numbers_take_the_place_of_data(tmp_path):
    """Without a key they are the primary's."""
    found = plan(write_charter(tmp_path), BEFORE, wish=STATED)
    assert (found.source, found.primary.design.treated, found.provenance.inputs) == ("stated numbers", 10, ())


@pytest.mark.parametrize(
    ("levels", "spreads", "words"),
    [
        ({"churn": "5%"}, {}, '"churn" is not asked for'),
        ({"error_rate": "5 min"}, {}, "error_rate: 5 min is not in %"),
        ({"": "5%"}, {}, "average_handling_time: 5% is not in min"),
        ({}, {"": "5 EUR"}, "average_handling_time: 5 EUR is not in min"),
    ],
)
def test_numbers_that_do_not_fit_are_refused(tmp_path, levels, spreads, words):
    """By name."""
    given = ({key: parse_quantity(amount) for key, amount in one.items()} for one in (levels, spreads))
    with pytest.raises(UsageError, match=words):
        plan(write_charter(tmp_path), BEFORE, wish=Wish(Stated(10, 50.0, *given)))


def test_check_says_what_a_pilot_can_show_where_its_baseline_is_there(tmp_path):
    """In the charter's own lines."""
    found = check(write_pilot(tmp_path), BEFORE)
    assert {one.code for one in found.findings} >= {"STA130", "STA131"}
    assert found.unplanned == ""


def test_check_never_fails_for_data_that_are_not_there(tmp_path):
    """It says what comes first."""
    found = check(write_charter(tmp_path), BEFORE)
    assert {one.code for one in found.findings}.isdisjoint({"STA130", "STA131"})
    assert found.unplanned.startswith("no data yet (tickets.csv) and no level stated: instrument first")


def test_a_stated_level_needs_no_instruments_first(tmp_path):
    """Numbers can be stated until there are data."""
    path = text(
        write_charter(tmp_path),
        ("{average_handling_time: -10%}", "{average_handling_time: {target: -10%, baseline: 18 min}}"),
    )
    assert "takes stated numbers" in check(path, BEFORE).unplanned


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("resolved_at", "whenever", "the baseline cannot be read yet: DAT004"),
        ("handle_minutes", "handle_mins", "the data have no column for it"),
    ],
)
def test_check_never_fails_for_data_that_cannot_be_read(tmp_path, old, new, words):
    """It says why there is no plan."""
    path = write_pilot(tmp_path)
    tickets = tmp_path / "tickets.csv"
    tickets.write_text(tickets.read_text().replace(old, new))
    assert words in check(path, BEFORE).unplanned


def test_check_names_the_file_that_may_be_meant(tmp_path):
    """A misspelt name looks like data that are still to come."""
    path = write_pilot(tmp_path)
    path.write_text(path.read_text().replace("tickets.csv", "tikcets.csv"))
    assert ". Nearest: tickets.csv. Paths are" in check(path, BEFORE).unplanned


def test_check_says_that_a_folder_is_no_file(tmp_path):
    """With what to write instead."""
    path = write_pilot(tmp_path)
    (tmp_path / "exports").mkdir()
    path.write_text(path.read_text().replace("tickets.csv", "exports"))
    assert check(path, BEFORE).unplanned.endswith("or a pattern such as exports/*.csv")


def test_check_says_what_makes_an_export_unusable(tmp_path):
    """A misspelt column stands in the way before the start, not at the gate."""
    path = write_pilot(tmp_path)
    path.write_text(path.read_text().replace("{assignment: matched}", "{assignment: matched, unit: agents}"))
    found = check(path, BEFORE)
    assert found.blocked
    assert [one.code for one in found.findings if one.severity == "block"] == ["DAT140"]


def test_check_asks_no_warehouse(tmp_path):
    """Plan does."""
    loaded = load_charter(write_charter(tmp_path))
    items = loaded.charter.data.items.model_copy(update={"file": None, "url": "$URL", "table": "t"})
    data = loaded.charter.data.model_copy(update={"items": items})
    found = planned_if_there(replace(loaded, charter=loaded.charter.model_copy(update={"data": data})), BEFORE)
    assert found == (None, "the rows lie in a warehouse, where `pilotaudit plan` looks", ())


def test_check_leaves_large_data_to_plan(tmp_path, monkeypatch):
    """It is meant to be quick."""
    monkeypatch.setattr("pilotaudit.plan.QUICK", 10)
    assert "`pilotaudit plan` reads them" in check(write_pilot(tmp_path), BEFORE).unplanned


def test_progress_is_told_while_rows_are_read(tmp_path):
    """At least once."""
    told = []
    planned_of(load_charter(write_pilot(tmp_path)), BEFORE, progress=told.append)
    assert told

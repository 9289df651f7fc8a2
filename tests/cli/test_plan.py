"""`pilotaudit plan`."""

import csv
import io
import json

import pytest
from jsonschema import Draft202012Validator

from pilotaudit.assessment.schema import plan_schema
from tests.cli.pilots import write_charter, write_pilot

BEFORE = ("--as-of", "2026-02-01")
NUMBERS = ("--units", "10", "--rows-per-week", "50")


@pytest.fixture(scope="module")
def pilot(tmp_path_factory):
    """A charter and its baseline."""
    return write_pilot(tmp_path_factory.mktemp("plan"))


def test_a_plan_ends_with_0(run, pilot):
    """Whatever the chances are."""
    ran = run("plan", pilot, *BEFORE)
    assert (ran.code, ran.err, ran.out.startswith(" Plan: Small pilot")) == (0, "", True)


def test_a_page_fits_eighty_columns(pilot):
    """On a terminal of that width."""
    from datetime import date

    from pilotaudit.outputs.base import Look
    from pilotaudit.outputs.plan import PLAN_OUTPUTS
    from pilotaudit.plan import plan

    page = PLAN_OUTPUTS["text"](plan(pilot, date(2026, 2, 1), shown="c.yaml"), Look(width=80))
    assert max(map(len, page.splitlines())) <= 80
    assert page.count("█") > 20


def test_json_follows_its_schema(run, pilot):
    """`pilotaudit/plan/1`."""
    found = json.loads(run("plan", pilot, "--format", "json", *BEFORE).out)
    Draft202012Validator(plan_schema()).validate(found)
    assert (found["schema"], len(found["primary"]["grid"]) >= 25) == ("pilotaudit/plan/1", True)


def test_csv_has_a_row_per_truth_and_design(run, pilot):
    """Of the primary and of every guardrail; the planned design is marked."""
    rows = list(csv.DictReader(io.StringIO(run("plan", pilot, "--format", "csv", *BEFORE).out)))
    assert [row["row"] for row in rows].count("truth") == 4
    planned = [row["metric"] for row in rows if row["row"] == "design" and row["planned"] == "yes"]
    assert planned == ["average_handling_time", "error_rate", "escalation_rate"]


@pytest.mark.parametrize("name", ["text", "markdown", "json", "csv"])
def test_every_format_is_also_a_file(run, pilot, name, tmp_path):
    """The same text."""
    ran = run("plan", pilot, "--format", name, f"--output={name}={tmp_path / 'plan'}", *BEFORE)
    assert ran.out == (tmp_path / "plan").read_text()


@pytest.mark.parametrize("name", ["text", "markdown", "json", "csv"])
def test_without_data_it_ends_with_3_and_says_what_to_bring(run, tmp_path, name):
    """In every format, and on standard error where that is not for people."""
    ran = run("plan", write_charter(tmp_path), "--format", name, *BEFORE)
    assert (ran.code, "bring that export" in ran.out) == (3, True)
    assert ("bring that export" in ran.err) == (name != "text")


def test_stated_numbers_need_no_data(run, tmp_path):
    """Spread and level may name their metric."""
    given = ("--spread", "112%", "--level", "error_rate=5%", "--spread", "average_handling_time=90%")
    assert "second amount" not in run("plan", write_charter(tmp_path), *NUMBERS, *given[:4], *BEFORE).err
    ran = run("plan", write_charter(tmp_path), *NUMBERS, *given[:4], *BEFORE)
    assert (ran.code, "stated numbers: 10 units in each group, 50.0 rows" in ran.out) == (0, True)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--spread", "90%"), "give --rows-per-week and --units"),
        (("--rows-per-week", "50"), "give --units as well"),
        (("--units", "10", "--rows-per-week", "0"), "is not a number above zero"),
        ((*NUMBERS, "--spread", "lots"), '--spread "lots"'),
        ((*NUMBERS, "--level", "error_rate=5%", "--level", "error_rate=6%"), "a second amount"),
        (NUMBERS, "average_handling_time: too little is stated; give --spread average_handling_time=90%"),
        ((*NUMBERS, "--spread", "churn=90%"), '"churn" is not asked for'),
        (("--format", "junit"), 'no format "junit"'),
        (("--units", "1"), "--units"),
    ],
)
def test_options_that_do_not_go_together_end_with_2(run, tmp_path, options, words):
    """Before any work."""
    ran = run("plan", write_charter(tmp_path), *options, *BEFORE)
    assert (ran.code, ran.out, words in ran.err) == (2, "", True)


def test_one_charter_at_a_time(run, tmp_path):
    """A folder may hold the one."""
    write_pilot(tmp_path / "one")
    assert run("plan", tmp_path, *BEFORE).code == 0
    write_charter(tmp_path / "two")
    ran = run("plan", tmp_path, *BEFORE)
    assert (ran.code, "plan takes one at a time" in ran.err) == (2, True)


def test_findings_can_be_hidden(run, pilot):
    """Notes and warnings are all that a plan has."""
    assert "STA13" not in run("plan", pilot, "--ignore", "STA", *BEFORE).out
    assert "STA131" in run("plan", pilot, *BEFORE).out


def test_check_prints_the_chance_of_every_stated_guardrail(run, pilot):
    """And what the window carries; warnings do not stand in the way."""
    ran = run("check", pilot, *BEFORE)
    assert (ran.code, ran.out.count("a harmless pilot is shown harmless in"), "STA130" in ran.out) == (0, 2, True)


def test_check_says_that_there_are_no_data_yet(run, tmp_path):
    """In every format that has room for it."""
    path = write_charter(tmp_path)
    assert "not planned: no data yet (tickets.csv)" in run("check", path, *BEFORE).out
    assert "not planned: no data yet" in run("check", path, "--format", "markdown", *BEFORE).out
    charters = json.loads(run("check", path, "--format", "json", *BEFORE).out)["charters"]
    assert charters[0]["unplanned"].startswith("no data yet")

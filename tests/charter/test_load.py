"""A charter file becomes a charter, or every problem in it at once."""

from __future__ import annotations

import hashlib
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from pilotaudit.charter.base import Place
from pilotaudit.charter.load import load_charter
from pilotaudit.charter.model import Loaded, NoBaseline, NotRequired, Undated
from pilotaudit.charter.required import REQUIRED
from pilotaudit.errors import CharterError
from pilotaudit.phrases import Change, DateRange, ExpectedSavings, Level, NoWorse, Quantity
from tests.charter.writing import COMPLETE, MINIMAL, changed, codes_of, load_text, problems_of


def test_the_minimal_charter_loads_as_it_stands(tmp_path):
    """It is the manual's first example."""
    charter = load_text(MINIMAL, tmp_path).charter
    assert Change(Quantity(Decimal(-10), "%")) == charter.primary["average_handling_time"].target
    assert NoWorse(Quantity(Decimal(2), "pp")) == charter.guardrails["error_rate"].limit
    assert DateRange(date(2026, 2, 2), date(2026, 3, 29)) == charter.window.pilot


def test_the_complete_charter_loads_as_it_stands(tmp_path):
    """Every block of the manual's second example has its place in the model."""
    charter = load_text(COMPLETE, tmp_path).charter
    assert charter.data.items.where == {
        "category": ("Password", "VPN", "Access"),
        "incident_state": ("Resolved", "Closed"),
    }
    assert set(charter.metrics) > {"breached", "cost_per_ticket"}
    assert charter.data.items.missing == ("?", "NULL")


def test_the_rollback_block_keeps_its_limits_apart_from_its_words(tmp_path):
    """In the text they stand side by side."""
    rollback = load_text(COMPLETE, tmp_path).charter.rollback
    assert {"error_rate", "weekly_active", "spend"} == set(rollback.limits)
    assert Level("above", Quantity(Decimal(5), "%")) == rollback.limits["error_rate"]
    assert ExpectedSavings() == rollback.limits["spend"]
    assert rollback.how == "Switch drafts off in ServiceNow; owner technical"


def test_promises_are_changes_or_amounts(tmp_path):
    """What was promised need not be a metric."""
    promised = load_text(COMPLETE, tmp_path).charter.promised
    assert Change(Quantity(Decimal(-15), "%")) == promised["average_handling_time"]
    assert Quantity(Decimal(1500), "EUR") == promised["net_saving_per_month"]


def test_what_was_loaded_knows_its_bytes_its_folder_and_its_places(tmp_path):
    """Provenance and findings need them."""
    loaded = load_text(MINIMAL, tmp_path)
    assert ("charter.yaml", tmp_path) == (loaded.file, loaded.folder)
    assert hashlib.sha256(MINIMAL.encode()).hexdigest() == loaded.sha256
    assert Place(11, 3) == loaded.places["window.pilot"]


@pytest.mark.parametrize("item", REQUIRED)
def test_a_missing_item_is_one_problem_that_names_it(item, tmp_path):
    """Exit code 3, the item, and what to write."""
    path = tmp_path / "charter.yaml"
    path.write_text(changed({item: None}), encoding="utf-8")
    with pytest.raises(CharterError) as caught:
        load_charter(path)
    [problem] = caught.value.problems
    assert (caught.value.exit_code, problem.message.startswith(f"{item} is missing")) == (3, True)
    assert problem.message.endswith("`")


@pytest.mark.parametrize("item", REQUIRED)
def test_a_blank_item_is_one_problem_at_its_own_place(item, tmp_path):
    """A line without a value is not a value."""
    marked = changed({item: "BLANK"}).replace("BLANK", "")
    [problem] = problems_of(marked, tmp_path)
    assert (problem.code, problem.message.startswith(f"{item} is blank")) == ("CHR003", True)
    key = item.rpartition(".")[2]
    assert marked.splitlines()[problem.line - 1].strip() == f"{key}:"


def test_a_missing_block_is_named_item_by_item(tmp_path):
    """`owners` alone would not say what to write."""
    found = problems_of(changed({"owners": None}), tmp_path)
    assert [problem.message.split()[0] for problem in found] == ["owners.business", "owners.technical"]


def test_a_missing_owner_is_told_with_what_that_person_answers_for(tmp_path):
    """The name alone would be a formality."""
    [business] = problems_of(changed({"owners.business": None}), tmp_path)
    [technical] = problems_of(changed({"owners.technical": None}), tmp_path)
    assert "answers for the process and its result" in business.message
    assert "integration, telemetry, logging and safe deployment" in technical.message


def test_an_empty_primary_is_missing(tmp_path):
    """A block without a metric decides nothing."""
    [problem] = problems_of(changed({"primary": {}}), tmp_path)
    assert (problem.code, problem.message.startswith("primary is empty")) == ("CHR003", True)


@pytest.mark.parametrize(
    ("changes", "kind", "read"),
    [
        ({"window.baseline": {"none": "lost"}}, NoBaseline, lambda c: c.window.baseline),
        ({"window.pilot": {"undated": "no dates"}}, Undated, lambda c: c.window.pilot),
        ({"adoption": {"not required": "no users"}}, NotRequired, lambda c: c.adoption),
        ({"adoption.weekly_active": {"not required": "no log"}}, NotRequired, lambda c: c.adoption.weekly_active),
        ({"guardrails.error_rate": {"not required": "no data"}}, NotRequired, lambda c: c.guardrails["error_rate"]),
    ],
)
def test_what_a_pilot_does_not_have_is_said_with_a_reason(changes, kind, read, tmp_path):
    """Each of these forms loads in place of the real thing."""
    assert isinstance(read(load_text(changed(changes), tmp_path).charter), kind)


def test_no_control_loads_with_its_reason(tmp_path):
    """It stands in place of the control group."""
    loaded = load_text(changed({"groups.no_control": "there was no comparable queue"}), tmp_path)
    assert loaded.charter.groups.no_control == "there was no comparable queue"


def test_all_problems_are_reported_at_once_in_the_order_of_the_file(tmp_path):
    """A second run should not be needed to see the second problem."""
    text = changed(
        {"owners.technical": "TBD", "window.decide_by": "5 April", "groups.assignement": "x", "primary": {"aht": "-1%"}}
    )
    assert codes_of(text, tmp_path) == ["OWN001", "CHR005", "CHR002", "CHR006"]


def test_every_problem_is_one_clickable_line(tmp_path):
    """`file:line:column CODE message` is what editors understand."""
    [problem] = problems_of(changed({"approved": "tomorrow"}), tmp_path)
    assert str(problem).startswith('charter.yaml:8:1 CHR005 approved: "tomorrow" is not a date')


@pytest.mark.parametrize("text", ["", "name: x\n", "- pilot\n", "pilot", "---\n"])
def test_a_file_without_pilot_at_the_top_is_not_a_charter(text, tmp_path):
    """Other YAML lies in folders too."""
    assert codes_of(text, tmp_path) == ["CHR015"]


def test_a_duplicate_key_is_a_problem_beside_the_others(tmp_path):
    """Both are told in one run."""
    text = MINIMAL + "problem: another\n"
    [problem] = problems_of(text, tmp_path)
    assert ("CHR004", MINIMAL.count("\n") + 1) == (problem.code, problem.line)


def test_a_bomb_of_brackets_is_one_problem(tmp_path):
    """It must neither crash nor take long."""
    [problem] = problems_of(b"pilot: " + b"[" * 100_000, tmp_path)
    assert problem.code == "CHR001"


def test_a_file_that_is_not_there_is_a_problem_of_its_own(tmp_path):
    """The path is what the user gave."""
    with pytest.raises(CharterError, match=r"nowhere.yaml:0:0 CHR001 cannot be read: No such file"):
        load_charter(tmp_path / "nowhere.yaml", shown="nowhere.yaml")


def test_a_folder_is_not_a_charter(tmp_path):
    """Opening it is what fails."""
    with pytest.raises(CharterError, match="CHR001 cannot be read"):
        load_charter(tmp_path)


def test_a_path_no_system_knows_is_a_problem_too():
    """A NUL byte cannot be opened."""
    with pytest.raises(CharterError, match="CHR001 cannot be read"):
        load_charter(Path("a\x00b"), shown="a?b")


def test_files_outside_the_folder_load_when_allowed(tmp_path):
    """The flag is the user's, not the charter's."""
    text = changed({"data": "../tickets.csv"})
    loaded = load_text(text, tmp_path, allow_outside=True)
    assert (isinstance(loaded, Loaded), loaded.allow_outside) == (True, True)

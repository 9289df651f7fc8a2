"""`pilotaudit portfolio`."""

import csv
import io
import json

import pytest

from tests.cli.pilots import DECISION, write_charter, write_pilot


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A pilot that reached its target and a charter that is broken."""
    folder = tmp_path_factory.mktemp("portfolio")
    write_pilot(folder / "good", name="Good pilot")
    broken = write_charter(folder / "broken", name="Broken pilot")
    broken.write_text(broken.read_text().replace("workflow:", "workflows:"))
    (folder / "other.yaml").write_text("a: 1")
    return folder


def test_every_charter_has_a_row_broken_ones_included(run, folder):
    """What cannot be used comes first and decides the exit code; other YAML is counted."""
    ran = run("portfolio", folder, "--as-of", DECISION)
    assert (ran.code, "Good pilot" in ran.out, "CHR002" in ran.out) == (3, True, True)
    assert ran.out.index("broken/charter.yaml") < ran.out.index("Good pilot")


def test_a_portfolio_in_order_ends_with_0(run, folder):
    """Funded in time, and nothing is owed."""
    ran = run("portfolio", folder / "good", "--as-of", DECISION)
    assert (ran.code, "fund" in ran.out) == (0, True)


def test_an_overdue_decision_ends_with_10(run, folder):
    """However good the verdict is."""
    assert run("portfolio", folder / "good", "--as-of", "2026-04-06").code == 10


@pytest.mark.parametrize("name", ["text", "markdown", "json", "csv"])
def test_every_format_names_every_pilot(run, folder, name, tmp_path):
    """On standard output and in a file alike."""
    ran = run("portfolio", folder, "--format", name, f"--output={name}={tmp_path / 'page'}", "--as-of", DECISION)
    assert (ran.out, "Good pilot" in ran.out) == ((tmp_path / "page").read_text(), True)


def test_json_and_csv_are_data(run, folder):
    """Programs read them."""
    page = json.loads(run("portfolio", folder, "--format", "json", "--as-of", DECISION).out)
    rows = list(csv.DictReader(io.StringIO(run("portfolio", folder, "--format", "csv", "--as-of", DECISION).out)))
    assert (len(page["rows"]), [row["pilot"] for row in rows]) == (2, ["", "Good pilot"])


def test_a_format_of_evaluate_alone_is_2(run, folder):
    """A portfolio has no test cases."""
    assert run("portfolio", folder, "--format", "junit").code == 2

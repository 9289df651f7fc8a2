"""`pilotaudit evaluate`: verdicts as exit codes, formats, files, several charters."""

import csv
import io
import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.cli.pilots import DECISION, HEADER, write_charter, write_pilot

DECIDED = ("--as-of", DECISION)


@pytest.fixture(scope="module")
def pilot(tmp_path_factory) -> Path:
    """A pilot that reached its target."""
    return write_pilot(tmp_path_factory.mktemp("go"))


@pytest.fixture(scope="module")
def missed(tmp_path_factory) -> Path:
    """A pilot without any effect."""
    return write_pilot(tmp_path_factory.mktemp("missed"), gain=0.0, name="Missed pilot")


def test_a_pilot_that_reached_its_target_ends_with_0(run, pilot):
    """The result stands alone on standard output, plain and unwrapped."""
    ran = run("evaluate", pilot, *DECIDED)
    assert (ran.code, ran.err, "GO" in ran.out, "\x1b" in ran.out) == (0, "", True, False)


def test_a_pilot_without_effect_ends_with_10(run, missed):
    """Which a CI job takes for a failure."""
    ran = run("evaluate", missed, *DECIDED)
    assert (ran.code, "NO-GO" in ran.out) == (10, True)


def test_a_pilot_that_still_runs_ends_with_11(run, pilot):
    """Interim is not a gate."""
    ran = run("evaluate", pilot, "--as-of", "2026-03-20")
    assert (ran.code, "HOLD" in ran.out) == (11, True)


def test_a_trigger_that_fired_ends_with_12_whatever_fails(run, tmp_path):
    """`--fail-on never` does not hide a rollback."""
    path = write_pilot(tmp_path, extra="rollback: {error_rate: above 1%, how: Switch drafts off}\n")
    ran = run("evaluate", path, "--fail-on", "never", *DECIDED)
    assert (ran.code, "ROLLBACK" in ran.out, "Switch drafts off" in ran.out) == (12, True, True)


def test_a_conditional_go_counts_only_when_asked(run, tmp_path):
    """Volunteers cap the verdict."""
    path = write_pilot(tmp_path)
    path.write_text(path.read_text().replace("assignment: matched", "assignment: volunteers"))
    plain, strict = run("evaluate", path, *DECIDED), run("evaluate", path, "--fail-on", "conditional", *DECIDED)
    assert (plain.code, strict.code, "CONDITIONAL GO" in plain.out) == (0, 14, True)


@pytest.mark.parametrize("level", ["never", "no-go", "hold"])
def test_the_level_to_fail_on_is_the_callers(run, pilot, level):
    """A HOLD counts from `hold` on."""
    ran = run("evaluate", pilot, "--as-of", "2026-03-20", "--fail-on", level)
    assert ran.code == (11 if level == "hold" else 0)


def test_a_missing_data_file_is_3_with_file_line_and_remedy(run, tmp_path):
    """The problem is a line that editors can click."""
    path = write_charter(tmp_path)
    ran = run("evaluate", path, *DECIDED)
    assert (ran.code, f"{path}:14:1 DAT001" in ran.out) == (3, True)


def test_a_level_met_before_the_start_is_3(run, tmp_path):
    """A target that asks for nothing is refused with its place."""
    path = write_pilot(tmp_path, target="at most 60 min")
    ran = run("evaluate", path, *DECIDED)
    assert (ran.code, "charter.yaml:9:" in ran.out, "CHR013" in ran.out) == (3, True, True)


def test_json_names_the_failure_and_standard_error_says_it(run, tmp_path):
    """A program reads the one, a person the other."""
    ran = run("evaluate", write_charter(tmp_path), "--format", "json", *DECIDED)
    assert (ran.code, "DAT001" in ran.err, json.loads(ran.out)["exit_code"]) == (3, True, 3)


def test_several_charters_end_with_the_gravest_and_come_in_order(run, pilot, missed, tmp_path):
    """One that cannot be used hides none of the others; other YAML is counted."""
    write_charter(tmp_path)
    (tmp_path / "other.yaml").write_text("a: 1")
    ran = run("evaluate", missed, tmp_path, pilot, "--format", "json", "--jobs", "2", *DECIDED)
    whole = json.loads(ran.out)
    assert (ran.code, whole["schema"]) == (3, "pilotaudit/assessments/1")
    assert [one["charter"]["path"] for one in whole["assessments"]] == [
        str(missed),
        str(tmp_path / "charter.yaml"),
        str(pilot),
    ]
    assert "1 other YAML passed over" in ran.err


def test_processes_change_nothing(run, pilot, missed):
    """The same bytes with one process and with two."""
    command = ("evaluate", pilot, missed, "--format", "json", *DECIDED)
    assert run(*command, "--jobs", "1").out == run(*command, "--jobs", "2").out


def test_every_format_is_written_as_a_file_of_one_run(run, pilot, tmp_path):
    """And standard output still carries its own."""
    names = ["text", "json", "markdown", "junit", "github", "csv"]
    outputs = [f"--output={name}={tmp_path / 'out' / name}" for name in names]
    ran = run("evaluate", pilot, *outputs, *DECIDED)
    sizes = {path.name: path.stat().st_size > 100 for path in (tmp_path / "out").iterdir()}
    assert (sizes, "GO" in ran.out) == (dict.fromkeys(names, True), True)


def test_junit_fails_a_missed_pilot(run, missed):
    """CI shows it like a failing test."""
    suites = ElementTree.fromstring(run("evaluate", missed, "--format", "junit", *DECIDED).out)
    assert suites.find("testsuite/testcase/failure") is not None


def test_github_annotates_and_adds_to_the_step_summary(run, missed, tmp_path, monkeypatch):
    """What stood in the summary before stays."""
    summary = tmp_path / "summary.md"
    summary.write_text("before\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    ran = run("evaluate", missed, "--format", "github", *DECIDED)
    assert ran.out.startswith(f"::error file={missed}")
    assert summary.read_text().startswith("before\n# Missed pilot: NO-GO")


@pytest.mark.parametrize("name", ["html", "sarif"])
def test_a_format_of_a_later_version_is_2(run, pilot, name):
    """It is said to be missing, before any work is done."""
    ran = run("evaluate", pilot, "--format", name)
    assert (ran.code, "not in this version" in ran.err) == (2, True)


@pytest.mark.parametrize(
    ("output", "answer"),
    [
        ("json", "not FORMAT=PATH"),
        ("json=", "not FORMAT=PATH"),
        ("pdf=x", 'no format "pdf"'),
        ("json=.", "is a folder"),
        ("json=charter.yaml", "looks like a charter"),
    ],
)
def test_an_output_that_cannot_be_meant_is_2(run, pilot, output, answer):
    """Before any work is done."""
    ran = run("evaluate", pilot, "--output", output)
    assert (ran.code, ran.out, answer in ran.err) == (2, "", True)


def test_two_formats_cannot_share_a_file(run, pilot, tmp_path):
    """The second would replace the first."""
    same = tmp_path / "x"
    ran = run("evaluate", pilot, f"--output=json={same}", f"--output=csv={same}")
    assert (ran.code, "named twice" in ran.err) == (2, True)


def test_a_file_that_cannot_be_written_is_2_and_the_result_is_still_printed(run, pilot, tmp_path):
    """The verdict is not lost with the file."""
    (tmp_path / "file").write_text("")
    ran = run("evaluate", pilot, f"--output=json={tmp_path / 'file' / 'x.json'}", *DECIDED)
    assert (ran.code, "GO" in ran.out, "cannot be written" in ran.err) == (2, True, True)


def test_a_date_that_is_none_is_2(run, pilot):
    """With the form that is wanted."""
    ran = run("evaluate", pilot, "--as-of", "05.04.2026")
    assert (ran.code, "such as 2026-04-05" in ran.err) == (2, True)


def test_without_a_date_the_clock_decides(run, pilot):
    """It is read once, on the command line."""
    from datetime import date

    assert json.loads(run("evaluate", pilot, "--format", "json").out)["as_of"] == str(date.today())


def test_ignored_codes_disappear_from_every_output(run, pilot, tmp_path):
    """Notes and warnings only; the verdict stays."""
    report = tmp_path / "report.json"
    ran = run("evaluate", pilot, "--ignore", "GOV,ROL,CHR", f"--output=json={report}", *DECIDED)
    found = {finding["code"][:3] for finding in json.loads(report.read_text())["findings"]}
    assert (ran.code, found & {"GOV", "ROL", "CHR"}) == (0, set())


def test_rejected_rows_are_listed_with_their_lines(run, tmp_path):
    """File, physical line, column, reason and raw text; a formula is made harmless."""
    path = write_pilot(tmp_path)
    data = tmp_path / "tickets.csv"
    data.write_text(data.read_text() + "=1+1,not a date,agent 1,treatment,5,0,0,1\n")
    listing = tmp_path / "rejects.csv"
    run("evaluate", path, "--rejects", listing, *DECIDED)
    rows = list(csv.DictReader(io.StringIO(listing.read_text())))
    assert [(row["line"], row["column"]) for row in rows] == [("962", "resolved_at")]
    assert rows[0]["raw"].startswith("'=1+1")


def test_rejected_rows_are_listed_when_they_leave_nothing_to_judge(run, tmp_path):
    """That is when they are needed most; a charter without data adds no line."""
    path = write_charter(tmp_path / "a")
    rows = "1,no date,a,treatment,5,0,0,1\n2,2026-02-03,b,control,5,0,0,1\n"
    (tmp_path / "a" / "tickets.csv").write_text(HEADER + rows)
    write_charter(tmp_path / "b")
    listing = tmp_path / "rejects.csv"
    ran = run("evaluate", path, tmp_path / "b", "--rejects", listing, *DECIDED)
    assert (ran.code, listing.read_text().splitlines()[1].split(",")[1:3]) == (3, ["2", "resolved_at"])


def test_data_outside_the_folder_needs_a_word(run, tmp_path):
    """A charter from elsewhere must not read what it likes."""
    path = write_pilot(tmp_path / "inner")
    (tmp_path / "inner" / "tickets.csv").replace(tmp_path / "tickets.csv")
    path.write_text(path.read_text().replace("data: tickets.csv", "data: ../tickets.csv"))
    refused, allowed = run("evaluate", path, *DECIDED), run("evaluate", path, "--allow-outside", *DECIDED)
    assert (refused.code, "CHR012" in refused.out, allowed.code) == (3, True, 0)


def test_quiet_says_nothing_beside_the_result(run, pilot, tmp_path):
    """Not even what was passed over."""
    (pilot.parent / "other.yaml").write_text("a: 1")
    assert run("evaluate", pilot.parent, "--quiet", *DECIDED).err == ""


def test_colours_are_there_when_forced_and_gone_when_refused(run, pilot, monkeypatch):
    """A flag wins over a variable."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    forced, refused = run("evaluate", pilot, *DECIDED), run("evaluate", pilot, "--no-color", *DECIDED)
    assert ("\x1b[" in forced.out, "\x1b[" in refused.out) == (True, False)


def test_no_output_names_a_unit(run, pilot):
    """Nothing ranks individuals; `--show-units` is accepted and changes nothing yet."""
    for name in ("text", "json", "markdown", "csv"):
        assert "agent 1" not in run("evaluate", pilot, "--format", name, "--show-units", *DECIDED).out


def test_a_file_with_a_header_only_is_3(run, tmp_path):
    """There is nothing to judge."""
    path = write_charter(tmp_path)
    (tmp_path / "tickets.csv").write_text(HEADER)
    ran = run("evaluate", path, *DECIDED)
    assert (ran.code, "DAT002" in ran.out) == (3, True)

"""`pilotaudit check`."""

import json
from xml.etree import ElementTree

from tests.cli.pilots import write_charter

BEFORE = ("--as-of", "2026-01-04")


def test_a_complete_charter_is_ready(run, tmp_path):
    """Without any data on disk."""
    path = write_charter(tmp_path)
    ran = run("check", path, *BEFORE)
    assert (ran.code, ran.err, ran.out.splitlines()[-1].startswith(f"{path}: ready")) == (0, "", True)


def test_a_finding_that_blocks_ends_with_10(run, tmp_path):
    """Criteria that were agreed after the start are no criteria."""
    path = write_charter(tmp_path)
    path.write_text(path.read_text().replace("approved: 2026-01-03", "approved: 2026-02-10"))
    ran = run("check", path, *BEFORE)
    assert (ran.code, "WIN101 hold" in ran.out, "not ready" in ran.out) == (10, True, True)


def test_a_decision_that_is_overdue_ends_with_10(run, tmp_path):
    """Until somebody decides."""
    ran = run("check", write_charter(tmp_path), "--as-of", "2026-04-06")
    assert (ran.code, "WIN105" in ran.out) == (10, True)


def test_a_charter_that_cannot_be_used_ends_with_3_and_hides_nobody(run, tmp_path):
    """Every problem has its place, and the good charter its line."""
    write_charter(tmp_path / "good")
    bad = write_charter(tmp_path / "bad")
    bad.write_text(bad.read_text().replace("workflow:", "workflows:"))
    ran = run("check", tmp_path, *BEFORE)
    assert (ran.code, f"{bad}:3:1 CHR002" in ran.out, "good/charter.yaml: ready" in ran.out) == (3, True, True)


def test_hidden_codes_leave_the_exit_code_alone(run, tmp_path):
    """`--ignore` hides notes and warnings, and even they still count."""
    ran = run("check", write_charter(tmp_path), "--as-of", "2026-04-06", "--ignore", "WIN")
    assert (ran.code, "WIN105" in ran.out) == (10, False)


def test_a_code_that_nobody_has_cannot_be_ignored(run, tmp_path):
    """It is a slip, and silence would hide it."""
    ran = run("check", write_charter(tmp_path), "--ignore", "WIN999")
    assert (ran.code, '--ignore "WIN999"' in ran.err) == (2, True)


def test_json_holds_every_charter_with_its_findings(run, tmp_path):
    """Usable and ready are two questions."""
    write_charter(tmp_path / "a")
    (tmp_path / "b.yaml").write_text("pilot: [")
    charters = json.loads(run("check", tmp_path, "--format", "json", *BEFORE).out)["charters"]
    assert [(one["usable"], one["ready"]) for one in charters] == [(True, True), (False, False)]
    assert charters[1]["findings"][0]["code"] == "CHR001"


def test_junit_has_one_case_per_charter(run, tmp_path):
    """Ready passes, blocked fails, unusable errs; signs that XML cannot hold do no harm."""
    write_charter(tmp_path / "a", name="A & <b>")
    blocked = write_charter(tmp_path / "b")
    blocked.write_text(blocked.read_text().replace("approved: 2026-01-03", "approved: 2026-02-10"))
    (tmp_path / "c.yaml").write_text("pilot: \x01[")
    suites = ElementTree.fromstring(run("check", tmp_path, "--format", "junit", *BEFORE).out)
    assert [child.tag for child in suites.iterfind("testsuite/testcase/*")] == ["system-out", "failure", "error"]


def test_annotations_point_at_the_line(run, tmp_path):
    """GitHub shows them in the pull request."""
    path = write_charter(tmp_path)
    ran = run("check", path, "--format", "github", "--as-of", "2026-04-06")
    assert f"::notice file={path},line=7" in ran.out


def test_other_formats_are_files_of_the_same_run(run, tmp_path):
    """Written before the program ends, while text goes to standard output."""
    report = tmp_path / "reports" / "check.json"
    ran = run("check", write_charter(tmp_path), "--output", f"json={report}", *BEFORE)
    assert (json.loads(report.read_text())["schema"], "ready" in ran.out) == ("pilotaudit/checks/1", True)

"""The commands that look at an export: inspect, and init --from."""

from __future__ import annotations

import json

from tests.evidence.exports import written


def _export(folder):
    (folder / "incident.csv").write_bytes(written("servicenow"))
    return folder / "incident.csv"


def test_inspect_prints_a_page(tmp_path, run):
    """With exit code 0."""
    ran = run("inspect", str(_export(tmp_path)))
    assert (ran.code, "ServiceNow incidents" in ran.out, ran.err) == (0, True, "")


def test_inspect_gives_json(tmp_path, run):
    """For machines."""
    ran = run("inspect", str(_export(tmp_path)), "--format", "json")
    assert json.loads(ran.out)["schema"] == "pilotaudit/inspect/1"


def test_inspect_writes_other_formats_beside(tmp_path, run):
    """Whole or not at all."""
    run("inspect", str(_export(tmp_path)), "--output", f"markdown={tmp_path / 'seen.md'}")
    assert "| resolved_at | date, iso |" in (tmp_path / "seen.md").read_text(encoding="utf-8")


def test_inspect_drafts_a_charter(tmp_path, run, monkeypatch):
    """The path is seen from where it is run."""
    _export(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert "    file: incident.csv\n" in run("inspect", "incident.csv", "--charter").out


def test_inspect_shows_people_only_when_asked(tmp_path, run):
    """Their names are nobody's business."""
    path = str(_export(tmp_path))
    assert "Agent 1" not in run("inspect", path).out
    assert "Agent 1" in run("inspect", path, "--show-units").out


def test_a_file_that_is_not_there_is_a_usage_error_with_the_nearest(tmp_path, run):
    """No stack trace."""
    _export(tmp_path)
    ran = run("inspect", str(tmp_path / "incidents.csv"))
    assert (ran.code, "Nearest: incident.csv" in ran.err) == (2, True)


def test_a_folder_is_no_file(tmp_path, run):
    """One file is looked at."""
    assert (run("inspect", str(tmp_path)).code, "is a folder" in run("inspect", str(tmp_path)).err) == (2, True)


def test_a_file_that_is_no_table_ends_with_three(tmp_path, run):
    """And says where."""
    (tmp_path / "rows.csv").write_bytes(b"")
    ran = run("inspect", str(tmp_path / "rows.csv"))
    assert (ran.code, "rows.csv:1:1 DAT002" in ran.err) == (3, True)


def test_init_from_writes_a_draft_beside_the_file(tmp_path, run):
    """Unless another place is said."""
    ran = run("init", "--from", str(_export(tmp_path)))
    assert ran.code == 0
    assert "    file: incident.csv\n" in (tmp_path / "charter.yaml").read_text(encoding="utf-8")


def test_init_from_writes_where_it_is_told(tmp_path, run):
    """The path of the file is seen from there."""
    (tmp_path / "exports").mkdir()
    run("init", str(tmp_path / "desk.yaml"), "--from", str(_export(tmp_path / "exports")))
    assert "    file: exports/incident.csv\n" in (tmp_path / "desk.yaml").read_text(encoding="utf-8")


def test_init_from_says_when_the_data_lie_elsewhere(tmp_path, run):
    """A charter's data lie below it."""
    (tmp_path / "charters").mkdir()
    ran = run("init", str(tmp_path / "charters" / "desk.yaml"), "--from", str(_export(tmp_path)))
    assert "lies outside the folder" in ran.err


def test_init_from_never_writes_over_anything(tmp_path, run):
    """The draft may have been filled in."""
    (tmp_path / "charter.yaml").write_text("pilot: mine\n", encoding="utf-8")
    assert run("init", "--from", str(_export(tmp_path))).code == 2
    assert (tmp_path / "charter.yaml").read_text(encoding="utf-8") == "pilot: mine\n"

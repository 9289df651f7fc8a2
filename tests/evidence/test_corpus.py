"""Every ugly file ends in a documented exit code, with words that name the place, within time and memory."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import subprocess
import sys
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pilotaudit.cli import main
from tests.charter.writing import changed
from tests.evidence.corpus import CASES, JUDGED, REFUSED, Case, content_of

AS_OF = "2026-04-05"
SLOWEST_SECONDS, MOST_MEGABYTES = 10, 512
HEAVY = {case.name for case in CASES if "swell" in case.name}


def _laid_out(case: Case, folder):
    """The files of a case and its charter; large files are made only once."""
    for file in case.files:
        (folder / file).write_bytes(content_of(case.name, file))
    items = {"file": case.file, **case.items}
    (folder / "charter.yaml").write_text(changed({"data": {"items": items}, **case.changes}))
    return folder / "charter.yaml"


def _options(folder):
    return ["--as-of", AS_OF, "--format", "json", "--rejects", str(folder / "rejects.csv")]


@pytest.mark.parametrize("case", [case for case in CASES if case.name not in HEAVY], ids=lambda case: case.name)
def test_a_trap_ends_as_it_should(tmp_path, capsys, monkeypatch, case):
    """Judged on its good rows, or refused at file, line and column."""
    _laid_out(case, tmp_path)
    monkeypatch.chdir(tmp_path)
    code = main(["evaluate", "charter.yaml", *_options(tmp_path)])
    printed = capsys.readouterr()
    assert code in case.exits, printed
    assert "internal error" not in printed.err
    assert [said for said in case.says if said not in printed.out + printed.err] == []
    if code in JUDGED:
        data = json.loads(printed.out)["provenance"]["data"]
        assert (data["rows_used"], {one["reason"]: one["rows"] for one in data["rejects"]}) == (
            case.used,
            case.rejected,
        )
        assert _listed(tmp_path) == case.rejected


def _listed(folder):
    """Rows of the list of rejects by reason; every one has a file, a line and its text."""
    rows = list(csv.DictReader(io.StringIO((folder / "rejects.csv").read_text())))
    assert all(row["file"] and int(row["line"]) > 1 and row["raw"] for row in rows)
    reasons = [row["reason"] for row in rows]
    return {reason: reasons.count(reason) for reason in reasons}


LIGHT = [case for case in CASES if case.name not in HEAVY]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.sampled_from(LIGHT), st.floats(0, 1), st.binary(max_size=6), st.integers(0, 40))
def test_a_damaged_trap_ends_in_a_documented_way(tmp_path_factory, case, place, junk, lost):
    """Some bytes fall out of a file and others fall in; never a bug, and never silence."""
    folder = tmp_path_factory.mktemp("damaged")
    path = _laid_out(case, folder)
    for file in case.files:
        content = content_of(case.name, file)
        at = int(place * len(content))
        (folder / file).write_bytes(content[:at] + junk + content[at + lost :])
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        code = main(["evaluate", str(path), *_options(folder)])
    assert (code in (*JUDGED, *REFUSED), "internal error" in printed.getvalue()) == (True, False), printed.getvalue()


@pytest.mark.integration
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_trap_costs_neither_time_nor_memory(tmp_path, case):
    """Ten seconds and 512 MB for a small file, whatever is in it."""
    _laid_out(case, tmp_path)
    command = [sys.executable, "-m", "pilotaudit", "evaluate", "charter.yaml", *_options(tmp_path)]
    start = time.monotonic()
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as child:
        printed = child.stdout.read().decode()
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    assert child.returncode in case.exits, printed
    assert [said for said in case.says if said not in printed] == []
    assert (time.monotonic() - start < SLOWEST_SECONDS, usage.ru_maxrss < MOST_MEGABYTES * 1024) == (True, True), usage

"""Runs that are interrupted or told to end."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from pilotaudit.batch import run_all  # noqa: F401  # the started process uses it
from pilotaudit.cli.stopping import end_on_signals
from pilotaudit.panel.engine import connect
from pilotaudit.scratch import clear, scratch

ALONE = "end_on_signals(); work(0)"
SEVERAL = "end_on_signals(); run_all(work, [0, 1], crashed=work, processes=2)"


def work(_item):
    """Copies data, says so, and is busy in the engine for hours."""
    with scratch() as folder, connect(Path(folder)) as con:
        (Path(folder) / "copy.csv").write_text("a,b")
        print("ready", flush=True)
        con.execute("SELECT sum(hash(i)) FROM range(100000000000) r(i)").fetchall()


def started(tmp_path, what):
    """A process that has begun to work."""
    script = tmp_path / "run.py"
    script.write_text(f"from tests.cli.test_stopping import *\nif __name__ == '__main__':\n    {what}\n")
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    root = Path(__file__).parents[2]
    environment = {**os.environ, "TMPDIR": str(temporary), "PYTHONPATH": str(root)}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    child = subprocess.Popen([sys.executable, str(script)], env=environment, cwd=root, **pipes)
    assert [child.stdout.readline() for _ in range(1 if what == ALONE else 2)][-1] == "ready\n"
    return child, temporary


@pytest.mark.parametrize("what", [ALONE, SEVERAL])
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_run_that_is_ended_leaves_nothing_behind(tmp_path, what, number, code):
    """No copy of data in the temporary folder, no process, no stack trace; the usual exit code."""
    child, temporary = started(tmp_path, what)
    child.send_signal(number)
    said = child.communicate(timeout=60)[1]
    assert (child.returncode, said) == (code, "pilotaudit: stopped; there is no verdict\n")
    assert [one for one in temporary.iterdir() if one.name.startswith("pilotaudit")] == []


def test_a_signal_that_is_ignored_stays_ignored(monkeypatch):
    """As under `nohup`."""
    seen = []
    monkeypatch.setattr("pilotaudit.cli.stopping.getsignal", lambda number: signal.SIG_IGN)
    monkeypatch.setenv("PYTHONWARNINGS", "error")
    monkeypatch.setattr("pilotaudit.cli.stopping.signal", lambda number, _handler: seen.append(number))
    end_on_signals()
    assert (seen, os.environ["PYTHONWARNINGS"]) == ([], "error,ignore:resource_tracker")


def test_only_the_folders_of_a_process_are_removed(tmp_path, monkeypatch):
    """Whoever else works on this machine keeps theirs."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    (tmp_path / "pilotaudit-12-a" / "in").mkdir(parents=True)
    (tmp_path / "pilotaudit-123-b").mkdir()
    clear([12, 13])
    with scratch() as folder:
        kept = {one.name for one in tmp_path.iterdir()}
    assert kept == {"pilotaudit-123-b", Path(folder).name}
    assert Path(folder).name.startswith(f"pilotaudit-{os.getpid()}-")

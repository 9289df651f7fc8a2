"""The program as a whole: help, version, mistakes on the command line, bugs."""

import sys

import pytest

from pilotaudit import __version__
from pilotaudit.cli import COMMANDS, main
from pilotaudit.errors import PilotAuditError
from pilotaudit.findings import registry


def _broken(*_: object) -> str:
    raise ZeroDivisionError("two\nlines")


def test_version_is_printed_alone(run):
    """Scripts compare it."""
    assert (run("--version").out, run("--version").code) == (f"pilotaudit {__version__}\n", 0)


@pytest.mark.parametrize("command", [command.__name__ for command in COMMANDS])
def test_help_of_every_command_shows_an_example(run, command):
    """On one line, so that it can be copied."""
    ran = run(command, "--help")
    assert (ran.code, "\n  Example: pilotaudit " in ran.out, "\x1b" in ran.out) == (0, True, False)


def test_help_names_every_command_with_a_whole_sentence(run):
    """A summary that is cut off says nothing."""
    lines = run("--help").out.partition("Commands:\n")[2].splitlines()
    assert [line.split()[0] for line in lines] == [command.__name__ for command in COMMANDS]
    assert [line for line in lines if line.endswith("...")] == []


def test_a_command_that_does_not_exist_is_a_usage_error_with_the_nearest(run):
    """A slip of the finger is answered."""
    ran = run("evalute")
    assert (ran.code, ran.out, "Did you mean 'evaluate'?" in ran.err) == (2, "", True)


@pytest.mark.parametrize(
    "arguments", [(), ("evaluate",), ("check", "--jobs", "two", "x"), ("evaluate", "--fail-on", "maybe", "x")]
)
def test_a_mistake_on_the_command_line_is_2(run, arguments):
    """And nothing stands on standard output but help."""
    assert run(*arguments).code == 2


def test_a_bug_is_one_plain_line_with_what_to_do(run, monkeypatch):
    """Code 1 is never a verdict, and a stack trace never greets a user."""
    monkeypatch.setattr(registry, "page", _broken)
    ran = run("explain", "WIN105")
    assert (ran.code, ran.out, "Traceback" in ran.err) == (1, "", False)
    assert ran.err.startswith(
        "pilotaudit: internal error, which is a bug and not a verdict: ZeroDivisionError: two lines\n"
    )
    assert "PILOTAUDIT_DEBUG=1" in ran.err


def test_a_bug_raises_for_whoever_debugs(run, monkeypatch):
    """With the whole trace."""
    monkeypatch.setattr(registry, "page", _broken)
    monkeypatch.setenv("PILOTAUDIT_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        run("explain", "WIN105")


def test_an_error_on_purpose_ends_with_its_own_code(run, monkeypatch):
    """The tree of errors says which."""

    def refuse(_code: str) -> str:
        raise PilotAuditError("not today")

    monkeypatch.setattr(registry, "page", refuse)
    assert run("explain", "WIN105").err == "pilotaudit: not today\n"


def test_the_arguments_of_the_process_are_read_when_none_are_given(monkeypatch, capsys):
    """That is how the console script calls it."""
    monkeypatch.setattr(sys, "argv", ["pilotaudit", "--version"])
    assert (main(), capsys.readouterr().out) == (0, f"pilotaudit {__version__}\n")


def test_the_package_runs_as_a_module():
    """`python -m pilotaudit` is the program too."""
    import subprocess

    command = [sys.executable, "-m", "pilotaudit", "--version"]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    assert ran.stdout == f"pilotaudit {__version__}\n"


def test_settings_of_the_folder_reach_the_command(run, tmp_path, monkeypatch):
    """A format that does not exist in the file is as wrong as one on the command line."""
    (tmp_path / "pilotaudit.toml").write_text('format = "pdf"')
    (tmp_path / "a.yaml").write_text("pilot: A")
    monkeypatch.chdir(tmp_path)
    assert 'there is no format "pdf"' in run("check", "a.yaml").err


def test_a_variable_wins_over_the_file_and_a_flag_over_both(run, tmp_path, monkeypatch):
    """Flag, then PILOTAUDIT_*, then file."""
    (tmp_path / "pilotaudit.toml").write_text('format = "file"')
    (tmp_path / "a.yaml").write_text("pilot: A")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PILOTAUDIT_FORMAT", "variable")
    from_variable, from_flag = run("check", "a.yaml").err, run("check", "a.yaml", "--format", "flag").err
    assert ('"variable"' in from_variable, '"flag"' in from_flag) == (True, True)

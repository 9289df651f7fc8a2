"""What leaves the program."""

import io
import os
import sys
from pathlib import Path

import pytest

from pilotaudit.cli.streams import append_file, coloured, note, say, width, write_file
from pilotaudit.errors import UsageError


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("flag", "environment", "expected"),
    [
        (False, {}, True),
        (True, {"FORCE_COLOR": "1"}, False),
        (False, {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        (False, {"NO_COLOR": ""}, True),
        (False, {"TERM": "dumb"}, False),
    ],
)
def test_colours_on_a_terminal_obey_flag_and_variables(monkeypatch, flag, environment, expected):
    """The flag wins, then NO_COLOR, then FORCE_COLOR."""
    monkeypatch.setattr(sys, "stdout", _Terminal())
    assert expected == coloured(flag, environment)


def test_piped_output_is_plain_unless_forced(monkeypatch):
    """Logs hold no escape codes by themselves."""
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    assert (coloured(False, {}), coloured(False, {"FORCE_COLOR": "1"}), width()) == (False, True, None)


def test_a_terminal_says_how_wide_it_is(monkeypatch):
    """COLUMNS is what terminals and tests set."""
    monkeypatch.setattr(sys, "stdout", _Terminal())
    monkeypatch.setenv("COLUMNS", "123")
    assert width() == 123


def test_the_result_ends_with_one_line_break(capsys):
    """Whether or not the text brought one."""
    say("a")
    say("b\n")
    assert capsys.readouterr().out == "a\nb\n"


def test_notes_go_beside_the_result_and_may_be_switched_off(capsys):
    """Standard output carries the result alone."""
    note("said")
    note("not said", quiet=True)
    assert capsys.readouterr() == ("", "said\n")


def test_a_narrow_encoding_loses_signs_not_the_result(monkeypatch):
    """A console that cannot show a sign shows a question mark."""
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii", newline="\n"))
    say("−10%")
    assert raw.getvalue() == b"?10%\n"


def test_a_reader_that_left_is_no_error(monkeypatch):
    """`pilotaudit ... | head` ends without a complaint."""
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as stream:
        monkeypatch.setattr(sys, "stdout", stream)
        say("text")
        say("more")


def test_a_file_is_replaced_whole_and_keeps_its_permissions(tmp_path):
    """Nothing is left beside it."""
    path = tmp_path / "out" / "a.json"
    write_file(path, ["one", "\n"])
    path.chmod(0o640)
    write_file(path, ["two\n"])
    found = (path.read_bytes(), path.stat().st_mode & 0o777, [entry.name for entry in path.parent.iterdir()])
    assert found == (b"two\n", 0o640, ["a.json"])


def test_a_new_file_gets_the_permissions_that_new_files_get(tmp_path):
    """Others in the team can read a report."""
    mask = os.umask(0o022)
    try:
        write_file(tmp_path / "a.json", ["x"])
    finally:
        os.umask(mask)
    assert (tmp_path / "a.json").stat().st_mode & 0o777 == 0o644


def test_a_link_stays_a_link(tmp_path):
    """The file it points to is replaced."""
    (tmp_path / "real").write_text("old")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    write_file(tmp_path / "link", ["new"])
    assert ((tmp_path / "real").read_text(), (tmp_path / "link").is_symlink()) == ("new", True)


def test_a_device_is_written_to_and_not_replaced():
    """`--output json=/dev/null` leaves the device alone."""
    write_file(Path(os.devnull), ["x"])
    assert Path(os.devnull).is_char_device()


def test_a_place_that_cannot_be_written_is_said(tmp_path):
    """A file stands where a folder is needed."""
    (tmp_path / "a").write_text("")
    with pytest.raises(UsageError, match="cannot be written"):
        write_file(tmp_path / "a" / "b.json", ["x"])


def test_a_write_that_breaks_off_leaves_the_old_file_and_no_other(tmp_path):
    """Text that cannot be encoded stops half way."""
    path = tmp_path / "a.txt"
    path.write_text("old")
    with pytest.raises(UnicodeEncodeError):
        write_file(path, ["new", "\ud800"])
    assert (path.read_text(), [entry.name for entry in tmp_path.iterdir()]) == ("old", ["a.txt"])


def test_a_shared_file_is_added_to(tmp_path):
    """The step summary of a workflow belongs to all its steps."""
    (tmp_path / "summary").write_text("before\n")
    append_file(tmp_path / "summary", "after\n")
    assert (tmp_path / "summary").read_text() == "before\nafter\n"


def test_a_shared_file_that_cannot_be_written_is_said(tmp_path):
    """A folder stands there."""
    with pytest.raises(UsageError, match="cannot be written"):
        append_file(tmp_path, "x")

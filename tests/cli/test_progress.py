"""Progress on standard error."""

import io
import re
import sys

import pytest

from pilotaudit.cli import progress
from pilotaudit.cli.progress import counted, reading
from pilotaudit.panel.progress import Reading


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def clock(monkeypatch):
    """A clock that is set by hand."""
    now = [0.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    return now


def _tell(clock, total, noun, steps, quiet=False):
    """Tell each count at its second."""
    with counted(total, noun, quiet) as tell:
        for second, count in steps:
            clock[0] = second
            tell(count)


def _read(clock, steps, quiet=False, rows=10_123_456):
    """Tell each share at its second."""
    with reading(quiet) as tell:
        for second, share in steps:
            clock[0] = second
            tell(Reading(share, 700_000_000, rows))


def test_a_short_run_says_nothing(clock, capsys):
    """Most runs are over before anybody wonders."""
    _tell(clock, 3, "charters", [(1, 1), (2, 2), (4, 3)])
    assert capsys.readouterr() == ("", "")


def test_a_long_run_says_a_line_now_and_then(clock, capsys):
    """After five seconds, and whenever the wait has doubled; never once it is over."""
    _tell(clock, 9, "charters", [(4, 1), (5, 2), (6, 3), (9, 4), (10, 5), (19, 6), (20, 8), (99, 9)])
    said = ["pilotaudit: 2 of 9 charters", "pilotaudit: 5 of 9 charters", "pilotaudit: 8 of 9 charters"]
    assert capsys.readouterr().err.splitlines() == said


def test_reading_says_how_much_is_read_how_fast_and_what_remains(clock, capsys):
    """A quarter of 10.12 million rows in 5 s; the estimate is given in three figures."""
    _read(clock, [(1, 0.1), (5, 0.25), (9, 0.5), (10, 0.5), (99, 1.0)])
    assert capsys.readouterr().err.splitlines() == [
        "pilotaudit: 25% read (2.5 of about 10.1 million rows), 35 MB/s, about 15 s left",
        "pilotaudit: 50% read (5.1 of about 10.1 million rows), 35 MB/s, about 10 s left",
    ]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (5_123, "2,560 of about 5,120 rows"),
        (987_654, "494,000 of about 988,000 rows"),
        (1_234_567, "0.6 of about 1.2 million rows"),
        (123_456_789, "62 of about 123 million rows"),
    ],
)
def test_rows_are_said_in_the_figures_that_are_known(clock, capsys, rows, said):
    """Half of them."""
    _read(clock, [(5, 0.5)], rows=rows)
    assert f"50% read ({said})" in capsys.readouterr().err


def test_reading_of_packed_files_does_not_guess_rows(clock, capsys):
    """Nor a speed while nothing has been read."""
    _read(clock, [(5, 0.0), (14, 0.5)], rows=None)
    said = ["pilotaudit: 0% read", "pilotaudit: 50% read, 25 MB/s, about 14 s left"]
    assert capsys.readouterr().err.splitlines() == said


def test_reading_draws_rows_and_what_remains_on_a_terminal(clock, monkeypatch):
    """In 80 columns."""
    terminal = _Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("COLUMNS", "80")
    _read(clock, [(1, 0.1), (2, 0.25), (3, 1.0)])
    drawn = terminal.getvalue()
    assert all(part in drawn for part in ("reading", "of about 10.1 million rows", "B/s", "left"))
    assert max(map(len, re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", drawn).replace("\r", "\n").splitlines())) <= 80


def test_reading_is_quiet_when_asked(clock, capsys):
    """However long it takes."""
    _read(clock, [(60, 0.5)], quiet=True)
    assert capsys.readouterr().err == ""


def test_quiet_means_quiet(clock, capsys):
    """However long it takes."""
    _tell(clock, 9, "charters", [(60, 1)], quiet=True)
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(("second", "drawn"), [(0.1, False), (1.0, True)])
def test_a_terminal_gets_a_bar_when_it_takes_long(clock, monkeypatch, second, drawn):
    """And none for a run that is over at once."""
    terminal = _Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    _tell(clock, 4, "charters", [(second, 1), (second, 2)])
    assert ("charters" in terminal.getvalue()) == drawn

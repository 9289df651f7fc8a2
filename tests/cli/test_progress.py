"""Progress on standard error."""

import io
import sys

import pytest

from pilotaudit.cli import progress
from pilotaudit.cli.progress import counted


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


def test_a_short_run_says_nothing(clock, capsys):
    """Most runs are over before anybody wonders."""
    _tell(clock, 3, "charters", [(1, 1), (2, 2), (4, 3)])
    assert capsys.readouterr() == ("", "")


def test_a_long_run_says_a_line_now_and_then(clock, capsys):
    """After five seconds, and whenever the wait has doubled; never once it is over."""
    _tell(clock, 9, "charters", [(4, 1), (5, 2), (6, 3), (9, 4), (10, 5), (19, 6), (20, 8), (99, 9)])
    said = ["pilotaudit: 2 of 9 charters", "pilotaudit: 5 of 9 charters", "pilotaudit: 8 of 9 charters"]
    assert capsys.readouterr().err.splitlines() == said


def test_a_single_charter_says_how_much_of_its_rows_is_read(clock, capsys):
    """As a share."""
    _tell(clock, 1, "rows", [(6, 0.25)])
    assert capsys.readouterr().err == "pilotaudit: 25% of rows\n"


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

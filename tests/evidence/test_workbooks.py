"""Workbooks: cells as text, and what one would take seen before it is opened."""

from __future__ import annotations

import zipfile
from datetime import date, datetime, time, timedelta

import pytest

from pilotaudit.evidence import packed
from pilotaudit.evidence.packed import Unreadable
from pilotaudit.evidence.workbooks import choose_sheet, sheet_rows, text_of
from tests.evidence.making import workbook


def _file(folder, sheets, cells=None):
    path = folder / "book.xlsx"
    path.write_bytes(workbook(sheets, cells))
    return path


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (12.0, "12"),
        (12.5, "12.5"),
        (0.1, "0.1"),
        (1e20, "1e+20"),
        (True, "TRUE"),
        (False, "FALSE"),
        ("00123", "00123"),
        ("", ""),
        (datetime(2026, 1, 5, 10), "2026-01-05 10:00:00"),
        (date(2026, 1, 5), "2026-01-05"),
        (time(9, 7), "09:07:00"),
        (timedelta(hours=26, minutes=10), "26:10:00"),
        (timedelta(seconds=-90), "-0:01:30"),
        (timedelta(seconds=1.5), "0:00:01.5"),
    ],
)
def test_cells_as_text(cell, text):
    """As they would stand in a CSV."""
    assert text_of(cell) == text


def test_rows_begin_with_the_header_and_know_their_number(tmp_path):
    """Titles of one cell above it are passed over, blank rows anywhere."""
    path = _file(tmp_path, {"Data": [["Tickets"], [], ["a", "b"], [], ["1", "2"]]})
    assert list(sheet_rows(path, "Data")) == [(3, ["a", "b"]), (5, ["1", "2"])]


def test_the_only_sheet_with_rows_is_chosen(tmp_path):
    """A sheet of a header alone, or of notes, is none."""
    path = _file(tmp_path, {"Notes": [["x"]], "Data": [["a", "b"], [1, 2]], "Empty": [["a", "b"]]})
    assert choose_sheet(path, None) == ("Data", ("Notes", "Data", "Empty"))


def _refused(path, wanted=None):
    with pytest.raises(Unreadable) as refused:
        choose_sheet(path, wanted)
    return refused.value.code


def test_a_sheet_that_spans_too_much_is_refused_before_it_is_opened(tmp_path):
    """Two cells, and a rectangle of seventeen thousand million."""
    cells = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    assert _refused(_file(tmp_path, {"Data": []}, {"Data": cells})) == "DAT016"


def test_a_workbook_that_swells_is_refused(tmp_path, monkeypatch):
    """Whatever sizes its parts claim."""
    monkeypatch.setattr(packed, "ALWAYS", 100_000)
    path = _file(tmp_path, {"Data": []}, {"Data": "<row>" + "<c><v>1</v></c>" * 500_000 + "</row>"})
    assert _refused(path) == "DAT016"


@pytest.mark.parametrize("length", [100, 400, -30])
def test_a_damaged_workbook_is_refused(tmp_path, length):
    """Cut off anywhere."""
    path = _file(tmp_path, {"Data": [["a", "b"], [1, 2]]})
    path.write_bytes(path.read_bytes()[:length])
    assert _refused(path) == "DAT003"


def test_an_archive_of_something_else_is_refused(tmp_path):
    """A zip with a CSV in it."""
    path = tmp_path / "book.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.csv", "a,b\n1,2\n")
    assert _refused(path) == "DAT003"


def test_stored_parts_are_weighed_as_well(tmp_path):
    """A part that is not packed at all."""
    path = _file(tmp_path, {"Data": [["a", "b"], [1, 2]]})
    with zipfile.ZipFile(path, "a", zipfile.ZIP_STORED) as archive:
        archive.writestr("docProps/note.txt", "x" * 3_000_000)
    assert choose_sheet(path, "data")[0] == "Data"

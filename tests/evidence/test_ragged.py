"""Rows with another number of cells than the header: listed by the engine while they are few, else kept from it."""

from __future__ import annotations

import pytest

from pilotaudit.evidence.model import Dialect
from pilotaudit.evidence.ragged import is_heavy
from tests.panel.reading import ROWS, adds_up, load, panel_of, reasons, refused, rejects, table, totals, wanted

RAGGED = "with another number of columns than the header"
MANY = 300_000


@pytest.fixture(autouse=True)
def _heavy_at_once(monkeypatch):
    """What takes a hundred thousand rows in earnest takes three here."""
    monkeypatch.setattr("pilotaudit.evidence.ragged.HEAVY", 4_000)


SPOILT = table(
    "2026-03-10,a1",
    '2026-03-11,"a1\nand more",treatment,9,0,x,y,z',
    "",
    "Grand Totals (8 records)",
    "2026-03-12,a1,treatment,9,0,,,,",
    "2026-03-13,a1,trea",
)


def test_ragged_rows_count_and_are_listed_as_ever(tmp_path):
    """A text of two lines is one row, blank cells at the end of one are none, a total is no row."""
    panel = panel_of(load(tmp_path, tickets__csv=SPOILT))
    assert (totals(panel), reasons(panel), adds_up(panel)) == ((9, 164), {RAGGED: 3}, True)
    assert panel.extract.broken_off == ("tickets.csv",)
    listed = [(one.line, one.raw) for one in rejects(tmp_path, SPOILT)]
    assert listed == [
        (10, "2026-03-10,a1"),
        (11, '2026-03-11,"a1\nand more",treatment,9,0,x,y,z'),
        (16, "2026-03-13,a1,trea"),
    ]


def test_the_engine_and_the_copy_agree(tmp_path, monkeypatch):
    """The same panel, whoever refuses the rows."""
    copied = panel_of(load(tmp_path, tickets__csv=SPOILT))
    monkeypatch.setattr("pilotaudit.evidence.ragged.HEAVY", 1e9)
    engine = panel_of(load(tmp_path, tickets__csv=SPOILT))
    assert (copied.report, copied.extract) == (engine.report, engine.extract)


def test_wider_rows_may_still_be_cut(tmp_path):
    """Where the charter says so, only those that are too short are left."""
    changes = {"data": {"items": {"file": "tickets.csv", "wider_rows": "cut"}}}
    panel = panel_of(load(tmp_path, changes, tickets__csv=SPOILT))
    assert (totals(panel), reasons(panel)) == ((10, 173), {RAGGED: 2})


def test_bytes_that_are_not_utf_8_are_refused_in_a_copy_too(tmp_path):
    """Beside letters that are."""
    content = table("2026-03-10,Jörg,treatment,9,0").encode() + b"2026-03-12,\xe9,treatment,9,0\n" + b"x\n" * 9
    panel = panel_of(load(tmp_path, tickets__csv=content))
    assert reasons(panel) == {RAGGED: 9, "with text that is not UTF-8": 1}
    assert next(one.raw for one in rejects(tmp_path, content)) == "2026-03-12,\ufffd,treatment,9,0"


@pytest.mark.parametrize(
    ("text", "size", "heavy"),
    [
        ("a,b,c\n" + "1,2,3\n" * 9, 1, False),
        ("a,b,c\n" + "1,2,3,,,,\n" * 9, 1, False),
        ("a,b,c\n" + '1,"2,2,2,2",3\n' * 9, 1, False),
        ("a,b,c\n" + "1,2,3\n" * 5 + "1,2\n" * 9, 1, True),
        ("a,b,c\n" + "1,2\n" * 2, 1, False),
        ("a,b,c\n1,2,3\n" + "1,2\n" * 2, 200, True),
        ("a,b,c\n1,2,3\n1" + ",2" * 9 + "\n", 1, True),
    ],
)
def test_what_is_heavy(text, size, heavy):
    """Cells too many or too few, over the whole file; not commas in texts, nor blank cells at the end."""
    assert is_heavy(text, Dialect("utf-8", ","), 3, size) is heavy


def test_a_large_text_that_does_not_fit_its_first_line_is_refused(tmp_path):
    """Nine in ten rows; unless they are wider, and may be cut."""
    content = table(*["2026-03-10,a1,treatment,9,0,x"] * 200)
    assert "200 of 209 rows that were looked at have another number of columns" in refused(tmp_path, content)
    changes = {"data": {"items": {"file": "tickets.csv", "wider_rows": "cut"}}}
    assert totals(panel_of(load(tmp_path, changes, tickets__csv=content))) == (208, 155 + 9 * 200)


def test_a_row_of_many_cells_costs_neither_time_nor_memory(tmp_path, monkeypatch):
    """The engine would keep a note of each of them: minutes and gigabytes."""
    monkeypatch.undo()
    panel = panel_of(load(tmp_path, tickets__csv=table(",0" * MANY)))
    assert (totals(panel), reasons(panel)) == ((8, 155), {RAGGED: 1})


def test_lines_that_are_no_json_are_kept_from_the_engine(tmp_path, monkeypatch):
    """Each would lack every cell."""
    monkeypatch.undo()
    keys = table().splitlines()[0].split(",")
    lines = ["{" + ", ".join(f'"{k}": "{v}"' for k, v in zip(keys, row.split(","), strict=True)) + "}" for row in ROWS]
    loaded = load(tmp_path, {"data": "a.jsonl"}, a__jsonl="\n".join([*lines, *["x"] * 50_000]))
    panel = panel_of(loaded)
    assert (totals(panel), reasons(panel)) == ((8, 155), {"that are not JSON objects": 50_000})
    assert wanted(loaded)

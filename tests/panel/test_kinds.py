"""The same rows in every kind of file give the same sums; rows that are rejected are found where they stand."""

from __future__ import annotations

import json

import pytest

from pilotaudit.panel.read import list_rejects
from pilotaudit.panel.timeline import timeline_of
from tests.evidence.making import (
    delimited,
    gzipped,
    json_array,
    json_lines,
    parquet,
    rows_of,
    workbook,
    zstandard,
)
from tests.panel.reading import (
    AFTER,
    HEADER,
    ROWS,
    adds_up,
    aside,
    load,
    panel_of,
    reasons,
    refused_by,
    sums,
    table,
    totals,
    wanted,
)

GOOD = rows_of(table())
BAD = [*GOOD[:3], ["2026-01-08", "b1", "control", "soon", "0"], *GOOD[3:]]
"""The fourth row, in line 4, has no number."""


def _loaded(folder, name, content, **items):
    (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return load(folder, {"data": {"items": {"file": name, **items}}})


def _sums(loaded):
    panel = panel_of(loaded)
    assert adds_up(panel)
    return sums(panel.metrics["average_handling_time"], panel)


def _listed(loaded):
    return [
        (one.file, one.line, one.column, one.reason, one.raw)
        for one in list_rejects(loaded, wanted(loaded), timeline_of(loaded.charter, AFTER))
    ]


KINDS = {
    "tickets.csv": table(),
    "utf-8-bom.csv": b"\xef\xbb\xbf" + table().encode(),
    "utf-16.csv": table().encode("utf-16"),
    "utf-16-be-bom.csv": b"\xfe\xff" + table().encode("utf-16-be"),
    "utf-16-le.csv": table().encode("utf-16-le"),
    "utf-16-be.csv": table().encode("utf-16-be"),
    "semicolon.csv": delimited(GOOD, ";"),
    "tab.tsv": delimited(GOOD, "\t"),
    "pipe.txt": delimited(GOOD, "|"),
    "crlf.csv": delimited(GOOD, end="\r\n"),
    "cr.csv": delimited(GOOD, end="\r"),
    "mixed.csv": table()[:150].replace("\n", "\r\n") + table()[150:],
    "sep.csv": "sep=;\n" + delimited(GOOD, ";"),
    "sep-crlf-bom.csv": "\ufeffsep=;\r\n" + delimited(GOOD, ";", "\r\n"),
    "blank-above.csv": "\n\n" + table(),
    "packed.csv.gz": gzipped(table()),
    "packed-under-another-name.csv": gzipped(table()),
    "packed.csv.zst": zstandard(table()),
    "packed-utf-16.csv.gz": gzipped(table().encode("utf-16")),
    "rows.parquet": parquet(GOOD),
    "typed.parquet": parquet(GOOD, {"resolved_at": "TIMESTAMP", "handle_minutes": "DECIMAL(9,2)", "error": "BOOLEAN"}),
    "book.xlsx": workbook({"Data": GOOD}),
    "lines.jsonl": json_lines(GOOD),
    "lines.json.gz": gzipped(json_lines(GOOD)),
    "array.json": json_array(GOOD),
    "array-on-many-lines.json": json_array(GOOD, indent=2),
    "one-after-another.json": json_lines(GOOD).replace("{", "{\n"),
    "utf-16.json": json_array(GOOD).encode("utf-16"),
}


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_of_file_gives_the_same_sums(tmp_path, name):
    """Encodings, delimiters, line ends, archives, Parquet, workbooks, JSON."""
    assert _sums(_loaded(tmp_path, name, KINDS[name])) == _sums(_loaded(tmp_path, "plain.csv", table()))


@pytest.mark.parametrize(
    ("name", "content", "line", "raw"),
    [
        ("a.csv", delimited(BAD), 4, "2026-01-08,b1,control,soon,0"),
        ("a.csv", "sep=;\n" + delimited(BAD, ";"), 5, "2026-01-08;b1;control;soon;0"),
        ("a.csv", delimited(BAD).encode("utf-16-le"), 4, "2026-01-08,b1,control,soon,0"),
        ("a.csv.zst", zstandard(delimited(BAD)), 4, "2026-01-08,b1,control,soon,0"),
        ("a.xlsx", workbook({"Data": BAD}), 4, '"2026-01-08", "b1", "control", "soon", "0"'),
        ("a.xlsx", workbook({"Data": [["Tickets"], [], *BAD]}), 6, '"2026-01-08", "b1", "control", "soon", "0"'),
        ("a.jsonl", json_lines(BAD), 3, json_lines(BAD).splitlines()[2]),
        ("a.json", json_array(BAD, indent=1), 16, json_array(BAD, indent=1).split("\n ")[3].rstrip(",")),
        ("a.parquet", parquet(BAD), 3, "2026-01-08,b1,control,soon,0"),
    ],
)
def test_a_rejected_row_is_found_where_it_stands(tmp_path, name, content, line, raw):
    """Physical line, row of the sheet, line of the object, number of the row."""
    found = _listed(_loaded(tmp_path, name, content))
    reason = 'with text instead of a number in "handle_minutes"'
    if name == "a.json":
        found = [(*one[:4], raw) for one in found]
    assert found == [(name, line, "handle_minutes", reason, raw)]


def test_notes_say_how_a_file_is_read_where_it_is_unusual(tmp_path):
    """An umlaut in Windows-1252."""
    panel = panel_of(_loaded(tmp_path, "a.csv", table("2026-03-10,Jörg,treatment,9,0").encode("cp1252")))
    assert panel.report.notes == ("a.csv is read as Windows-1252.",)
    assert "Jörg" in panel.units


def test_letters_below_the_look_change_the_encoding(tmp_path, monkeypatch):
    """Only the first bytes are looked at before the pass; it is made again from a copy."""
    monkeypatch.setattr("pilotaudit.evidence.sniff.WHOLE", 100)
    panel = panel_of(_loaded(tmp_path, "a.csv", table("2026-03-10,Jörg,treatment,9,0").encode("cp1252")))
    assert (totals(panel), "Jörg" in panel.units) == ((9, 164), True)
    assert panel.report.notes == ("a.csv is read as Windows-1252: it is not UTF-8 throughout.",)


def test_line_ends_below_the_look_are_made_alike(tmp_path, monkeypatch):
    """The engine stops at them; the pass is made again from a copy."""
    monkeypatch.setattr("pilotaudit.evidence.sniff.WHOLE", 100)
    content = table() + "2026-03-10,a1,treatment,9,0\r\n" * 3 + "2026-03-11,a1,treatment,9,0\n"
    panel = panel_of(_loaded(tmp_path, "a.csv", content))
    assert (totals(panel)[0], adds_up(panel)) == (12, True)


def test_damage_in_text_that_is_mostly_utf_8_costs_single_rows(tmp_path):
    """One byte, and umlauts that are well written."""
    good = ["2026-03-10,Jörg,treatment,9,0", "2026-03-11,Jürgen,treatment,9,0"]
    content = table(*good).encode() + b"2026-03-12,Ren\xe9,treatment,9,0\n"
    panel = panel_of(_loaded(tmp_path, "a.csv", content))
    assert (totals(panel)[0], reasons(panel)) == (10, {"with text that is not UTF-8": 1})


def test_files_of_a_glob_are_joined_by_header(tmp_path):
    """Another order, another case, a column more; what a file lacks is blank there, and said."""
    one = "\n".join([HEADER, *ROWS[:4]]) + "\n"
    head, *rest = (row.split(",") for row in ("Agent,Handle Minutes,resolved at,GROUP,note", *ROWS[4:]))
    two = delimited([head, *([row[1], row[3], row[0], row[2], "x"] for row in rest)])
    panel = panel_of(load(tmp_path, {"data": "t*.csv"}, t1__csv=one, t2__csv=two))
    assert (totals(panel), totals(panel, "error_rate")[0]) == ((8, 155), 4)
    assert panel.report.notes == ('t2.csv has no column "error": its rows count as blank there.',)


def test_a_file_of_a_glob_may_hold_a_header_alone(tmp_path):
    """A month without tickets."""
    panel = panel_of(load(tmp_path, {"data": "t*.csv"}, t1__csv=table(), t2__csv=f"{HEADER}\n"))
    assert (totals(panel), panel.report.notes) == ((8, 155), ("t2.csv holds no rows.",))
    assert [file.rows_read for file in panel.report.files] == [8, 0]


def test_kinds_may_be_mixed_in_one_table(tmp_path):
    """A CSV, a workbook and JSON of one folder."""
    half = [GOOD[0], *GOOD[1:5]]
    (tmp_path / "t1.csv").write_text(delimited(half))
    (tmp_path / "t2.xlsx").write_bytes(workbook({"Data": [GOOD[0], *GOOD[5:7]]}))
    (tmp_path / "t3.json").write_text(json_array([GOOD[0], *GOOD[7:]]))
    assert totals(panel_of(load(tmp_path, {"data": "t*"}))) == (8, 155)


SEVERAL = {"Data": GOOD, "Pivot": [["agent", "n"], ["a1", 2]], "Notes": [["made on Monday"]]}


def test_a_workbook_with_one_table_needs_no_word(tmp_path):
    """A sheet of notes is no table; that there are two is said."""
    book = workbook({"Notes": [["made on Monday"]], "Data": GOOD})
    panel = panel_of(_loaded(tmp_path, "a.xlsx", book))
    assert (totals(panel), panel.report.notes) == (
        (8, 155),
        ('a.xlsx: the sheet "Data" is read; the workbook has 2.',),
    )


def test_several_tables_in_a_workbook_are_a_question(tmp_path):
    """With their names."""
    text = refused_by(_loaded(tmp_path, "a.xlsx", workbook(SEVERAL)))
    assert 'a.xlsx:1:1 DAT014 several sheets of the workbook hold rows: "Data", "Pivot". Say which' in text


def test_the_charter_names_the_sheet(tmp_path):
    """In any case."""
    assert totals(panel_of(_loaded(tmp_path, "a.xlsx", workbook(SEVERAL), sheet="data"))) == (8, 155)


def test_a_sheet_that_is_not_there_is_refused_with_those_that_are(tmp_path):
    """A slip of the pen."""
    text = refused_by(_loaded(tmp_path, "a.xlsx", workbook(SEVERAL), sheet="Dada"))
    assert 'DAT014 the workbook has no sheet "Dada"; it has: "Data", "Pivot", "Notes".' in text


def test_a_workbook_without_rows_is_refused(tmp_path):
    """A header alone."""
    assert "DAT002" in refused_by(_loaded(tmp_path, "a.xlsx", workbook({"Data": [GOOD[0]]})))


def test_cells_of_a_workbook_are_text(tmp_path):
    """Numbers, dates, durations and yes or no, as their types say; an id keeps its zeros."""
    rows = [
        [*HEADER.split(","), "number"],
        [(46031.5, 1), "a1", "treatment", 20.5, True, "00123"],
        [(46090.25, 1), "a1", "treatment", 15, False, "00124"],
        [(46032.5, 1), "b1", "control", 20, True, "00125"],
        [(46091.25, 1), "b1", "control", 19, False, "00126"],
    ]
    panel = panel_of(_loaded(tmp_path, "a.xlsx", workbook({"Data": rows})))
    assert (totals(panel), totals(panel, "error_rate")) == ((4, 74.5), (4, 2))


def test_durations_of_a_workbook_are_clocks(tmp_path):
    """26 hours are no time of day."""
    rows = [[*row[:3], (1.0833333333333333, 2), row[4]] for row in GOOD[1:]]
    assert totals(panel_of(_loaded(tmp_path, "a.xlsx", workbook({"Data": [GOOD[0], *rows]})))) == (8, 8 * 1560)


def test_totals_below_a_workbook_s_rows_are_set_aside(tmp_path):
    """And the notice of an export that stopped."""
    rows = [*GOOD, ["Grand Totals (8 records)"], ["Export stopped due to excessive size"]]
    panel = panel_of(_loaded(tmp_path, "a.xlsx", workbook({"Data": rows})))
    assert (totals(panel), reasons(panel), adds_up(panel)) == ((8, 155), {}, True)
    assert aside(panel) == {"that are totals or notices of the export and no rows": 2}


FOOTER = (
    '\n"Grand Totals (8 records)"\n\n"Confidential Information - Do Not Distribute"\n'
    '"Copyright © 2000-2026 salesforce.com, inc. All rights reserved."\n'
)


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_a_footer_is_dropped_as_such_and_broken_rows_are_not(tmp_path, delimiter):
    """Totals, confidentiality, copyright; and a row that is really too short."""
    content = delimited([*GOOD, ["2026-03-10", "a1"]], delimiter) + FOOTER
    loaded = _loaded(tmp_path, "a.csv", content.encode("cp1252"))
    panel = panel_of(loaded)
    assert aside(panel) == {"that are totals or notices of the export and no rows": 3}
    assert reasons(panel) == {"with another number of columns than the header": 1}
    assert [one[1] for one in _listed(loaded)] == [10]


def test_totals_in_rows_of_full_width_are_no_rows(tmp_path):
    """A row of sums with as many cells as the others."""
    panel = panel_of(_loaded(tmp_path, "a.csv", table("Subtotal,,treatment,9000,1", "Total:,,,155,0")))
    assert (totals(panel), aside(panel)) == ((8, 155), {"that are totals or notices of the export and no rows": 2})


@pytest.mark.parametrize("cell", ["Total loss", "Totals of May", "12 recordsets"])
def test_a_word_that_begins_like_a_total_is_a_row(tmp_path, cell):
    """Only whole cells count."""
    panel = panel_of(_loaded(tmp_path, "a.csv", table(f"{cell},a1,treatment,9,0")))
    assert reasons(panel) == {'with no readable date in "resolved_at"': 1}


REPEATED = [["resolved_at", "agent", "group", "value", "value", "Value"], *([*row[:4], "7", "8"] for row in GOOD[1:])]


@pytest.mark.parametrize(("place", "total"), [("value#1", 155), ("value#2", 56), ("VALUE #3", 64)])
def test_repeated_headers_are_told_apart_by_their_place(tmp_path, place, total):
    """From left to right, whatever their case."""
    changes = {
        "data": "a.csv",
        "metrics": {"mine": {"kind": "mean", "column": place, "unit": "min", "better": "lower"}},
        "primary": {"mine": "-10%"},
        "guardrails": None,
    }
    panel = panel_of(load(tmp_path, changes, a__csv=delimited(REPEATED)))
    assert totals(panel, "mine") == (8, total)


def test_a_repeated_header_without_a_place_is_a_question(tmp_path):
    """With what to write."""
    changes = {
        "data": {"items": {"file": "a.csv", "columns": {"handle_minutes": "value"}}},
    }
    text = refused_by(load(tmp_path, changes, a__csv=delimited(REPEATED)))
    assert 'DAT005 "value" stands 3 times' in text
    assert '"value#1" is the first' in text


WIDE = "2026-03-10,a1,treatment,9,0,x,y\n"


def test_rows_that_are_wider_than_the_header_are_rejects(tmp_path):
    """Blank cells at the end are none."""
    panel = panel_of(_loaded(tmp_path, "a.csv", table() + WIDE + "2026-03-11,a1,treatment,9,0,,\n"))
    assert (totals(panel), reasons(panel)) == ((9, 164), {"with another number of columns than the header": 1})


def test_wider_rows_are_cut_where_the_charter_says_so(tmp_path):
    """What is too short stays a reject, with its line; texts of several lines are one row."""
    content = table() + WIDE + '2026-03-11,"a1\n",treatment,9,0,x\n2026-03-12,a1\n'
    loaded = _loaded(tmp_path, "a.csv", content, wider_rows="cut")
    panel = panel_of(loaded)
    assert (totals(panel), reasons(panel)) == ((10, 173), {"with another number of columns than the header": 1})
    assert [(one[1], one[4]) for one in _listed(loaded)] == [(13, "2026-03-12,a1")]


def test_a_line_that_is_no_json_is_a_reject(tmp_path):
    """Among lines that are."""
    lines = json_lines(GOOD).splitlines(keepends=True)
    loaded = _loaded(tmp_path, "a.jsonl", "".join([*lines[:2], '{"resolved_at": \n', *lines[2:]]))
    panel = panel_of(loaded)
    assert (totals(panel), reasons(panel)) == ((8, 155), {"that are not JSON objects": 1})
    assert [(one[1], one[4]) for one in _listed(loaded)] == [(3, '{"resolved_at":')]


def test_pull_requests_as_gh_prints_them(tmp_path):
    """Authors and labels are nested."""
    keys = ("closedAt", "author", "labels", "n")
    rows = [
        dict(zip(keys, (f"{row[0]}T10:00:00Z", {"login": row[1]}, [{"name": row[2]}], float(row[3])), strict=True))
        for row in GOOD[1:]
    ]
    changes = {
        "data": {"items": {"file": "a.json", "columns": {"time": "closedAt"}}},
        "groups.unit": "author.login",
        "groups.column": "labels.name",
        "metrics": {"mine": {"kind": "mean", "column": "n", "unit": "min", "better": "lower"}},
        "primary": {"mine": "-10%"},
    }
    panel = panel_of(load(tmp_path, changes, a__json=json.dumps(rows)))
    assert (totals(panel, "mine"), panel.units) == ((8, 155), ("a1", "a2", "b1", "b2"))


def test_many_files_are_looked_into_here_and_there(tmp_path, monkeypatch):
    """Styles that begin in a file that was passed over are found by the pass."""
    monkeypatch.setattr("pilotaudit.panel.looks.MOST_FILES", 2)
    for number, row in enumerate(ROWS):
        text = row if number != 3 else row.replace("2026-01-09", "9/Jan/26 3:51 PM")
        (tmp_path / f"t{number}.csv").write_text(f"{HEADER}\n{text}\n")
    assert totals(panel_of(load(tmp_path, {"data": "t*.csv"}))) == (8, 155)

"""How files may be written: the panel is the same for every delimiter, encoding, line end and packing."""

from __future__ import annotations

import pytest

from tests.panel.reading import HEADER, ROWS, adds_up, load, panel_of, read, reasons, rejects, sums, table, totals

USUAL = (8.0, 155.0)


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_other_delimiters_are_found(tmp_path, delimiter):
    """Semicolon, tab and pipe."""
    assert totals(read(tmp_path, table().replace(",", delimiter))) == USUAL


def test_a_semicolon_file_with_commas_in_its_texts_is_read(tmp_path):
    """The delimiter is the one under which the rows are as wide as the header."""
    rows = [f'{row.replace(",", ";")};"a, b, c"' for row in ROWS]
    assert totals(read(tmp_path, table(rows=rows, header=HEADER.replace(",", ";") + ";note"))) == USUAL


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252", "latin-1", "utf-8"])
def test_other_encodings_are_read(tmp_path, encoding):
    """Names with umlauts come out as they were written."""
    panel = read(tmp_path, table().replace("a1", "Jürgen").encode(encoding))
    assert (totals(panel), "Jürgen" in panel.units) == (USUAL, True)


def test_bytes_without_a_windows_character_are_latin_1(tmp_path):
    """0x81 stands for nothing in Windows-1252."""
    assert "Z\x81\xe9" in read(tmp_path, table().encode().replace(b"a1", b"Z\x81\xe9")).units


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_other_line_ends_are_read(tmp_path, newline):
    """Windows and old exports."""
    assert totals(read(tmp_path, table().replace("\n", newline))) == USUAL


def test_mixed_line_ends_are_read(tmp_path):
    """Two exports pasted together; the engine alone would refuse them."""
    text = table()
    half = len(text) // 2
    assert totals(read(tmp_path, text[:half].replace("\n", "\r\n") + text[half:])) == USUAL


def test_returns_beside_line_feeds_are_read(tmp_path):
    """A return alone ends a line too."""
    assert totals(read(tmp_path, table().replace("\n", "\r", 3))) == USUAL


def test_a_last_line_without_an_end_is_read(tmp_path):
    """Nothing is lost."""
    assert totals(read(tmp_path, table().rstrip("\n"))) == USUAL


def test_blank_lines_are_no_rows(tmp_path):
    """Before the header, between rows and at the end."""
    panel = read(tmp_path, "\n\n" + table().replace("\n", "\n\n") + "\n")
    assert (panel.report.rows_read, totals(panel)) == (8, USUAL)


def test_quoted_cells_may_hold_line_ends_and_delimiters(tmp_path):
    """A note of two lines and a comma."""
    rows = [f'{row},"first, line\nsecond ""line"""' for row in ROWS]
    assert totals(read(tmp_path, table(rows=rows, header=f"{HEADER},note"))) == USUAL


def test_a_quote_inside_a_word_is_a_letter(tmp_path):
    """5" is a size, not the beginning of a text."""
    rows = [f'{row},5" disk' for row in ROWS[:7]] + [f"{ROWS[7]},none"]
    assert totals(read(tmp_path, table(rows=rows, header=f"{HEADER},note"))) == USUAL


def test_a_packed_file_is_read(tmp_path):
    """gzip, known by its name."""
    assert totals(panel_of(load(tmp_path, {"data": "tickets.csv.gz"}, tickets__csv__gz=table()))) == USUAL


def test_spaces_around_headers_do_not_matter(tmp_path):
    """Nor do case, hyphens and underscores."""
    header = " Resolved At , AGENT ,Group, Handle-Minutes,ERROR"
    assert totals(read(tmp_path, table(header=header))) == USUAL


def test_two_files_are_one_table(tmp_path):
    """In the order of their names, each with its own counts."""
    loaded = load(
        tmp_path, {"data": "t*.csv"}, t2__csv=table("x,a1,treatment,1,0", rows=ROWS[5:]), t1__csv=table(rows=ROWS[:5])
    )
    panel = panel_of(loaded)
    assert totals(panel) == USUAL
    assert [(f.path, f.rows_read, f.rows_used, f.rejected) for f in panel.report.files] == [
        ("t1.csv", 5, 5, 0),
        ("t2.csv", 4, 3, 1),
    ]


def test_files_of_one_table_may_be_written_differently(tmp_path):
    """One with semicolons in UTF-16, one plain."""
    other = table(rows=ROWS[5:]).replace(",", ";").encode("utf-16")
    loaded = load(tmp_path, {"data": "t*.csv"}, t1__csv=table(rows=ROWS[:5]), t2__csv=other)
    assert totals(panel_of(loaded)) == USUAL


def test_rows_with_too_few_or_too_many_cells_are_counted(tmp_path):
    """Each once, however many cells there are too many; the panel adds up."""
    panel = read(tmp_path, table("2026-03-10,a1", "2026-03-10,a1,treatment,1,0,7,8,9", ROWS[0]))
    assert reasons(panel) == {"with another number of columns than the header": 2}
    assert (panel.report.rows_read, panel.report.files[0].rejected, adds_up(panel)) == (11, 2, True)


def test_ragged_rows_are_listed_with_their_lines(tmp_path):
    """Below a text of two lines the physical line counts, not the record."""
    rows = [f'{ROWS[0]},"a\nb"', "2026-03-10,a1", *(f"{row},x" for row in ROWS[1:]), "1,2,3,4,5,6,7"]
    found = rejects(tmp_path, table(rows=rows, header=f"{HEADER},note"))
    assert [(one.line, one.raw) for one in found] == [(4, "2026-03-10,a1"), (12, "1,2,3,4,5,6,7")]


def test_a_trailing_delimiter_is_no_extra_cell(tmp_path):
    """The engine takes such rows; lines of later rejects stay right."""
    rows = [f"{ROWS[0]},", *ROWS[1:], "x,a1,treatment,1,0"]
    assert [one.line for one in rejects(tmp_path, table(rows=rows))] == [10]


def test_text_after_a_closing_quote_is_a_reject_on_its_line(tmp_path):
    """The rows below are read, and their lines are right."""
    panel_rows = [*ROWS, '2026-03-10,"a1"b,treatment,1,0', "x,a1,treatment,1,0"]
    found = rejects(tmp_path, table(rows=panel_rows))
    assert [one.line for one in found] == [10, 11]
    assert totals(read(tmp_path, table(rows=panel_rows))) == USUAL


def test_quotes_that_swallow_rows_are_counted_row_by_row(tmp_path):
    """Two broken quotes are an even number, so that only the rows in between are lost, and all of them are counted."""
    broken = ['2026-03-10,"a1,treatment,1,0', ROWS[4], '2026-03-10,"a1,treatment,1,0', ROWS[5]]
    content = table(*broken)
    panel = read(tmp_path, content)
    assert panel.report.rows_read == 12
    assert adds_up(panel)
    assert panel.report.rows_rejected == len(rejects(tmp_path, content))


def test_a_last_record_that_opens_a_quote_is_listed(tmp_path):
    """Beside another stray quote, so that their number is even."""
    content = table('half",treatment,9,0', '2026-03-10,"a1')
    assert reasons(read(tmp_path, content)) == {
        "with another number of columns than the header": 1,
        "with a broken quote": 1,
    }
    assert [(one.line, one.raw) for one in rejects(tmp_path, content)] == [
        (10, 'half",treatment,9,0'),
        (11, '2026-03-10,"a1'),
    ]


def test_the_same_cells_come_from_parquet(tmp_path):
    """Typed columns are read as their texts."""
    import duckdb

    csv, parquet = tmp_path / "tickets.csv", tmp_path / "tickets.parquet"
    csv.write_text(table("2026-03-10,a1,treatment,x,0"), encoding="utf-8")
    duckdb.connect().execute(f"COPY (SELECT * FROM read_csv('{csv}')) TO '{parquet}' (FORMAT parquet)")
    one, other = panel_of(load(tmp_path)), panel_of(load(tmp_path, {"data": "tickets.parquet"}))
    assert sums(one.metrics["average_handling_time"], one) == sums(other.metrics["average_handling_time"], other)
    assert reasons(one) == reasons(other)

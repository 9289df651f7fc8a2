"""Data that cannot be used at all: one clear line with the code, the place and what to do."""

from __future__ import annotations

import gzip

import pytest

from tests.panel.reading import HEADER, ROWS, load, panel_of, refused, refused_by, table, totals


def test_a_missing_file_names_the_nearest_ones(tmp_path):
    """The charter's line, and what lies in the folder."""
    text = refused_by(load(tmp_path, ticket__csv=table(), notes__txt="x"))
    assert text.startswith("charter.yaml:")
    assert "DAT001 tickets.csv was not found. Nearest: ticket.csv" in text


def test_a_missing_file_in_an_empty_folder_says_where_paths_start(tmp_path):
    """Nothing is near."""
    assert "DAT001 tickets.csv was not found. There is no data file in that folder" in refused_by(load(tmp_path))


def test_a_missing_folder_is_a_missing_file(tmp_path):
    """The folder is not listed when it is not there."""
    assert "DAT001 away/tickets.csv was not found." in refused_by(load(tmp_path, {"data": "away/tickets.csv"}))


@pytest.mark.parametrize("content", [b"", b"\n\n", b"  \n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_said_to_be_empty(tmp_path, content):
    """No bytes, or only blank ones."""
    assert "tickets.csv:1:1 DAT002 the file is empty." in refused(tmp_path, content)


@pytest.mark.parametrize(
    "content", [HEADER, HEADER + "\n", HEADER + "\r\n\r\n", "\n" + HEADER + "\n", HEADER + "\n \n"]
)
def test_a_header_alone_is_no_data(tmp_path, content):
    """With or without blank lines around it."""
    assert "tickets.csv:1:1 DAT002 the file has a header and no rows." in refused(tmp_path, content)


def test_a_file_without_a_known_delimiter_has_one_column(tmp_path):
    """Comma, semicolon, tab and pipe are tried."""
    assert "DAT003 only one column was found" in refused(tmp_path, "resolved_at\n2026-01-06\n2026-03-03\n")


def test_nul_bytes_are_binary_and_the_line_is_said(tmp_path):
    """The first NUL stands on the third line."""
    content = table().encode().replace(b"a2,treatment,22", b"a2,treatment,\0", 1)
    assert "tickets.csv:3:1 DAT003 the file holds NUL bytes" in refused(tmp_path, content)


def test_a_pdf_is_called_one(tmp_path):
    """Whatever its name says."""
    content = b"%PDF-1.7\n" + bytes(range(256)) * 20
    assert "DAT003 the file is a PDF, whatever its name says" in refused(tmp_path, content)


def test_other_binary_data_are_refused(tmp_path):
    """Bytes that no text has."""
    content = bytes(range(1, 256)) * 40
    assert "tickets.csv:1:1 DAT003 the file is binary, not text." in refused(tmp_path, content)


def test_a_quote_that_is_never_closed_is_refused_with_its_line(tmp_path):
    """It would swallow all rows below."""
    broken = table('2026-03-10,a1,treatment,"16,0', "2026-03-11,a1,treatment,16,0")
    assert 'tickets.csv:10:1 DAT003 a quote (") is opened and never closed.' in refused(tmp_path, broken)


def test_a_broken_archive_is_refused(tmp_path):
    """The first bytes of a packed file over bytes that are not packed."""
    (tmp_path / "tickets.csv.gz").write_bytes(b"\x1f\x8b" + table().encode())
    assert "tickets.csv.gz:1:1 DAT003 the file cannot be unpacked" in refused_by(
        load(tmp_path, {"data": "tickets.csv.gz"})
    )


def test_an_archive_that_is_cut_off_is_refused(tmp_path):
    """The download stopped half way."""
    (tmp_path / "tickets.csv.gz").write_bytes(gzip.compress(table().encode())[:-12])
    assert "tickets.csv.gz:1:1 DAT003" in refused_by(load(tmp_path, {"data": "tickets.csv.gz"}))


def test_a_damaged_archive_is_refused(tmp_path):
    """Bytes inside the packed stream were changed."""
    packed = bytearray(gzip.compress(table(*ROWS * 50).encode(), mtime=0))
    packed[30:60] = bytes(30)
    (tmp_path / "tickets.csv.gz").write_bytes(packed)
    assert "tickets.csv.gz:1:1 DAT003" in refused_by(load(tmp_path, {"data": "tickets.csv.gz"}))


def test_utf_16_that_is_cut_off_is_refused(tmp_path):
    """Half a character at the end."""
    assert "DAT003 the file is cut off or damaged (utf-16)." in refused(tmp_path, table().encode("utf-16")[:-1])


def test_bytes_that_are_no_parquet_are_refused(tmp_path):
    """Its first four bytes promise it."""
    loaded = load(tmp_path, {"data": "tickets.parquet"}, tickets__parquet=f"PAR1{table()}")
    assert "tickets.parquet:1:1 DAT003 the file is not readable as Parquet." in refused_by(loaded)


def test_a_broken_workbook_is_refused(tmp_path):
    """Its first bytes promise an archive."""
    loaded = load(tmp_path, {"data": "tickets.xlsx"}, tickets__xlsx=b"PK\x03\x04" + bytes(80))
    assert "tickets.xlsx:1:1 DAT003 the file cannot be unpacked or opened" in refused_by(loaded)


def test_an_old_workbook_is_refused(tmp_path):
    """The format before .xlsx, or a password."""
    loaded = load(tmp_path, {"data": "tickets.xls"}, tickets__xls=b"\xd0\xcf\x11\xe0" + bytes(80))
    assert "tickets.xls:1:1 DAT011 the file is an old workbook (.xls)" in refused_by(loaded)


def test_a_mapped_column_that_is_not_there_names_the_nearest(tmp_path):
    """At the line of the map."""
    loaded = load(
        tmp_path, {"data": {"items": {"file": "tickets.csv", "columns": {"time": "resolved"}}}}, tickets__csv=table()
    )
    text = refused_by(loaded)
    assert 'DAT004 the data have no column "resolved". Nearest: resolved_at.' in text
    assert text.startswith(f"charter.yaml:{loaded.places['data.items.columns.time'].line}:")


def test_all_mapped_columns_that_are_not_there_are_said_at_once(tmp_path):
    """One line each."""
    columns = {"time": "when", "agent": "who"}
    text = refused_by(
        load(tmp_path, {"data": {"items": {"file": "tickets.csv", "columns": columns}}}, tickets__csv=table())
    )
    assert text.count("DAT004") == 2


@pytest.mark.parametrize("item", ["unit", "column", "segments"])
def test_a_group_item_that_names_no_column_is_refused_at_its_line(tmp_path, item):
    """Nearest names of a header that has nothing alike are the header."""
    loaded = load(tmp_path, {f"groups.{item}": "zzz"}, tickets__csv=table())
    text = refused_by(loaded)
    assert 'DAT004 the data have no column "zzz". It has: resolved_at, agent, group, handle_minutes, error.' in text
    assert text.startswith(f"charter.yaml:{loaded.places[f'groups.{item}'].line}:")


def test_an_own_metric_without_its_column_is_refused(tmp_path):
    """The charter says which column it reads, so it is a mistake and not missing evidence."""
    metrics = {"draft_time": {"kind": "mean", "column": "draft_minutes", "unit": "min", "better": "lower"}}
    text = refused(tmp_path, table(), {"metrics": metrics, "primary": {"draft_time": "-10%"}})
    assert 'DAT004 the data have no column "draft_minutes". Nearest: handle_minutes.' in text


def test_a_where_on_no_column_is_refused(tmp_path):
    """At the line of `where`."""
    items = {"file": "tickets.csv", "where": {"state": ["closed"]}}
    assert 'DAT004 the data have no column "state".' in refused(tmp_path, table(), {"data": {"items": items}})


def test_data_without_a_group_column_say_what_was_looked_for(tmp_path):
    """Unless the charter says that there is no control."""
    content = table(
        rows=[row.replace(",treatment", "").replace(",control", "") for row in ROWS],
        header=HEADER.replace(",group", ""),
    )
    assert "DAT004 the data have no column that says who is in the pilot" in refused(tmp_path, content)


def test_a_repeated_header_that_is_needed_is_refused(tmp_path):
    """Nobody may guess which one counts."""
    content = table(header=HEADER.replace("error", "Handle Minutes"))
    assert 'DAT005 "handle_minutes" stands 2 times in the header' in refused(tmp_path, content)


def test_a_repeated_header_that_nobody_reads_does_no_harm(tmp_path):
    """Exports often repeat a comment column."""
    content = table(rows=[f"{row},x,y" for row in ROWS], header=f"{HEADER},note,note")
    assert totals(panel_of(load(tmp_path, tickets__csv=content))) == (8, 155)


def test_two_candidates_for_the_unit_are_a_question(tmp_path):
    """With the line to write."""
    content = table(rows=[f"{row},u" for row in ROWS], header=f"{HEADER},user")
    assert 'DAT007 the unit could be "agent" and "user". Say which: groups.unit: agent' in refused(tmp_path, content)


def test_two_candidates_for_the_group_are_a_question(tmp_path):
    """With the line to write."""
    content = table(rows=[f"{row},u" for row in ROWS], header=f"{HEADER},cohort")
    assert 'DAT007 the group could be "group" and "cohort". Say which: groups.column: group' in refused(
        tmp_path, content
    )


@pytest.mark.parametrize("item", ["treatment", "control"])
def test_a_group_of_the_charter_that_has_no_row_is_refused(tmp_path, item):
    """With the values that the data have."""
    text = refused(tmp_path, table(), {f"groups.{item}": ["EMEA"]})
    assert (
        f'DAT008 no row belongs to the {item} group: "EMEA" not found. The group column has: "control", "treatment".'
        in text
    )


def test_every_group_of_a_list_has_rows(tmp_path):
    """One of two is not there."""
    assert '"EMEA" not found' in refused(tmp_path, table(), {"groups.treatment": ["treatment", "EMEA"]})


def test_group_values_that_are_not_usual_words_are_a_question(tmp_path):
    """At most twelve of them are listed."""
    rows = [f"2026-01-06,a{n},g{n:02},20,0" for n in range(15)]
    text = refused(tmp_path, table(rows=rows))
    assert '"g11" and 3 more' in text
    assert 'DAT008 no row belongs to the treatment group: "treatment", "pilot", "ai", "test" not found' in text


def test_blank_group_values_are_said_to_be_blank(tmp_path):
    """A column of blanks."""
    rows = ["2026-01-06,a1,,20,0"]
    assert "The group column has: only blanks." in refused(tmp_path, table(rows=rows))


def test_a_unit_in_both_groups_is_refused(tmp_path):
    """One agent moved."""
    text = refused(tmp_path, table("2026-03-10,a1,control,20,0"))
    assert "DAT009 1 unit has rows in both groups" in text


def test_several_units_in_both_groups_are_counted(tmp_path):
    """Two agents moved."""
    text = refused(tmp_path, table("2026-03-10,a1,control,20,0", "2026-03-10,b1,treatment,20,0"))
    assert "DAT009 2 units have rows in both groups" in text


def test_a_single_unit_in_both_groups_is_refused(tmp_path):
    """There is no other unit in the data."""
    rows = ["2026-03-03,a1,treatment,20,0", "2026-03-04,a1,control,20,0"]
    assert "DAT009 1 unit has rows in both groups" in refused(tmp_path, table(rows=rows))


def test_no_usable_row_says_why(tmp_path):
    """All rows lie outside the windows."""
    text = refused(tmp_path, table(rows=[row.replace("2026-", "2025-") for row in ROWS]))
    assert "DAT010 of 8 rows none can be used for the pilot group (8 outside the windows)." in text


def test_flags_in_other_words_have_a_way_out(tmp_path):
    """Ja and nein are nothing to repair."""
    text = refused(tmp_path, table(rows=[f"{row.rpartition(',')[0]},nein" for row in ROWS]))
    assert "define the metric under metrics with `is: [word]`" in text


def test_rows_of_control_alone_are_not_enough(tmp_path):
    """The pilot group's only row has no date."""
    rows = [ROWS[2], ROWS[3], ",a1,treatment,20,0"]
    assert (
        'DAT010 of 3 rows none can be used for the pilot group (1 not finished: no date in "resolved_at")'
        in refused(tmp_path, table(rows=rows))
    )


def test_every_unusable_file_of_a_glob_is_named(tmp_path):
    """All problems at once; a file with a header alone is none."""
    text = refused_by(load(tmp_path, {"data": "t*.csv"}, t1__csv="", t2__csv=HEADER, t3__csv="x\n", t4__csv=table()))
    assert [line.split(":")[0] for line in text.splitlines()] == ["t1.csv", "t3.csv"]


def test_a_glob_of_headers_alone_holds_no_rows(tmp_path):
    """Every file is named."""
    text = refused_by(load(tmp_path, {"data": "t*.csv"}, t1__csv=HEADER, t2__csv=HEADER))
    assert text.count("DAT002 the file has a header and no rows.") == 2


def test_rows_that_are_all_broken_lead_to_the_export_and_not_to_the_charter(tmp_path):
    """Numbers that no style explains."""
    header, *rows = (line.split(",") for line in table().splitlines())
    broken = "\n".join(";".join(row) for row in (header, *([*row[:3], "1,5,7", *row[4:]] for row in rows)))
    text = refused(tmp_path, broken)
    assert "with a number that is written unlike the others in" in text
    assert "Repair these values in the export." in text

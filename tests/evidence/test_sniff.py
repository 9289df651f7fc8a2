"""Encoding, delimiter and header of a text file; what makes it no table."""

from __future__ import annotations

import pytest

from pilotaudit.evidence import sniff as room
from pilotaudit.evidence.packed import Unreadable
from pilotaudit.evidence.sniff import open_quote, sniff


def _file(folder, content):
    path = folder / "data.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (b"a,b\n1,2\n", "utf-8"),
        (b"\xef\xbb\xbfa,b\n1,2\n", "utf-8-sig"),
        ("a,b\n1,ü\n".encode("utf-16"), "utf-16"),
        ("a,b\n1,ü\n".encode("cp1252"), "cp1252"),
        (b"a,b\n1,\x81\n", "latin-1"),
    ],
)
def test_the_encoding_is_seen_from_the_bytes(tmp_path, content, encoding):
    """Marks first, then what the bytes allow."""
    assert sniff(_file(tmp_path, content)).dialect.encoding == encoding


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_the_one_that_fits_the_rows(tmp_path, delimiter):
    """With the header in order."""
    seen = sniff(_file(tmp_path, f"a {delimiter} b{delimiter}c\n1{delimiter}2{delimiter}3\n"))
    assert (seen.dialect.delimiter, seen.header) == (delimiter, ("a", "b", "c"))


def test_a_few_ragged_rows_do_not_change_the_delimiter(tmp_path):
    """Most rows have the header's width."""
    assert sniff(_file(tmp_path, "a,b;x,c\n1,2,3\n1,2\n1,2,3\n")).dialect.delimiter == ","


@pytest.mark.parametrize(
    ("content", "mixed"),
    [
        ("a,b\n1,2\n", False),
        ("a,b\r\n1,2\r\n", False),
        ("a,b\r\n1,2\n", True),
        ("a,b\r1,2\r", True),
        ("a,b\n1,2\r", True),
    ],
)
def test_several_kinds_of_line_ends_are_seen(tmp_path, content, mixed):
    """Those that the engine does not read."""
    dialect = sniff(_file(tmp_path, content)).dialect
    assert (dialect.mixed_newlines, dialect.is_plain) == (mixed, not mixed)


@pytest.mark.parametrize(("above", "lines"), [("", 0), ("\n", 1), ("\r\n\r\n", 2), ("\r\r\r", 3)])
def test_blank_lines_above_the_header_are_counted(tmp_path, above, lines):
    """The engine is told to skip them."""
    assert sniff(_file(tmp_path, above + "a,b\n1,2\n")).dialect.above == lines


def test_a_very_long_cell_is_text_like_any_other(tmp_path):
    """Longer than what the csv module takes unasked."""
    assert sniff(_file(tmp_path, f"a,b\n1,{'x' * 200_000}\n")).header == ("a", "b")


def test_only_the_beginning_of_a_large_file_is_looked_at(tmp_path, monkeypatch):
    """A cut through a character there is no damage, and rows may follow the cut."""
    monkeypatch.setattr(room, "WHOLE", 6)
    seen = sniff(_file(tmp_path, "a,b\n1é,2\n"))
    assert (seen.dialect.encoding, seen.header) == ("utf-8", ("a", "b"))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('a,"b', 2),
        ('a,"b""', 2),
        ('a,"b"', None),
        ('a,"b""c"', None),
        ('a,5" disk', None),
        ('"a\nb', 0),
        ('x\n "a,b', 3),
        ('"a"b,"c', 5),
        ('"a"b"', None),
    ],
)
def test_an_open_quote_is_one_at_the_start_of_a_cell(text, place):
    """Doubled quotes are letters, and so is a quote inside a word."""
    assert open_quote(text, ",") == place


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_line_of_an_open_quote_is_physical(tmp_path, end):
    """Whatever ends the lines; a text of two lines stands above."""
    content = end.join(["a,b", f'1,"x{end}y"', '2,"z', "3,4", ""])
    with pytest.raises(Unreadable) as refused:
        sniff(_file(tmp_path, content))
    assert (refused.value.code, refused.value.line) == ("DAT003", 4)


@pytest.mark.parametrize("note", ["sep=;\n", "SEP=;\r\n", '"sep=;"\n', "\ufeffsep=;\n"])
def test_a_note_to_excel_above_the_header_names_the_delimiter(tmp_path, note):
    """And is skipped."""
    seen = sniff(_file(tmp_path, f"{note}a;b,c\n1;2\n"))
    assert (seen.dialect.delimiter, seen.dialect.above, seen.header) == (";", 1, ("a", "b,c"))

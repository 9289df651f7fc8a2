"""Text of users is literal wherever it ends up."""

import csv
import io
import re
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from pilotaudit.outputs import escape
from pilotaudit.outputs.annotations import annotation

PIECES = [
    "[red]x[/]",
    "a|b",
    "`c`",
    "<b>",
    "**d**",
    "_e_",
    "~~f~~",
    "# g",
    "- h",
    "1. i",
    "&lt;",
    "\\",
    "![j](k)",
    "==",
    "\n",
]
TEXTS = st.one_of(st.text(max_size=40), st.lists(st.sampled_from(PIECES), max_size=6).map(" ".join))
PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def _plain(tokens: list[Token]) -> str:
    """The text a reader sees, or a mark where something else than text came out."""
    allowed = {"paragraph_open", "paragraph_close", "inline", "text", "text_special"}
    leaves = [leaf for token in tokens for leaf in (token, *(token.children or ()))]
    return "".join(leaf.content if leaf.type == "text" else "" if leaf.type in allowed else "MARKUP" for leaf in leaves)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("two\nlines\r\nand\ttabs", "two lines and tabs"),
        ("\x1b[31mred\x1b[0m \x1b]0;title\x07bell", "red bell"),
        ("\x9b31mred", "red"),
        ("abc\u202edef\u2066ghi\u200b", "abcdefghi"),
        ("nul\x00 bell\x07 del\x7f", "nul bell del"),
        ("a\u2028b\x85c\x0bd", "a b c d"),
        ("  much   space ", "much space"),
        ("Zürich 東京 [red]x[/]", "Zürich 東京 [red]x[/]"),
    ],
)
def test_clean_keeps_one_line_of_visible_characters(text, expected):
    """Nothing in a name steers a terminal or turns letters around."""
    assert expected == escape.clean(text)


@settings(max_examples=60)
@given(TEXTS)
def test_clean_twice_is_clean_once(text):
    """Cleaning leaves nothing behind that cleaning would remove."""
    assert escape.clean(text) == escape.clean(escape.clean(text))


@settings(max_examples=150)
@given(TEXTS)
def test_markdown_shows_the_text_and_nothing_else(text):
    """An independent parser reads back what the user wrote."""
    seen = _plain(PARSER.parse(escape.markdown(text)))
    assert escape.clean(text).replace(" ", "") == re.sub(r"\s", "", seen)


@settings(max_examples=60)
@given(TEXTS)
def test_markdown_never_opens_a_new_table_column(text):
    """Every bar is escaped, with an odd number of backslashes before it."""
    runs = re.findall(r"(\\*)\|", escape.markdown(text))
    assert all(len(run) % 2 == 1 for run in runs)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("price: 5 $x$", "price: 5 \\$x\\$"),
        (":tada: at 10:30:00", "\\:tada: at 10:30:00"),
        ("error_rate", "error_rate"),
    ],
)
def test_markdown_knows_what_github_adds(text, expected):
    """Formulas and emoji names stay letters; names with underscores stay legible."""
    assert expected == escape.markdown(text)


@settings(max_examples=60)
@given(TEXTS)
def test_xml_reads_back(text):
    """In an element and in an attribute."""
    element = ElementTree.fromstring(f'<a b="{escape.xml(text)}">{escape.xml(text)}</a>')
    assert (element.text or "", element.get("b")) == (escape.clean(text), escape.clean(text))


@settings(max_examples=60)
@given(TEXTS)
def test_csv_cells_are_never_formulas(text):
    """A spreadsheet computes nothing that a user wrote."""
    stream = io.StringIO()
    csv.writer(stream).writerow([escape.csv_cell(text), "x"])
    cell = next(csv.reader(io.StringIO(stream.getvalue())))[0]
    assert not re.match(r"[=@]|[+-](?!\d+(\.\d+)?([eE][+-]?\d+|%)?$)", cell)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("-2+3", "'-2+3"),
        ("-0.132", "-0.132"),
        ("-10%", "-10%"),
        ("a", "a"),
    ],
)
def test_csv_keeps_numbers(text, expected):
    """A signed number is a number."""
    assert expected == escape.csv_cell(text)


def test_annotations_stay_on_their_line_and_in_their_property():
    """Line breaks, colons, commas and percent signs cannot add a command."""
    found = annotation("error", ("a,b:c.yaml", 0, 0), "T: 100%", "one\n::set-output name=x::y 5%")
    assert found == "::error file=a%2Cb%3Ac.yaml,line=1,col=1,title=T%3A 100%25::one ::set-output name=x::y 5%25"

"""What was seen in an export, as text, Markdown and JSON."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from jsonschema import Draft202012Validator

from pilotaudit.assessment.schema import inspection_schema
from pilotaudit.inspect import inspect
from pilotaudit.outputs.base import Look
from pilotaudit.outputs.inspected import INSPECT_OUTPUTS, different_text, missing_text
from tests.evidence.exports import EXPORTS, written

PAGE = """\
 rows.csv
 4 rows, 3 columns, 111 bytes; CSV, comma, UTF-8

 Column       holds                  missing  different  such as
 resolved_at  date, day first,                3          15/1/2026, 13/1/2026,
              without a time of day                      14/1/2026
 agent        text                            2          name 1, name 2
 csat         number                 25.0%    2          5, 4

 Dates         resolved_at: day first, without a time of day: first parts go up
               to 15, second parts up to 1.
 Missing       "?" in 1 column, most often in 1 row of csat.
 Roles         time: resolved_at (its usual name).
               unit: agent (its usual name).
 Metrics       rows: ticket_volume, deployment_frequency, resolved_per_day.
               csat: customer_satisfaction.
 Covers        resolved_at from 2026-01-13 to 2026-01-15, at most 4 rows a week.
 2026-01-12    █
 Unreadable    1 row with another number of columns than the header (line 3).
 Next          pilotaudit init --from rows.csv charter.yaml drafts a charter
               from it.
"""
ROWS = """\
resolved_at,agent,csat
13/1/2026,Person A,4
x,y
14/1/2026,Person B,?
15/1/2026,Person A,5
15/1/2026,Person B,5
"""


def seen(folder, text=ROWS, name="rows.csv"):
    """What is seen in a file."""
    (folder / name).write_bytes(text.encode() if isinstance(text, str) else text)
    return inspect(folder / name)


def test_the_page_of_a_small_file(tmp_path):
    """Whole, at eighty columns."""
    assert INSPECT_OUTPUTS["text"](seen(tmp_path), Look(width=80)) == PAGE


@pytest.mark.parametrize("name", EXPORTS)
def test_no_page_is_wider_than_its_terminal(tmp_path, name):
    """Whatever the headers."""
    page = INSPECT_OUTPUTS["text"](seen(tmp_path, written(name), EXPORTS[name][0]), Look(width=80))
    assert max(map(len, page.splitlines())) <= 80


def test_json_has_a_schema_and_everything(tmp_path):
    """Lists are lists, nothing is missing."""
    tree = json.loads(INSPECT_OUTPUTS["json"](seen(tmp_path), Look()))
    assert (tree["schema"], tree["rows"], tree["columns"][2]["missing"]) == ("pilotaudit/inspect/1", 4, 0.25)
    assert tree["unread"][0]["lines"] == [3]


@pytest.mark.parametrize("name", EXPORTS)
def test_json_is_valid_under_its_schema(tmp_path, name):
    """The published one."""
    tree = json.loads(INSPECT_OUTPUTS["json"](seen(tmp_path, written(name), EXPORTS[name][0]), Look()))
    Draft202012Validator(inspection_schema()).validate(tree)


def test_markdown_shows_cells_as_they_are(tmp_path):
    """A header cannot open a column of its own."""
    page = INSPECT_OUTPUTS["markdown"](seen(tmp_path, "a|b,c\n1,<x>\n2,<y>\n"), Look())
    assert "| a\\|b | number |" in page
    assert "&lt;x&gt;" in page


def test_markdown_lists_weeks(tmp_path):
    """With their rows."""
    assert "| 2026-01-12 | 4 |" in INSPECT_OUTPUTS["markdown"](seen(tmp_path), Look())


def test_a_large_file_says_what_was_looked_at(tmp_path):
    """Columns are told from its beginning."""
    one = seen(tmp_path)
    page = INSPECT_OUTPUTS["text"](replace(one, rows=9_000_000), Look())
    assert "Looked at     the first 4 rows, but for rows, blanks and weeks, which are counted over all." in page


@pytest.mark.parametrize(
    ("share", "text"), [(0.0, ""), (0.0001, "under 0.1%"), (0.034, "3.4%"), (0.9999, "over 99.9%"), (1.0, "100.0%")]
)
def test_shares_are_never_rounded_to_none_or_all(tmp_path, share, text):
    """A few rows are some."""
    assert missing_text(replace(seen(tmp_path).columns[0], missing=share)) == text


@pytest.mark.parametrize(("different", "text"), [(12, "12"), (1000, "1,000"), (23726, "about 24,000")])
def test_large_numbers_of_texts_are_about_right(tmp_path, different, text):
    """They are estimated."""
    assert different_text(replace(seen(tmp_path).columns[0], different=different)) == text

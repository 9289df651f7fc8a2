"""The way of a warehouse, with the embedded engine standing in for one: the same query, the same assessment."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from pilotaudit.errors import DataError
from pilotaudit.evaluate import rejected_rows
from tests.integration.test_warehouse import (
    AS_OF,
    ROOT,
    differences,
    folder_of,
    items_of,
    judged,
    median_of_file,
    with_median,
)

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")
CASE = "support-desk"


def warehouse(tmp_path: Path, change: str = "") -> dict[str, str]:
    """Write the example's items into a database of its own; say where it is."""
    path = tmp_path / "rows.db"
    with duckdb.connect(str(path)) as con:
        con.execute(f"CREATE TABLE items AS SELECT * FROM read_csv('{items_of(CASE)}')")
        if change:
            con.execute(change)
    return {"WAREHOUSE_URL": f"duckdb://{path}"}


def test_assessment_is_that_of_the_file(tmp_path: Path):
    """Sums that were made elsewhere lead to the same verdict, texts and numbers."""
    path = folder_of(CASE, tmp_path / "pilot", "items")
    found = judged(path, warehouse(tmp_path))
    assert differences(judged(ROOT / "examples" / CASE / "charter.yaml"), found) == []


def test_rejected_rows_are_counted_and_stay_where_they_are(tmp_path: Path):
    """One line for each reason, with the number of rows in place of their text."""
    spoilt = "UPDATE items SET handle_minutes = -1 WHERE number IN (SELECT number FROM items ORDER BY number LIMIT 3)"
    path = folder_of(CASE, tmp_path / "pilot", "items")
    rows = list(rejected_rows(path, AS_OF, environment=warehouse(tmp_path, spoilt)))
    assert rows == [("items", "0", "handle_minutes", 'with a negative duration in "handle_minutes"', "3 rows")]


def test_usage_may_lie_in_a_warehouse_too(tmp_path: Path):
    """Each person's days come back; weekly use is that of the file."""
    path = folder_of(CASE, tmp_path / "pilot", "items")
    usage = ROOT / "examples" / CASE / "usage.csv"
    environment = warehouse(tmp_path, f"CREATE TABLE usage AS SELECT * FROM read_csv('{usage}')")
    text = path.read_text(encoding="utf-8").replace("usage: usage.csv", "usage: {url: $WAREHOUSE_URL, table: usage}")
    path.write_text(text, encoding="utf-8")
    assert judged(path, environment)["adoption"] == judged(ROOT / "examples" / CASE / "charter.yaml")["adoption"]


def test_a_table_without_rows_is_no_evidence(tmp_path: Path):
    """As a file that holds a header alone; not a group that is missing."""
    path = folder_of(CASE, tmp_path / "pilot", "items")
    with pytest.raises(DataError, match=r"charter\.yaml:\d+:\d+ DAT002 items holds no rows"):
        judged(path, warehouse(tmp_path, "DELETE FROM items"))


def test_quantiles_are_computed_where_the_rows_are(tmp_path: Path):
    """A line for each unit comes back, and the assessment is that of the file."""
    path = with_median(folder_of(CASE, tmp_path / "pilot", "items"))
    assert differences(median_of_file(tmp_path / "here"), judged(path, warehouse(tmp_path))) == []

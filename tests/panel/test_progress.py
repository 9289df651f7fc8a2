"""How far the reading has come, told from beside it."""

import gzip
from types import SimpleNamespace

import duckdb
import pytest

from pilotaudit.evidence.model import DataFile, Dialect, Sources
from pilotaudit.panel import progress
from pilotaudit.panel.progress import Reading, watched

PLAIN, PACKED = Dialect("utf-8", ","), Dialect("utf-8", ",", packing="gzip")


def table(folder, *files):
    """Sources of (content, dialect)."""
    made = []
    for place, (content, dialect) in enumerate(files):
        path = folder / f"{place}.csv"
        path.write_bytes(content)
        made.append(DataFile(path, path.name, len(content), ("a",), dialect, path))
    return Sources(tuple(made), ("a",))


def told_during(sources, sql="SELECT 1"):
    """What is told while a query runs."""
    told = []
    with duckdb.connect() as con, watched(con, sources, told.append):
        con.execute(sql).fetchall()
    return told


def test_a_long_query_tells_what_is_between_nothing_and_everything(tmp_path, monkeypatch):
    """The engine counts only when it is told to."""
    monkeypatch.setattr(progress, "EVERY_SECONDS", 0.002)
    rows = tmp_path / "rows.csv"
    rows.write_text("a,b\n" + "1234567,abcdefg\n" * 2_000_000)
    told = told_during(table(tmp_path), f"SELECT b, sum(a) FROM read_csv('{rows}') GROUP BY b")
    assert any(0 < now.share < 1 for now in told)


def test_what_the_engine_says_is_stretched_to_the_rows(tmp_path, monkeypatch):
    """Where it counts passes that take no time as well."""
    monkeypatch.setattr(progress, "EVERY_SECONDS", 0.001)
    told, engine = [], SimpleNamespace(execute=lambda _sql: None, query_progress=lambda: 30.0)
    with watched(engine, table(tmp_path), told.append, until=0.5):
        while not told:
            pass
    assert (told[0].share, told[-1].share) == (0.6, 1.0)


def test_rows_are_estimated_by_the_length_of_the_first_lines(tmp_path, monkeypatch):
    """Over all files, without their headers."""
    monkeypatch.setattr(progress, "SAMPLE", 22)
    told = told_during(table(tmp_path, (b"a\n" + b"1\n" * 1_000, PLAIN), (b"a\n1\n2", PLAIN)))
    assert told[-1] == Reading(1.0, 2_002 + 5, 1_000 + 1)


@pytest.mark.parametrize("dialect", [PACKED, None])
def test_nobody_knows_the_rows_of_packed_files_beforehand(tmp_path, dialect):
    """Nor looks into Parquet for them."""
    assert told_during(table(tmp_path, (gzip.compress(b"a\n1\n"), dialect)))[-1].rows is None


def test_nothing_is_counted_when_nobody_asks(tmp_path):
    """The engine is left as it is."""
    told = []
    with watched(SimpleNamespace(execute=told.append), table(tmp_path), None):
        pass
    assert told == []

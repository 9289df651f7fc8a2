"""The same pilot from a file, from PostgreSQL and from Spark: one verdict, one text, the same numbers."""

from __future__ import annotations

import csv
import math
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from pilotaudit.assessment.schema import as_json
from pilotaudit.errors import DataError
from pilotaudit.evaluate import evaluate
from tests.integration.servers import postgres, spark

pytestmark = [
    pytest.mark.integration,
    # Drivers of other people warn about what they themselves will change.
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning", "ignore::ResourceWarning"),
]

ROOT = Path(__file__).parents[2]
AS_OF = date(2026, 4, 5)
CASES = ("support-desk", "support-desk-mixed", "release-copilot")
TYPES = {
    **dict.fromkeys(("opened_at", "resolved_at", "merged_at", "deployed_at"), "timestamp"),
    **dict.fromkeys(("escalated", "reopened", "error", "ai_used", "failed"), "boolean"),
    **dict.fromkeys(("handle_minutes", "lead_hours"), "double precision"),
    "csat": "int",
}
FROM_A_FILE = ("inputs", "files", "sha256", "notes", "assumed", "path", "line", "column")
"""What says where the rows come from, or where in the rewritten charter; it is not the judgement."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """A PostgreSQL server for this module."""
    with postgres() as url:
        yield url


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """Spark for this module."""
    with spark() as session:
        yield session


def items_of(case: str) -> Path:
    """The file with the items of an example."""
    rules = yaml.safe_load((ROOT / "examples" / case / "charter.yaml").read_text(encoding="utf-8"))
    data = rules["data"]
    name = data if isinstance(data, str) else data["items"] if isinstance(data["items"], str) else data["items"]["file"]
    return ROOT / "examples" / case / name


def folder_of(case: str, folder: Path, table: str) -> Path:
    """A copy of an example whose items lie in a warehouse."""
    shutil.copytree(ROOT / "examples" / case, folder, dirs_exist_ok=True)
    path = folder / "charter.yaml"
    rules = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    data = rules["data"] if isinstance(rules["data"], dict) else {"items": rules["data"]}
    items = data["items"] if isinstance(data["items"], dict) else {}
    items.pop("file", None)
    data["items"] = {**items, "url": "$WAREHOUSE_URL", "table": table}
    rules["data"] = data
    path.write_text(yaml.safe_dump(rules, sort_keys=False, allow_unicode=True), encoding="utf-8")
    items_of(case).name and (folder / items_of(case).name).unlink()
    return path


def into_postgres(url: str, file: Path, table: str) -> None:
    """Write a file's rows into a table with real types."""
    import psycopg

    with file.open(encoding="utf-8", newline="") as stream:
        header = next(csv.reader(stream))
    columns = ", ".join(f'"{name}" {TYPES.get(name, "text")}' for name in header)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE SCHEMA IF NOT EXISTS itsm")
        connection.execute(f"DROP TABLE IF EXISTS {table}")
        connection.execute(f"CREATE TABLE {table} ({columns})")
        with connection.cursor().copy(f"COPY {table} FROM STDIN (FORMAT csv, HEADER)") as copy:
            copy.write(file.read_bytes())


def judged(path: Path, environment: dict[str, str] | None = None) -> dict[str, Any]:
    """The assessment without what names its source."""
    record = as_json(evaluate(path, AS_OF, shown="charter.yaml", environment=environment or {}))
    return without(record)


def without(value: Any) -> Any:
    """The same values, where the rows come from left out."""
    if isinstance(value, dict):
        return {key: without(inside) for key, inside in value.items() if key not in FROM_A_FILE}
    return [without(inside) for inside in value] if isinstance(value, list) else value


def differences(one: Any, other: Any, path: str = "") -> list[str]:
    """Where two assessments differ: texts at all, numbers by more than 1e-9."""
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        return [line for key in one for line in differences(one[key], other[key], f"{path}.{key}")]
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        return [
            line
            for place, pair in enumerate(zip(one, other, strict=True))
            for line in differences(*pair, f"{path}.{place}")
        ]
    if isinstance(one, float) and isinstance(other, float):
        return [] if math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9) else [f"{path}: {one} and {other}"]
    return [] if one == other else [f"{path}: {one} and {other}"]


@pytest.mark.parametrize("case", CASES)
def test_postgres_gives_the_files_assessment(case: str, server: str, tmp_path: Path):
    """Typed columns of a real server: the verdict, every text and every number are the file's."""
    into_postgres(server, items_of(case), "itsm.items")
    path = folder_of(case, tmp_path, "itsm.items")
    found = judged(path, {"WAREHOUSE_URL": server})
    assert differences(judged(ROOT / "examples" / case / "charter.yaml"), found) == []


@pytest.mark.parametrize("case", CASES)
def test_spark_gives_the_files_assessment(case: str, cluster: Any, tmp_path: Path):
    """A table of a Spark session, its types inferred by Spark."""
    reader = cluster.read.option("header", True).option("inferSchema", True)
    reader.csv(str(items_of(case))).createOrReplaceTempView("items")
    path = folder_of(case, tmp_path, "items")
    found = judged(path, {"WAREHOUSE_URL": "pyspark://"})
    assert differences(judged(ROOT / "examples" / case / "charter.yaml"), found) == []


def test_session_cannot_write(server: str, tmp_path: Path):
    """The session is read only: the account's own rights are not relied on."""
    into_postgres(server, items_of("support-desk"), "itsm.items")
    from pilotaudit.charter.load import load_charter
    from pilotaudit.evidence.warehouse import open_warehouse

    loaded = load_charter(folder_of("support-desk", tmp_path, "itsm.items"))
    opened = open_warehouse(
        replace(loaded, environment={"WAREHOUSE_URL": server}), loaded.charter.data.items, "data.items"
    )
    with pytest.raises(DataError, match="read-only"):
        opened.rows("DELETE FROM itsm.items")


def test_missing_table_names_it_and_not_the_connection(server: str, tmp_path: Path):
    """The charter's line, the table, and nothing of the url."""
    path = folder_of("support-desk", tmp_path, "itsm.nowhere")
    with pytest.raises(DataError, match=r"DAT022 itsm\.nowhere could not be opened") as error:
        judged(path, {"WAREHOUSE_URL": server})
    assert "owner@" not in str(error.value)


def test_names_that_need_quotes_are_quoted(server: str, tmp_path: Path):
    """A table and a column with capitals, spaces and a quote."""
    import psycopg

    into_postgres(server, items_of("support-desk"), "itsm.items")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute('DROP TABLE IF EXISTS itsm."All ""Items"')
        connection.execute('ALTER TABLE itsm.items RENAME TO "All ""Items"')
        connection.execute('ALTER TABLE itsm."All ""Items" RENAME COLUMN agent TO "Agent ""name"')
    path = folder_of("support-desk", tmp_path, 'itsm.All "Items')
    path.write_text(path.read_text(encoding="utf-8").replace("unit: agent", "unit: 'Agent \"name'"), encoding="utf-8")
    found = judged(path, {"WAREHOUSE_URL": server})
    assert found["verdict"] == judged(ROOT / "examples" / "support-desk" / "charter.yaml")["verdict"]


def test_only_sums_leave_the_warehouse(server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """What comes back is a few sums per agent, segment and week, and a sample of dates; not the rows."""
    from pilotaudit.evidence.warehouse import Warehouse

    into_postgres(server, items_of("support-desk"), "itsm.items")
    brought: list[int] = []
    asked = Warehouse.rows
    monkeypatch.setattr(Warehouse, "rows", lambda self, sql: brought.append(len(asked(self, sql))) or asked(self, sql))
    judged(folder_of("support-desk", tmp_path, "itsm.items"), {"WAREHOUSE_URL": server})
    rows = len(items_of("support-desk").read_text(encoding="utf-8").splitlines()) - 1
    assert max(brought) < rows

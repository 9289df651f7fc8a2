"""The same pilot from a file, from PostgreSQL and from Spark: one verdict, one text, the same numbers."""

from __future__ import annotations

import csv
import math
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from pilotaudit.assessment.schema import as_json
from pilotaudit.errors import DataError
from pilotaudit.evaluate import evaluate
from pilotaudit.evidence.warehouse import FIRST_WORDS, PATIENCE
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
        connection.execute(f"DROP TABLE IF EXISTS {table} CASCADE")
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


def with_median(path: Path) -> Path:
    """The charter with a median and a 90th percentile among its targets."""
    rules = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    own = {"kind": "quantile", "column": "handle_minutes", "unit": "min", "better": "lower"}
    rules["metrics"] = {"median_handling": {**own, "q": "0.5"}, "slow_handling": {**own, "q": "0.9"}}
    rules["primary"] = {"median_handling": "-10%"}
    rules["secondary"] = {"slow_handling": "-5%"}
    path.write_text(yaml.safe_dump(rules, sort_keys=False, allow_unicode=True), encoding="utf-8")
    return path


def median_of_file(folder: Path) -> dict[str, Any]:
    """What the file gives for that charter."""
    shutil.copytree(ROOT / "examples" / "support-desk", folder)
    return judged(with_median(folder / "charter.yaml"))


def test_postgres_computes_quantiles_where_the_rows_are(server: str, tmp_path: Path):
    """Each unit's, each segment's and each week's are the file's."""
    into_postgres(server, items_of("support-desk"), "itsm.items")
    path = with_median(folder_of("support-desk", tmp_path / "there", "itsm.items"))
    found = judged(path, {"WAREHOUSE_URL": server})
    assert differences(median_of_file(tmp_path / "here"), found) == []
    assert found["criteria"][0]["state"] == "MET"


def test_spark_computes_quantiles_where_the_rows_are(cluster: Any, tmp_path: Path):
    """With Spark's own function."""
    reader = cluster.read.option("header", True).option("inferSchema", True)
    reader.csv(str(items_of("support-desk"))).createOrReplaceTempView("items")
    path = with_median(folder_of("support-desk", tmp_path / "there", "items"))
    found = judged(path, {"WAREHOUSE_URL": "pyspark://"})
    assert differences(median_of_file(tmp_path / "here"), found) == []


def test_moments_of_spark_are_read_in_the_charters_zone(cluster: Any, tmp_path: Path):
    """Whatever the zone of the session: a stamp is a moment there, and it decides the week."""
    reader = cluster.read.option("header", True).option("inferSchema", True)
    rows = reader.csv(str(items_of("support-desk")))
    rows.write.parquet(str(tmp_path / "rows.parquet"))
    cluster.conf.set("spark.sql.session.timeZone", "America/New_York")
    try:
        cluster.read.parquet(str(tmp_path / "rows.parquet")).createOrReplaceTempView("moments")
        found = judged(folder_of("support-desk", tmp_path / "there", "moments"), {"WAREHOUSE_URL": "pyspark://"})
    finally:
        cluster.conf.set("spark.sql.session.timeZone", "UTC")
    assert differences(judged(ROOT / "examples" / "support-desk" / "charter.yaml"), found) == []


@contextmanager
def settings_of(url: str, **values: str) -> Iterator[None]:
    """Settings that the database has while the context lasts."""
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        for name, value in values.items():
            connection.execute(f"ALTER DATABASE postgres SET {name} = '{value}'")
    try:
        yield
    finally:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("ALTER DATABASE postgres RESET ALL")


def test_settings_of_the_database_do_not_change_the_assessment(server: str, tmp_path: Path):
    """Another spelling of dates, another zone and fewer digits are set for whoever connects."""
    import psycopg

    into_postgres(server, items_of("support-desk"), "itsm.items")
    with psycopg.connect(server, autocommit=True) as connection:
        zoned = "timestamptz USING resolved_at AT TIME ZONE 'UTC'"
        connection.execute(f"ALTER TABLE itsm.items ALTER COLUMN resolved_at TYPE {zoned}")
    path = folder_of("support-desk", tmp_path, "itsm.items")
    with settings_of(server, DateStyle="German", TimeZone="America/New_York", extra_float_digits="-5"):
        found = judged(path, {"WAREHOUSE_URL": server})
    assert differences(judged(ROOT / "examples" / "support-desk" / "charter.yaml"), found) == []


@pytest.mark.parametrize("change", ["numeric", "real", "text"])
def test_numbers_may_have_any_type(change: str, server: str, tmp_path: Path):
    """Through a view, as in a warehouse that is kept tidy; a real has fewer digits."""
    import psycopg

    into_postgres(server, items_of("support-desk"), "itsm.items")
    with psycopg.connect(server, autocommit=True) as connection:
        columns = [
            f'"{name}"' if name != "handle_minutes" else f"handle_minutes::{change} AS handle_minutes"
            for name in header_of("support-desk")
        ]
        connection.execute(f"CREATE OR REPLACE VIEW itsm.tidy_{change} AS SELECT {', '.join(columns)} FROM itsm.items")
    found = judged(folder_of("support-desk", tmp_path, f"itsm.tidy_{change}"), {"WAREHOUSE_URL": server})
    wanted = judged(ROOT / "examples" / "support-desk" / "charter.yaml")
    assert found["verdict"] == wanted["verdict"]
    assert change == "real" or differences(wanted, found) == []


def test_numbers_that_are_none_are_rejected_for_the_same_reason(server: str, tmp_path: Path):
    """What PostgreSQL writes for no number and for no end."""
    import psycopg

    into_postgres(server, items_of("support-desk"), "itsm.items")
    with psycopg.connect(server, autocommit=True) as connection:
        for value, place in (("NaN", 0), ("Infinity", 1), ("-Infinity", 2), ("1.5e12", 3), ("-4", 4)):
            row = f"SELECT ctid FROM itsm.items ORDER BY ctid OFFSET {place} LIMIT 1"
            connection.execute(f"UPDATE itsm.items SET handle_minutes = '{value}' WHERE ctid = ({row})")
    found = judged(folder_of("support-desk", tmp_path, "itsm.items"), {"WAREHOUSE_URL": server})
    reasons = {one["reason"]: one["rows"] for one in found["provenance"]["data"]["rejects"]}
    assert reasons == {
        'with no finite number in "handle_minutes"': 3,
        'with a value larger than 1e12 in "handle_minutes"': 1,
        'with a negative duration in "handle_minutes"': 1,
    }


def test_a_statement_that_takes_too_long_ends(server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The server ends it and the message says so."""
    import psycopg

    into_postgres(server, items_of("support-desk"), "itsm.items")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("CREATE OR REPLACE VIEW itsm.slow AS SELECT * FROM itsm.items WHERE pg_sleep(1) IS NOT NULL")
    words = tuple(one.replace(str(PATIENCE * 1000), "300") for one in FIRST_WORDS["postgres"])
    monkeypatch.setitem(FIRST_WORDS, "postgres", words)
    with pytest.raises(DataError, match=r"DAT022 itsm\.slow could not be read: .*statement timeout.*the time limit"):
        judged(folder_of("support-desk", tmp_path, "itsm.slow"), {"WAREHOUSE_URL": server})


def test_a_table_that_may_not_be_read_says_so(server: str, tmp_path: Path):
    """The account has no right to it; neither its name nor its password is repeated."""
    import psycopg

    into_postgres(server, items_of("support-desk"), "itsm.items")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("DROP OWNED BY stranger_x" if _there(connection, "stranger_x") else "SELECT 1")
        connection.execute("DROP ROLE IF EXISTS stranger_x")
        connection.execute("CREATE ROLE stranger_x LOGIN PASSWORD 'a-secret'")
        connection.execute("GRANT USAGE ON SCHEMA itsm TO stranger_x")
    url = server.replace("owner@", "stranger_x:a-secret@")
    with pytest.raises(DataError, match=r"DAT022 itsm\.items could not be .*permission denied") as error:
        judged(folder_of("support-desk", tmp_path, "itsm.items"), {"WAREHOUSE_URL": url})
    assert not any(secret in str(error.value) for secret in ("stranger_x", "a-secret"))


def test_a_server_that_is_away_is_said_at_the_charters_line(tmp_path: Path):
    """Nothing listens on that port."""
    url = "postgres://reader:a-secret@127.0.0.1:9/prod"
    with pytest.raises(DataError, match=r"charter\.yaml:\d+:\d+ DAT022 the warehouse cannot be reached") as error:
        judged(folder_of("support-desk", tmp_path, "itsm.items"), {"WAREHOUSE_URL": url})
    assert "a-secret" not in str(error.value)


def test_a_table_without_rows_is_no_evidence(server: str, tmp_path: Path):
    """As a file that holds a header alone."""
    import psycopg

    into_postgres(server, items_of("support-desk"), "itsm.items")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("TRUNCATE itsm.items")
    with pytest.raises(DataError, match=r"itsm\.items") as error:
        judged(folder_of("support-desk", tmp_path, "itsm.items"), {"WAREHOUSE_URL": server})
    assert {one.code for one in error.value.problems} == {"DAT002"}


def _there(connection: Any, role: str) -> bool:
    return bool(connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone())


def header_of(case: str) -> list[str]:
    """The columns of an example's items."""
    with items_of(case).open(encoding="utf-8", newline="") as stream:
        return next(csv.reader(stream))


def test_only_sums_leave_the_warehouse(server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Ten times the rows of the same agents, segments and weeks bring not a line more."""
    import psycopg

    from pilotaudit.evidence.warehouse import Warehouse

    brought: list[int] = []
    asked = Warehouse.rows

    def counting(self: Warehouse, sql: str) -> list[Any]:
        rows = asked(self, sql)
        brought.append(len(rows))
        return rows

    monkeypatch.setattr(Warehouse, "rows", counting)
    into_postgres(server, items_of("support-desk"), "itsm.items")
    path = folder_of("support-desk", tmp_path, "itsm.items")
    judged(path, {"WAREHOUSE_URL": server})
    once = list(brought)
    with psycopg.connect(server, autocommit=True) as connection:
        columns = ", ".join(
            "i.number || '-' || n AS number" if name == "number" else f'i."{name}"'
            for name in header_of("support-desk")
        )
        again = f"SELECT {columns} FROM itsm.items i, generate_series(1, 9) AS s(n)"
        connection.execute(f"INSERT INTO itsm.items {again}")
    brought.clear()
    judged(path, {"WAREHOUSE_URL": server})
    assert brought == once

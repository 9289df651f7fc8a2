"""Connecting to a warehouse: what is said when it cannot be had, and that nothing secret is ever said."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from pilotaudit.charter.load import load_charter
from pilotaudit.errors import DataError
from pilotaudit.evidence.warehouse import open_warehouse, secrets_of, without_secrets
from tests.charter.writing import changed

URL = "postgres://reader:s3cret%21@db.internal/prod?sslpassword=hidden"


def opened(tmp_path: Path, environment: dict[str, str], table: str = "itsm.incidents"):
    """Open the warehouse of a charter."""
    path = tmp_path / "charter.yaml"
    items = {"url": "$WAREHOUSE_URL", "table": table}
    path.write_text(changed({"data": {"items": items}}), encoding="utf-8")
    loaded = replace(load_charter(path), environment=environment)
    return open_warehouse(loaded, loaded.charter.data.items, "data.items")


def refusal(tmp_path: Path, environment: dict[str, str], table: str = "itsm.incidents") -> str:
    """Say why it cannot be opened."""
    with pytest.raises(DataError) as error:
        opened(tmp_path, environment, table)
    (problem,) = error.value.problems
    return str(problem)


def test_unset_variable_is_named(tmp_path: Path):
    """The message says which variable and how to set it."""
    assert "DAT020 the environment variable WAREHOUSE_URL is not set." in refusal(tmp_path, {})


def test_variable_without_a_url_is_named_and_not_repeated(tmp_path: Path):
    """A password put there by mistake is not printed."""
    said = refusal(tmp_path, {"WAREHOUSE_URL": "hunter2"})
    assert "holds no url" in said
    assert "hunter2" not in said


def test_missing_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Without the driver the message says how to install it."""
    monkeypatch.setitem(sys.modules, "ibis", None)
    assert "DAT021 reading a warehouse needs the extra: pip install 'pilotaudit[warehouse]'." in refusal(
        tmp_path, {"WAREHOUSE_URL": URL}
    )


def test_warehouse_out_of_reach_is_said_without_its_secrets(tmp_path: Path):
    """Nothing listens there; the message holds neither user nor password."""
    said = refusal(tmp_path, {"WAREHOUSE_URL": "postgres://reader:s3cret@127.0.0.1:9/prod"})
    assert "s3cret" not in said
    assert "reader" not in said
    assert "DAT022" in said or "DAT021" in said


def test_missing_table_is_said(tmp_path: Path):
    """The embedded engine itself can be a warehouse; a table that it does not have is named."""
    said = refusal(tmp_path, {"WAREHOUSE_URL": f"duckdb://{tmp_path}/rows.db"}, "incidents")
    assert "DAT022 incidents could not be opened" in said
    assert str(tmp_path) not in said.split("DAT022")[1]


def test_secrets_are_user_password_and_options():
    """Written as in the url and as they are."""
    assert {"reader", "s3cret%21", "s3cret!", "hidden", URL} <= set(secrets_of(URL))


def test_secrets_are_taken_out_of_an_engines_words():
    """Only whole words, so that `reader` does not blot out a `readers` table."""
    said = without_secrets('FATAL: no "reader" with s3cret! among readers.\nDETAIL: x', secrets_of(URL))
    assert said == 'FATAL: no "***" with *** among readers'

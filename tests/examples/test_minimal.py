"""The minimal charter: complete as it stands, GO on shipped data, and every item of it required."""

from __future__ import annotations

import json
import shutil

import pytest

from pilotaudit.cli import main
from tests.examples.minimal import MINIMAL, REQUIRED
from tests.examples.stories import EXAMPLES


def _run(folder, text: str, *options: str) -> int:
    """Write the charter beside the shipped tickets and evaluate it."""
    (folder / "charter.yaml").write_text(text, encoding="utf-8")
    shutil.copy(EXAMPLES / "support-desk" / "tickets.csv", folder)
    return main(["evaluate", str(folder / "charter.yaml"), "--as-of", "2026-04-05", "--quiet", *options])


def test_minimal_charter_reaches_go(tmp_path, capsys) -> None:
    """The minimal charter of the manual is a plain GO on the support desk's tickets."""
    assert _run(tmp_path, MINIMAL, "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["verdict"] == "GO"


def test_minimal_charter_prints_what_it_assumed(tmp_path, capsys) -> None:
    """Columns and settling in were not stated, so they are listed as assumed."""
    _run(tmp_path, MINIMAL, "--format", "json")
    assumed = {item["key"] for item in json.loads(capsys.readouterr().out)["assumed"]}
    assert any("settle_in" in key for key in assumed)
    assert any("unit" in key for key in assumed)


@pytest.mark.parametrize("item", REQUIRED)
def test_missing_item_is_named(tmp_path, capsys, item: str) -> None:
    """Without one required item the exit code is 3 and exactly that item is named; without `pilot` it is no charter."""
    assert _run(tmp_path, MINIMAL.replace(REQUIRED[item], "", 1)) == 3
    text = "".join(capsys.readouterr())
    lines = [line for line in text.splitlines() if "charter.yaml:" in line]
    assert len(lines) == 1, text
    assert ("CHR015" if item == "pilot" else "CHR003") in lines[0]
    assert item in lines[0]

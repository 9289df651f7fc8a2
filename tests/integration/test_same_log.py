"""The real incident log saved in three ways gives one assessment, to the byte, in every format."""

from __future__ import annotations

import csv
import gzip
import json
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from pilotaudit.cli import main
from pilotaudit.outputs import OUTPUTS
from tests.integration.real import APRIL, AS_OF, groups, halves, incident_log, write_charter

pytestmark = pytest.mark.integration

STYLES: dict[str, tuple[Callable[[datetime], str], Callable[[str], str]]] = {
    "ISO": (lambda when: f"{when:%Y-%m-%d %H:%M:%S}", str),
    "slashes": (lambda when: f"{when.day}/{when.month}/{when.year} {when:%H:%M}", str),
    "dashes": (lambda when: f"{when:%d-%m-%Y %H:%M}", str.upper),
}
NOTE = re.compile(
    r"(?:\s*(?:- )?(?:Read as:?)?\s*Dates in (?:\"|&quot;)\w+(?:\"|&quot;) are read day first, "
    r"decided from all its values\.)+"
)
DIGEST = re.compile("[0-9a-f]{12,64}")
"""What belongs to the file alone: how it is read, and its digest."""


def _rows() -> Iterator[list[str]]:
    with gzip.open(incident_log(), "rt", encoding="utf-8", newline="") as text:
        yield from csv.reader(text)


def _saved(path: Path, stamp: Callable[[datetime], str], flag: Callable[[str], str]) -> None:
    """The whole log, every stamp and every true and false written in one way."""
    rows = _rows()
    header = next(rows)
    dated = [place for place, name in enumerate(header) if name.endswith("_at")]
    with path.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target)
        writer.writerow(header)
        for row in rows:
            for place in dated:
                if row[place] != "?":
                    row[place] = stamp(datetime.strptime(row[place], "%d/%m/%Y %H:%M"))
            writer.writerow([flag(cell) if cell in ("true", "false") else cell for cell in row])


@pytest.fixture(scope="module")
def printed(tmp_path_factory) -> dict[str, dict[str, str]]:
    """Style -> format -> what the command wrote; no charter says a word about dates."""
    agents = sorted({row[-3] for row in _rows()} - {"?", "resolved_by"})
    found: dict[str, dict[str, str]] = {}
    for name, (stamp, flag) in STYLES.items():
        folder = tmp_path_factory.mktemp(name)
        _saved(folder / "incidents.csv", stamp, flag)
        path = write_charter(folder, folder / "incidents.csv", groups(*halves(7, agents)), APRIL)
        told = path.read_text(encoding="utf-8").replace("    dates: day first\n", "")
        sla = "  breached: {kind: proportion, column: made_sla, is: ['false'], better: lower}\n"
        told = told.replace("metrics:\n", f"secondary: {{breached: -1pp}}\nmetrics:\n{sla}")
        path.write_text(told, encoding="utf-8")
        wishes = [word for kind in OUTPUTS for word in ("--output", f"{kind}=out.{kind}")]
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(folder)
            code = main(["evaluate", "charter.yaml", "--as-of", AS_OF, "--no-color", *wishes])
        found[name] = {kind: (folder / f"out.{kind}").read_text(encoding="utf-8") for kind in OUTPUTS}
        found[name]["code"] = str(code)
    return found


@pytest.mark.parametrize("style", ["slashes", "dashes"])
def test_the_json_is_the_same_to_the_byte(printed, style):
    """All but the file's digest, its size, and how it is read."""

    def bare(text: str) -> str:
        whole = json.loads(text)
        about = whole["provenance"]
        about["data"].pop("notes")
        for file in about["inputs"]:
            file.pop("sha256"), file.pop("bytes")
        return json.dumps(whole, indent=2)

    assert bare(printed[style]["json"]) == bare(printed["ISO"]["json"])
    assert printed[style]["code"] == printed["ISO"]["code"]


@pytest.mark.parametrize("kind", [kind for kind in OUTPUTS if kind != "json"])
@pytest.mark.parametrize("style", ["slashes", "dashes"])
def test_other_formats_are_the_same_line_by_line(printed, style, kind):
    """In the same order, without the digest and the notes about how the file is read."""
    here, there = (
        [line for line in DIGEST.sub("", NOTE.sub("", printed[one][kind])).splitlines() if line.strip()]
        for one in (style, "ISO")
    )
    assert here == there


def test_all_incidents_were_read(printed):
    """And the order of day and month was decided, which ISO does not need."""
    told = {style: json.loads(found["json"])["provenance"] for style, found in printed.items()}
    assert {one["inputs"][0]["rows_read"] for one in told.values()} == {141_712}
    notes = {style: [note for note in one["data"]["notes"] if "day first" in note] for style, one in told.items()}
    assert {style: bool(found) for style, found in notes.items()} == {"ISO": False, "slashes": True, "dashes": True}

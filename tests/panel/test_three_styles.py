"""The same incidents saved in three ways give the same assessment, to the byte.

What may differ is said in docs/data.md: the digest and the size of the file, and the notes about how it is read.
"""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from random import Random

import pytest

from pilotaudit.cli import main
from tests.charter.writing import changed

HEADER = "number,opened_at,resolved_at,assigned_to,queue,made_sla,reopen_count"
CHANGES = {
    "data": {
        "items": {"file": "incidents.csv", "columns": {"queue": "queue", "agent": "assigned_to"}},
    },
    "groups": {"column": "queue", "treatment": ["A"], "control": ["B"], "unit": "agent", "assignment": "matched"},
    "primary": {"resolution_time": "-10%"},
    "guardrails": {"reopen_rate": "no worse than 2pp"},
    "metrics": {
        "breached": {"kind": "proportion", "column": "made_sla", "is": ["false"], "better": "lower"},
        "resolution_time": {"kind": "mean", "span": ["opened_at", "resolved_at"], "unit": "h", "better": "lower"},
    },
    "secondary": {"breached": "-2pp"},
}


def _iso(when):
    return f"{when:%Y-%m-%d %H:%M}:00"


def _slashes(when):
    return f"{when.day}/{when.month}/{when.year} {when:%H:%M}"


def _dashes(when):
    return f"{when:%d-%m-%Y %H:%M}"


def _incidents(stamp, words):
    """Simulated incidents of 24 agents over 12 weeks, as one system writes them."""
    random = Random(20261121)
    lines = [HEADER]
    for number in range(1500):
        agent = random.randrange(24)
        opened = datetime(2026, 1, 5) + timedelta(minutes=random.randrange(12 * 7 * 1440 - 3000))
        faster = agent < 12 and opened >= datetime(2026, 2, 2)
        resolved = opened + timedelta(minutes=int(random.lognormvariate(5.5, 0.6) * (0.8 if faster else 1)))
        cells = [f"INC{number:05d}", stamp(opened), stamp(resolved), f"agent {agent}", "A" if agent < 12 else "B"]
        lines.append(",".join([*cells, words[random.random() < 0.9], "0" if random.random() < 0.95 else "1"]))
    return "\n".join(lines) + "\n"


STYLES = {
    "iso": (_iso, ("false", "true")),
    "slashes": (_slashes, ("FALSE", "TRUE")),
    "dashes": (_dashes, ("FALSE", "TRUE")),
}


FORMATS = ("json", "markdown", "csv", "text", "junit", "github")


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """Style -> format -> what the command wrote, from folders that differ in nothing but the style."""
    found = {}
    for name, (stamp, words) in STYLES.items():
        folder = tmp_path_factory.mktemp(name)
        (folder / "incidents.csv").write_text(_incidents(stamp, words))
        (folder / "charter.yaml").write_text(changed(CHANGES))
        wishes = [word for kind in FORMATS for word in ("--output", f"{kind}=out.{kind}")]
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(folder)
            code = main(["evaluate", "charter.yaml", "--as-of", "2026-04-05", "--no-color", *wishes])
        found[name] = {kind: (folder / f"out.{kind}").read_text() for kind in FORMATS} | {"code": code}
    return found


def _assessment(text):
    """The JSON without what belongs to the file alone, and that."""
    whole = json.loads(text)
    about = whole["provenance"]
    own = [about["data"].pop("notes"), *((file.pop("sha256"), file.pop("bytes")) for file in about["inputs"])]
    return json.dumps(whole, indent=2), own


@pytest.mark.parametrize("style", ["slashes", "dashes"])
def test_the_assessment_is_the_same_to_the_byte(printed, style):
    """All but the file's digest, its size and the notes about how it is read."""
    same, own = _assessment(printed["iso"]["json"])
    here, differs = _assessment(printed[style]["json"])
    assert (here, printed[style]["code"]) == (same, printed["iso"]["code"])
    assert own != differs


def test_the_order_that_was_decided_is_said(printed):
    """And nothing where nothing was decided."""
    notes = {style: _assessment(found["json"])[1][0] for style, found in printed.items()}
    day_first = [
        f'Dates in "{column}" are read day first, decided from all its values.'
        for column in ("resolved_at", "opened_at")
    ]
    assert notes == {"iso": [], "slashes": day_first, "dashes": day_first}


NOTE = re.compile(
    r"\s*(?:Read as:)?\s*Dates in (?:\"|&quot;)\w+(?:\"|&quot;) are read day first, decided from all its values\."
)


@pytest.mark.parametrize("kind", ["csv", "junit", "github"])
@pytest.mark.parametrize("style", ["slashes", "dashes"])
def test_other_outputs_are_the_same_to_the_byte(printed, style, kind):
    """They carry no digest; the notes about how the file is read are left out."""
    here, there = (NOTE.sub("", printed[one][kind]) for one in (style, "iso"))
    assert here == there


@pytest.mark.parametrize("kind", ["markdown", "text"])
@pytest.mark.parametrize("style", ["slashes", "dashes"])
def test_the_scorecard_differs_in_digest_and_notes_only(printed, style, kind):
    """Line by line."""
    here, there = (set(printed[one][kind].splitlines()) for one in (style, "iso"))
    assert all("sha256" in line.lower() or "are read day first" in line for line in here ^ there), sorted(here ^ there)


def test_the_incidents_would_tell_another_order(printed):
    """The control of this test: their days are above twelve, and all rows are used."""
    file = json.loads(printed["slashes"]["json"])["provenance"]["inputs"][0]
    assert (file["rows_read"], file["rows_used"], file["rejected"]) == (1500, 1500, 0)

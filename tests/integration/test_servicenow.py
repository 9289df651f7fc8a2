"""A real incident log in which nothing was done: evaluated straight from the gz, it must not give a gain.

The 200 splits use seeds 0 to 199, fixed before any result was seen. At most 10 of them may call the placebo better:
the binomial limit around 2.5 %. Measured: 5 better and 4 MET (over the next 2,000 seeds, not tested here: 32 and 18).
"""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from pilotaudit.charter.load import load_charter
from pilotaudit.charter.roles import asked
from pilotaudit.cli import main
from pilotaudit.estimates.ladder import measure
from pilotaudit.estimates.model import Estimate
from pilotaudit.gates.primary import primary_criterion
from pilotaudit.panel.read import read_panel
from pilotaudit.panel.timeline import timeline_of
from tests.integration.real import APRIL, AS_OF, MARCH, NO_CONTROL, groups, halves, incident_log, write_charter

pytestmark = pytest.mark.integration

SPLITS = 200
LIMIT = 10


@pytest.fixture(scope="module")
def log() -> Path:
    """The export, where it lies."""
    return incident_log()


@pytest.fixture(scope="module")
def incidents(log: Path) -> pd.DataFrame:
    """One row per incident, reduced by hand with pandas: the oracle for what the tool must have read."""
    with gzip.open(log) as file:
        rows = pd.read_csv(file, na_values=["?"], low_memory=False)
    last = rows.sort_values("sys_mod_count", kind="stable").groupby("number").tail(1)
    stamp = {name: pd.to_datetime(last[name], format="%d/%m/%Y %H:%M") for name in ("opened_at", "resolved_at")}
    return last.assign(**stamp, hours=(stamp["resolved_at"] - stamp["opened_at"]).dt.total_seconds() / 3600)


@pytest.fixture(scope="module")
def agents(incidents: pd.DataFrame) -> list[str]:
    """Everybody who resolved an incident in April or May."""
    seen = incidents[incidents.resolved_at.between("2016-04-01", "2016-06-01", inclusive="left")]
    return sorted(seen.resolved_by.dropna().unique())


@pytest.fixture(scope="module")
def first_split(log: Path, agents: list[str], tmp_path_factory) -> Path:
    """The charter of split 0."""
    return write_charter(tmp_path_factory.mktemp("split"), log, groups(*halves(0, agents)), APRIL)


def _evaluate(path: Path, capsys) -> tuple[int, dict]:
    code = main(["evaluate", str(path), "--as-of", AS_OF, "--allow-outside", "--quiet", "--format", "json"])
    return code, json.loads(capsys.readouterr().out)


def test_split_is_read_straight_from_the_gz(first_split: Path, capsys) -> None:
    """All 141,712 updates are read and accounted for, and the placebo is not a GO."""
    code, assessment = _evaluate(first_split, capsys)
    data = assessment["provenance"]["data"]
    counted = sum(count["rows"] for count in [*data["rejects"], *data["set_aside"]])
    assert (data["rows_read"], data["rows_used"] + counted) == (141_712, 141_712)
    assert code in (10, 11)


def test_levels_agree_with_pandas(first_split: Path, incidents: pd.DataFrame, agents: list[str], capsys) -> None:
    """The pilot group's mean resolution time in April is the one that pandas finds in the day-first dates."""
    pilot, _ = halves(0, agents)
    april = incidents[incidents.resolved_at.dt.strftime("%Y-%m") == "2016-04"]
    metric = _evaluate(first_split, capsys)[1]["metrics"][0]
    expected = april[april.resolved_by.isin(pilot)].hours.mean()
    assert metric["baseline"] == pytest.approx(expected, rel=1e-9)


def test_placebo_is_rarely_called_better(first_split: Path, agents: list[str]) -> None:
    """Over 200 random halves at most 10 tests call the placebo better and at most 10 criteria are MET."""
    loaded = load_charter(first_split, allow_outside=True)
    wanted = asked(loaded.charter)[:1]
    timeline = timeline_of(loaded.charter, date.fromisoformat(AS_OF))
    panel = read_panel(loaded, [one.metric for one in wanted], timeline)
    better = met = 0
    for seed in range(SPLITS):
        pilot = set(halves(seed, agents)[0])
        arms = np.array([int(name in pilot) for name in panel.units])
        cells = {key: replace(cell, arm=arms[cell.unit]) for key, cell in panel.metrics.items()}
        (found,) = measure(loaded.charter, replace(panel, metrics=cells), wanted)
        assert isinstance(found.test, Estimate)
        criterion = primary_criterion(found, wanted[0].aim, has_late=True, interim=False, untrusted="")
        better += found.test.quantile(0.975) < 0
        met += criterion.state == "MET"
    assert (better <= LIMIT, met <= LIMIT) == (True, True), f"{better} tests better, {met} criteria MET"


def test_march_against_may_without_control_is_never_a_plain_go(log: Path, tmp_path, capsys) -> None:
    """The log's own fall from March to May, with nobody to compare with, does not become a GO."""
    path = write_charter(tmp_path, log, NO_CONTROL, MARCH)
    code, assessment = _evaluate(path, capsys)
    assert assessment["verdict"] != "GO"
    assert code in (0, 10, 11)

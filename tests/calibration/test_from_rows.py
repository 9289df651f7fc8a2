"""The calibration enters at the panel; the command reads rows. Both give the same numbers."""

import json
import subprocess
import sys
from dataclasses import asdict
from math import log

import pytest

from pilotaudit.assessment.metrics import metric_out
from tests.calibration.pilots import Promise, case_of, charter_of, ended, ruled
from tests.calibration.rows import ERRORS, HANDLING, write_pilot
from tests.calibration.world import World

pytestmark = pytest.mark.calibration

PROMISE = Promise(primary=HANDLING, guardrails=((ERRORS, "no worse than 2.5pp"),))
GAIN = log(0.8)
WORLDS = {
    "10 v 10": (World(effect=GAIN), PROMISE),
    "3 v 30, unequal sizes": (World(3, 30, rows=20, sizes=0.8, effect=GAIN), PROMISE),
    "mix shift and turnover": (World(shifted=0.75, turnover=0.2, absent=0.1, effect=GAIN), PROMISE),
    "one unit per arm": (World(1, 1, effect=GAIN), PROMISE),
    "no control": (World(10, 0, trend=-0.01, effect=GAIN), PROMISE),
}


def evaluated(folder, world):
    """The first assessment that the command prints for a folder."""
    day = str(ended(world.pilot + 1))
    command = [sys.executable, "-m", "pilotaudit", "evaluate", "charter.yaml", "--as-of", day, "--format", "json"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 10, 11), done.stderr
    return json.loads(done.stdout)


def numbers(tree, path=""):
    """Every number of a tree with its path; sequences and records alike."""
    if isinstance(tree, bool) or tree is None or isinstance(tree, str):
        return {}
    if isinstance(tree, int | float):
        return {path: float(tree)}
    items = tree.items() if isinstance(tree, dict) else enumerate(tree)
    return {place: value for key, one in items for place, value in numbers(one, f"{path}.{key}").items()}


@pytest.fixture(scope="module", params=WORLDS)
def both(request, tmp_path_factory):
    """What the command says of one pilot's rows, and what the panel entry says of their sums."""
    world, promise = WORLDS[request.param]
    folder = tmp_path_factory.mktemp("pilot")
    metrics = write_pilot(folder, world, promise, seed=20261121)
    return evaluated(folder, world), world, promise, metrics


def test_every_number_of_every_metric_agrees(both):
    """Levels, effects, intervals, weeks and segments, to 1e-9 of their size."""
    printed, world, promise, metrics = both
    case = case_of(world, metrics, promise)
    for one, line in zip(case.measured, printed["metrics"], strict=True):
        assert one.metric.key == line["key"]
        expected = numbers(asdict(metric_out(one, charter_of(world, promise), case.panel.timeline)))
        found = {place: value for place, value in numbers(line).items() if place in expected}
        assert expected == pytest.approx(found, rel=1e-9, abs=1e-12)


def test_the_verdict_and_every_state_agree(both):
    """The rule sees the same criteria."""
    printed, world, promise, metrics = both
    ruling, _ = ruled(world, metrics, promise)
    assert ruling.verdict == printed["verdict"]
    assert {one.id: one.state for one in ruling.criteria} == {one["id"]: one["state"] for one in printed["criteria"]}

"""The primary criterion through the whole ladder: what a promise of ten percent comes to, with fixed seeds.

`python -m tests.calibration.test_primary` prints the shares that docs/statistics.md repeats.
"""

from collections import Counter
from functools import cache

import numpy as np
import pytest

from pilotaudit.charter.roles import Asked
from pilotaudit.estimates.ladder import measure
from pilotaudit.estimates.methods import two_windows
from pilotaudit.gates.primary import primary_criterion
from tests.calibration.world import World, pilots
from tests.estimates.build import MINUTES, charter, panel

pytestmark = pytest.mark.calibration

RUNS = 800
RULES = charter()
ASKED = Asked(MINUTES, "primary", aim=RULES.primary["handling_time"])


@cache
def states(fall: float) -> Counter:
    """How often each state is reached when the truth is a fall of that share, ten units against ten, target -10 %."""
    found = Counter()
    for sample in pilots(World(effect=float(np.log(1 - fall))), RUNS):
        measured = measure(RULES, panel({"handling_time": sample.cells}), [ASKED])[0]
        found[primary_criterion(measured, ASKED.aim, True, False, "").state] += 1
    return found


def test_nothing_is_rarely_called_met():
    """Without any effect the target is MET in at most 2.5 % of the pilots."""
    assert states(0.0)["MET"] <= 0.025 * RUNS


def test_twice_the_target_is_mostly_met():
    """With 20 % less, about 79 % are MET (limits of 99.9 % for this number of runs)."""
    assert states(0.2)["MET"] / RUNS == pytest.approx(0.79, abs=0.06)


def test_the_runs_use_the_estimators_of_the_command():
    """What the calibration of the first rung counts is what `measure` reports."""
    sample = next(pilots(World(), 1))
    measured = measure(RULES, panel({"handling_time": sample.cells}), [ASKED])[0]
    assert two_windows().compare(sample) == (measured.test, measured.size)


def shares() -> str:
    """How often each state is reached when the truth is nothing, the target, one and a half and twice the target."""
    lines = [f"10 units against 10, 4 + 8 weeks, 50 rows per unit and week, target -10 %, {RUNS} simulated pilots each"]
    for fall in (0.0, 0.1, 0.15, 0.2):
        found = states(fall)
        parts = (f"{state} {found[state] / RUNS:.1%}" for state in ("MET", "UNDERPOWERED", "MISSED"))
        lines.append(f"truth {-fall if fall else 0.0:+.0%}: {', '.join(parts)}")
    return "\n".join(lines)


def test_the_printed_shares_name_every_truth():
    """Four lines below the heading."""
    assert [line.split(":")[0] for line in shares().splitlines()[1:]] == [
        "truth +0%",
        "truth -10%",
        "truth -15%",
        "truth -20%",
    ]


if __name__ == "__main__":
    print(shares())

"""What others would say about the same pilots."""

from __future__ import annotations

from collections.abc import Mapping

from tests.calibration.figures import Figure, share
from tests.calibration.peers import present
from tests.calibration.run import Results, Study
from tests.calibration.sections.base import Section
from tests.calibration.trials import compared
from tests.calibration.world import World
from tests.calibration.worlds import SHAPES

RUNS = 1000
NAMES = (
    "3 v 3", "10 v 10", "30 v 30", "3 v 30", "high ICC", "heavy tails", "common shocks",
    "baseline imbalance with trend", "selective turnover", "mix shift", "everything at once",
)  # fmt: skip
WORLDS: Mapping[str, World] = {name: SHAPES[name] for name in NAMES}


def peers() -> Section:
    """False positives of other tests, beside the ladder's, on the same draws."""
    about = (
        "No effect. Every test sees the same pilots, all eight pilot weeks for the others; an improvement is claimed "
        "at one-sided 2.5 %. Tests on rows are computed from sums and sums of squares, which gives what the rows give. "
        "CUPED is given one row per unit, its strongest use; it is shown where tea-tasting is installed."
    )
    studies = [Study(f"peers, {name}", compared, world, runs=RUNS) for name, world in WORLDS.items()]
    return Section("What others say of the same pilots", about, studies, _figures)


def _figures(found: Results) -> list[Figure]:
    return [
        share(f"False positive, {test}", name, found[f"peers, {name}"][test] == 1)
        for test in ("this ladder", *present())
        for name in WORLDS
    ]

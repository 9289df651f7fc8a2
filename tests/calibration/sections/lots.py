"""Rungs of pilots that were drawn by lot: own baselines held constant, and no baseline at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import log

from tests.calibration.figures import Figure, share
from tests.calibration.pilots import Promise
from tests.calibration.run import Results, Study
from tests.calibration.sections.base import COVERED, ONE_SIDED, Section, better, covered, met
from tests.calibration.trials import estimates
from tests.calibration.world import World
from tests.calibration.worlds import falls

RUNS, GAIN_RUNS = 4000, 2000
NULL, GAIN = "no effect", "a true 20 %"
ANCOVA = Promise("randomised", ancova=True)
AFTER = Promise("randomised", baseline=False)
CHANGE = Promise("randomised")
ROWS = Promise("randomised", rows=True)
ALONE = World(1, 1, rows=500, units=0.0, unit_week=0.0, drift=0.0)
"""Rows that do not resemble each other, 500 a week and group."""
NOISY = World(units=0.05)
"""Units alike but for chance: a baseline of four weeks says little about any of them."""


@dataclass(frozen=True, slots=True)
class Lot:
    """A world with its charter. promised: whether the ranges of the first rung are asked of it."""

    world: World
    promise: Promise
    promised: bool = True


LOTS: Mapping[str, Lot] = {
    "ANCOVA, 10 v 10": Lot(World(), ANCOVA),
    "ANCOVA, 30 v 30": Lot(World(30, 30), ANCOVA),
    "ANCOVA, 4 v 4": Lot(World(4, 4), ANCOVA),
    "ANCOVA, 5 v 30": Lot(World(5, 30), ANCOVA, promised=False),
    "ANCOVA, mix shift": Lot(World(shifted=0.75), ANCOVA, promised=False),
    "ANCOVA, units alike": Lot(NOISY, ANCOVA),
    "unit log change, units alike": Lot(NOISY, CHANGE),
    "after only, 10 v 10": Lot(World(), AFTER),
    "after only, 30 v 30": Lot(World(30, 30), AFTER),
    "after only, units alike": Lot(NOISY, AFTER),
    "within 10 units": Lot(World(10, 10, rows=25, crossed=True), AFTER),
    "within 4 units": Lot(World(4, 4, rows=25, crossed=True), AFTER),
    "rows as units": Lot(ALONE, ROWS),
    "rows as units, no baseline": Lot(ALONE, replace(ROWS, baseline=False)),
    "rows as units, 5 % binary": Lot(replace(ALONE, kind="proportion"), ROWS),
    "rows called units that resemble each other": Lot(World(), ROWS, promised=False),
}


def lots() -> Section:
    """ANCOVA and after only, beside the first rung on the same worlds."""
    about = (
        "Assigned by lot. *ANCOVA* holds each unit's own baseline constant, where the charter says so beforehand; "
        "*after only* has no baseline. Neither is adjusted for case mix, so a shift of it passes for an effect: the "
        "ladder says so. *Units alike*: they differ by 0.05 and not by 0.25, which is where ANCOVA is worth it. "
        "*Within*: items of each unit go to both groups by lot. *Rows as units*: `unit: row`, 500 a week and group."
    )
    studies = [Study(f"lots, {name}, {NULL}", estimates, one.world, one.promise, RUNS) for name, one in LOTS.items()]
    studies += [
        Study(f"lots, {name}, {GAIN}", estimates, falls(one.world, 0.2), one.promise, GAIN_RUNS)
        for name, one in LOTS.items()
    ]
    return Section("Drawn by lot", about, studies, _figures)


def _figures(found: Results) -> list[Figure]:
    null = {name: found[f"lots, {name}, {NULL}"] for name in LOTS}
    gain = {name: found[f"lots, {name}, {GAIN}"] for name in LOTS}
    goals = {name: (ONE_SIDED, COVERED) if one.promised else (None, None) for name, one in LOTS.items()}
    return [
        *(share("False positive, one-sided 2.5 %", name, better(null[name]), goals[name][0]) for name in LOTS),
        *(share("Coverage, a true 20 %", name, covered(gain[name], log(0.8)), goals[name][1]) for name in LOTS),
        *(share("Power at a true 20 %", name, better(gain[name])) for name in LOTS),
        *(share("MET when the truth is 0", name, met(null[name])) for name in LOTS),
        *(share("MET at a true 20 %", name, met(gain[name])) for name in LOTS),
    ]

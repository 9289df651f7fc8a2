"""Every shape with control: false positives, coverage, power, and how often the target is called MET."""

from __future__ import annotations

from collections.abc import Mapping
from math import log

import numpy as np

from tests.calibration.figures import Figure, mean, ratio, share
from tests.calibration.oracle import power
from tests.calibration.run import Results, Study
from tests.calibration.sections.base import (
    COVERED,
    MET_OF_BEST,
    NEVER_MET,
    ONE_SIDED,
    ONE_SIDED_MEAN,
    POWER,
    POWER_BY_SIZE,
    TWO_SIDED,
    Section,
    better,
    covered,
    met,
    worse,
)
from tests.calibration.trials import estimates
from tests.calibration.world import Floats, World
from tests.calibration.worlds import HEAVIER, SHAPES, falls

NULL_RUNS, EFFECT_RUNS = 4000, 2000
RARELY_FOUND = 8000
"""Runs where a true effect is found in few pilots or the goal is near, so that ratios have an error of 0.02 or less."""
TWICE = "2 x"
FALLS = {"at the target": 0.10, "1.5 x": 0.15, TWICE: 0.20}
EQUAL = ("3 v 3", "4 v 4", "5 v 5", "10 v 10", "30 v 30")
"""Sizes for which the share of MET was promised."""
CLOSE = ("3 v 3", "4 v 4", "5 v 5", "10 v 10", "3 v 30", "4 v 40")


def studies(worlds: Mapping[str, World], null: int, effect: int) -> list[Study]:
    """No effect and twice the target, for every world; the target and half as much more for equal sizes."""
    found = [Study(f"{name}, no effect", estimates, world, runs=null) for name, world in worlds.items()]
    return found + [
        Study(f"{name}, {title}", estimates, falls(world, fall), runs=RARELY_FOUND if name in CLOSE else effect)
        for name, world in worlds.items()
        for title, fall in FALLS.items()
        if title == TWICE or name in EQUAL
    ]


def shapes() -> Section:
    """The shapes that a goal is set for."""
    about = (
        "Each pilot goes through the ladder. *One-sided*: the two-sided 95 % interval of the test lies wholly on the "
        "better side although there is no effect. *Of the oracle*: divided by the power of a t test with pooled "
        "variance that knew the true error (noncentral t, units less 2 df). *MET*: the target of -10 % by all clauses."
    )
    return Section(
        "Every shape with control",
        about,
        studies(SHAPES, NULL_RUNS, EFFECT_RUNS),
        lambda found: _promised(found) + _power(found, SHAPES) + _met(found),
    )


def heavier() -> Section:
    """Worlds of the suite's own."""
    about = (
        "Worlds that no goal was set for; the same figures are shown. A pilot that is refused (too few events) gives "
        "no interval: it is never a false positive, and does not count for coverage."
    )
    return Section("Heavier worlds", about, studies(HEAVIER, 2000, 1000), _shown)


def _promised(found: Results) -> list[Figure]:
    """False positives and coverage, each world and the mean."""
    alarms = [share("False positive, one-sided 2.5 %", name, better(_null(found, name)), ONE_SIDED) for name in SHAPES]
    alarms.append(mean("False positive, one-sided 2.5 %", "mean of these", alarms, ONE_SIDED_MEAN))
    both = [
        share("False positive, two-sided 5 %", name, better(one) | worse(one), TWO_SIDED)
        for name, one in ((name, _null(found, name)) for name in SHAPES)
    ]
    return alarms + both + _coverage(found, SHAPES)


def _coverage(found: Results, worlds: Mapping[str, World], promised: bool = True) -> list[Figure]:
    goal = COVERED if promised else None
    return [
        share(f"Coverage of the {words} interval, {title}", name, covered(one, truth, which), goal)
        for which, words in (("test", "test's"), ("size", "size's"))
        for title, truth, key in (("no effect", 0.0, "no effect"), ("a true 20 %", log(0.8), TWICE))
        for name, one in ((name, found[f"{name}, {key}"]) for name in worlds)
    ]


def _power(found: Results, worlds: Mapping[str, World], promised: bool = True) -> list[Figure]:
    return [
        ratio(
            "Power of the test at a true 20 %, of the oracle",
            name,
            better(found[f"{name}, {TWICE}"]),
            _best(found, name, world, FALLS[TWICE]),
            POWER_BY_SIZE.get(name, POWER) if promised else None,
        )
        for name, world in worlds.items()
    ]


def _met(found: Results) -> list[Figure]:
    never = [share("MET when the truth is 0", name, met(_null(found, name)), NEVER_MET) for name in SHAPES]
    of_best = [
        ratio(f"MET at {title} the target, of the oracle", name, met(found[f"{name}, {title}"]), best, goal)
        for title in ("1.5 x", TWICE)
        for name, world in SHAPES.items()
        if f"{name}, {title}" in found
        for best, goal in [(_best(found, name, world, FALLS[title]), MET_OF_BEST if name in EQUAL else None)]
    ]
    plain = [
        share(f"MET, share of the pilots, {title}", name, met(found[f"{name}, {title}"]))
        for title in FALLS
        for name in EQUAL
    ]
    return never + of_best + plain


def _shown(found: Results) -> list[Figure]:
    alarms = [share("False positive, one-sided 2.5 %", name, better(_null(found, name))) for name in HEAVIER]
    never = [share("MET when the truth is 0", name, met(_null(found, name))) for name in HEAVIER]
    refused = [share("Refused", name, np.isnan(_null(found, name)["test_low"])) for name in HEAVIER]
    return alarms + never + _coverage(found, HEAVIER, promised=False) + _power(found, HEAVIER, promised=False) + refused


def _null(found: Results, name: str) -> Mapping[str, Floats]:
    return found[f"{name}, no effect"]


def _best(found: Results, name: str, world: World, fall: float) -> float:
    """The oracle's power; the true error comes from all pilots of this world, each held against its own truth."""
    errors = [_null(found, name)["test_center"]]
    for title, true in FALLS.items():
        if f"{name}, {title}" in found:
            errors.append(found[f"{name}, {title}"]["test_center"] - log(1 - true))
    return power(log(1 - fall), np.concatenate(errors), world.treated, world.control)

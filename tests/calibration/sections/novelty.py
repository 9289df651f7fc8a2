"""Gains that do not last, and pilots chosen because they were bad."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import log

from tests.calibration.figures import Figure, Goal, share
from tests.calibration.run import Results, Study
from tests.calibration.sections.base import Section, better, met
from tests.calibration.trials import estimates, flagged
from tests.calibration.world import World

RUNS = 4000
WORST_RUNS = 2000
NOVELTY = World(effect=log(0.8), fade=0.65)
"""A gain of 20 % in the first week that loses a third of itself every week."""
STOPS = World(effect=log(0.8), stops=5)
"""A gain of 20 % for five of eight weeks."""

WORLDS: Mapping[str, tuple[World, Goal | None]] = {
    "pure novelty, 10 v 10": (NOVELTY, Goal(high=0.04)),
    "pure novelty, 30 v 30": (replace(NOVELTY, treated=30, control=30), Goal(high=0.02)),
    "stops after 5 weeks, 10 v 10": (STOPS, None),
    "stops after 5 weeks, 30 v 30": (replace(STOPS, treated=30, control=30), None),
}
REGRESSED = Goal(high=0.07)
STANDARD = "10 worst of 20"
WORST: Mapping[str, World] = {
    STANDARD: World(worst=True),
    "5 worst of 10": World(5, 5, worst=True),
    "5 worst of 20": World(5, 15, worst=True),
    "30 worst of 60": World(30, 30, worst=True),
    "10 worst of 20, alike but for chance": World(units=0.05, worst=True),
    "10 worst of 20, shocks that last": World(memory=0.8, worst=True),
}


def novelty() -> Section:
    """Pure novelty, and a gain that stops."""
    about = (
        "*Pure novelty*: -20 % in the first week, a third of what is left lost every week. *All eight weeks*: MET "
        "without settling in and late half, that is, a significant test and an estimate at the target."
    )
    studies = [Study(name, estimates, world, runs=RUNS) for name, (world, _) in WORLDS.items()]
    return Section("Gains that do not last", about, studies, _fading)


def worst() -> Section:
    """Regression to the mean."""
    about = (
        "No effect; the pilot group are the units with the highest level in the same four weeks that serve as "
        "baseline. *Flagged*: finding CMP107 says so. *False flag*: it speaks although lots decided."
    )
    studies = [Study(f"regression, {name}", flagged, world, runs=WORST_RUNS) for name, world in WORST.items()]
    studies.append(Study("regression, by lot", flagged, World(), runs=WORST_RUNS))
    return Section("Chosen among the worst", about, studies, _regressed)


def _fading(found: Results) -> list[Figure]:
    return [
        *(share("MET", name, met(found[name]), goal) for name, (_, goal) in WORLDS.items()),
        *(share("MET without settling in and late half", name, found[name]["unprotected"] == 1) for name in WORLDS),
    ]


def _regressed(found: Results) -> list[Figure]:
    one = {name: found[f"regression, {name}"] for name in WORST}
    return [
        *(
            share("False positive, one-sided 2.5 %", name, better(one[name]), REGRESSED if name == STANDARD else None)
            for name in WORST
        ),
        *(share("Flagged", name, one[name]["CMP107"] == 1) for name in WORST),
        *(
            share("False positive and not flagged", name, better(one[name]) & (one[name]["CMP107"] == 0))
            for name in WORST
        ),
        share("False flag", "10 of 20 by lot", found["regression, by lot"]["CMP107"] == 1),
    ]

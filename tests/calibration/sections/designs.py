"""Designs that are weaker than a control of many units: one unit per arm, no control, one team per arm."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import log

from tests.calibration.figures import Figure, Goal, share
from tests.calibration.pilots import USUAL, Promise
from tests.calibration.run import Results, Study
from tests.calibration.sections.base import Section, better, covered, met
from tests.calibration.trials import estimates
from tests.calibration.world import World
from tests.calibration.worlds import falls

RUNS = 4000
GAIN_RUNS = 2000
TRUTH = log(0.8)
NULL, GAIN = "no effect", "a true 20 %"


@dataclass(frozen=True, slots=True)
class Design:
    """A world with its charter. alarms, found: goals of false positives and of power at a true 20 %, or None."""

    world: World
    promise: Promise = USUAL
    alarms: Goal | None = None
    found: Goal | None = None


BY_TEAM = Promise("by team")
ONE_UNIT = Goal(high=0.025), Goal(low=0.20)
ALONE = Goal(high=0.045), Goal(low=0.35)
TEAMS = Goal(high=0.03), Goal(low=0.55)
SEASON = World(10, 0, trend=-0.01, season=0.10)

DESIGNS: Mapping[str, Design] = {
    "one unit per arm, 500 rows a week": Design(World(1, 1, rows=500), USUAL, *ONE_UNIT),
    "one unit per arm, 50 rows a week": Design(World(1, 1), USUAL, ONE_UNIT[0]),
    "one unit against 10, 500 rows a week": Design(World(1, 10, rows=500), USUAL, ONE_UNIT[0]),
    "one unit per arm, 500 rows, 8 + 12 weeks": Design(World(1, 1, rows=500, baseline=8, pilot=12)),
    "one unit per arm, 500 rows, drift twice as far": Design(World(1, 1, rows=500, drift=0.12)),
    "no control, season and trend": Design(SEASON, USUAL, *ALONE),
    "no control, trend": Design(World(10, 0, trend=-0.01)),
    "no control, nothing moves": Design(World(10, 0)),
    "no control, season and trend, 8 + 12 weeks": Design(replace(SEASON, baseline=8, pilot=12)),
    "one team per arm, 10 v 10": Design(World(team=0.05), BY_TEAM, *TEAMS),
    "one team per arm, 30 v 30": Design(World(30, 30, team=0.05), BY_TEAM),
    "one team per arm, teams drift twice as far": Design(World(team=0.10), BY_TEAM),
}


def designs() -> Section:
    """All of them."""
    about = (
        "The verdict of each of these is at most CONDITIONAL GO. *No control*: the treated alone, with a yearly wave "
        "of 10 % that begins anywhere and a fall of 1 % a week that was there before. *One team*: the arms themselves "
        "drift by 5 %, which is the default of `team_drift`."
    )
    studies = [Study(f"{name}, {NULL}", estimates, one.world, one.promise, RUNS) for name, one in DESIGNS.items()]
    studies += [
        Study(f"{name}, {GAIN}", estimates, falls(one.world, 0.2), one.promise, GAIN_RUNS)
        for name, one in DESIGNS.items()
    ]
    return Section("Weaker designs", about, studies, _figures)


def _figures(found: Results) -> list[Figure]:
    null = {name: found[f"{name}, {NULL}"] for name in DESIGNS}
    gain = {name: found[f"{name}, {GAIN}"] for name in DESIGNS}
    alarms = [
        share("False positive, one-sided 2.5 %", name, better(null[name]), one.alarms) for name, one in DESIGNS.items()
    ]
    power = [share("Power at a true 20 %", name, better(gain[name]), one.found) for name, one in DESIGNS.items()]
    plain = [share("Could be a plain GO", name, gain[name]["plain"] == 1, Goal(high=0.0)) for name in DESIGNS]
    return [
        *alarms,
        *power,
        *plain,
        *(share("MET when the truth is 0", name, met(null[name])) for name in DESIGNS),
        *(share("MET at a true 20 %", name, met(gain[name])) for name in DESIGNS),
        *(share("Coverage of the test's interval, no effect", name, covered(null[name], 0.0)) for name in DESIGNS),
        *(
            share("Coverage of the test's interval, a true 20 %", name, covered(gain[name], log(0.8)))
            for name in DESIGNS
        ),
    ]

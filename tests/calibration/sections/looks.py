"""Registered looks every week: how often any of them is significant, with and without an effect."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tests.calibration.figures import Figure, Goal, paired, share
from tests.calibration.pilots import Promise
from tests.calibration.run import Results, Study
from tests.calibration.sections.base import Section
from tests.calibration.trials import looked
from tests.calibration.world import World
from tests.calibration.worlds import falls

RUNS = 2000


@dataclass(frozen=True, slots=True)
class Schedule:
    """A world, and the pilot weeks after which it is looked at, the last day besides."""

    world: World
    weeks: tuple[int, ...]

    @property
    def promise(self) -> Promise:
        """The charter that registers the looks."""
        return Promise(looks=self.weeks)


SCHEDULES: Mapping[str, Schedule] = {
    "10 v 10, 4 + 8 weeks, 5 looks": Schedule(World(), (4, 5, 6, 7)),
    "30 v 30, 4 + 8 weeks, 5 looks": Schedule(World(30, 30), (4, 5, 6, 7)),
    "10 v 10, 4 + 16 weeks, 13 looks": Schedule(World(pilot=16), tuple(range(4, 16))),
    "5 v 5, 4 + 8 weeks, 5 looks": Schedule(World(5, 5), (4, 5, 6, 7)),
}
GAINS = {"a true 15 %": 0.15, "a true 20 %": 0.20}
GOALS = {"a true 15 %": None, "a true 20 %": Goal(low=0.95, ratio=True)}
"""Power was promised at a true 20 %, as everywhere."""


def looks() -> Section:
    """Weekly looks from the first settled week on."""
    about = (
        "A look after every settled week, registered in the charter. *Ever significant*: at any of them the one-sided "
        "p-value of the test is below the level of that look. *Uncorrected*: below 2.5 % at any of them. *Rows*: the "
        "same with Welch's test on the rows of the weeks so far."
    )
    studies = [
        Study(f"looks, {name}, {title}", looked, falls(one.world, fall), one.promise, RUNS)
        for name, one in SCHEDULES.items()
        for title, fall in {"no effect": 0.0, **GAINS}.items()
    ]
    return Section("Interim looks", about, studies, _figures)


def _figures(found: Results) -> list[Figure]:
    null = {name: found[f"looks, {name}, no effect"] for name in SCHEDULES}
    figures = [
        *(share("Ever significant, no effect", name, one["ever"] == 1, Goal(high=0.036)) for name, one in null.items()),
        *(share("Ever MET, no effect", name, one["met"] == 1) for name, one in null.items()),
        *(
            share("Ever significant, no effect, uncorrected", name, one["uncorrected"] == 1)
            for name, one in null.items()
        ),
        *(share("Ever significant, no effect, rows", name, one["rows"] == 1) for name, one in null.items()),
    ]
    for title in GAINS:
        for name in SCHEDULES:
            one = found[f"looks, {name}, {title}"]
            ever, single = one["ever"] == 1, one["single"] == 1
            figures.append(paired(f"Power at {title}, of a single look", name, ever, single, GOALS[title]))
    return figures

"""The whole rule, from the panel to the verdict: how often each verdict comes out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from tests.calibration.figures import Figure, Goal, share
from tests.calibration.pilots import Promise
from tests.calibration.run import Results, Study
from tests.calibration.sections.base import Section
from tests.calibration.sections.novelty import NOVELTY, STOPS
from tests.calibration.trials import VERDICTS, verdicts
from tests.calibration.world import World
from tests.calibration.worlds import falls

RUNS = 1000
SIZES = {"10 v 10": (10, 10), "30 v 30": (30, 30)}
MARGINS = {"10 v 10": 0.025, "30 v 30": 0.015}
"""Margins that units can afford: shown harmless in about 80 % of harmless pilots."""
KEYS = ("error_rate", "escalation_rate", "reopen_rate")


@dataclass(frozen=True, slots=True)
class Story:
    """What really happens. guardrails: stated ones; harmed: whether the first is harmed by its margin.

    goal: for the share of GO and CONDITIONAL GO together, by size; None when shown only.
    """

    world: World
    guardrails: int = 1
    harmed: bool = False
    goal: Mapping[str, Goal] | None = None


def _both(high: float) -> Mapping[str, Goal]:
    return dict.fromkeys(SIZES, Goal(high=high))


STORIES: Mapping[str, Story] = {
    "no effect": Story(World(), goal=_both(0.025)),
    "at the target": Story(falls(World(), 0.10)),
    "1.5 x the target": Story(falls(World(), 0.15)),
    "2 x the target": Story(falls(World(), 0.20)),
    "2 x the target, 3 guardrails": Story(falls(World(), 0.20), guardrails=3),
    "2 x the target, guardrail harmed at its margin": Story(falls(World(), 0.20), harmed=True, goal=_both(0.07)),
    "chosen as the worst, no effect": Story(World(worst=True)),
    "pure novelty": Story(NOVELTY, goal={"10 v 10": Goal(high=0.04), "30 v 30": Goal(high=0.02)}),
    "stops after 5 weeks": Story(STOPS),
}
ASSIGNMENTS = ("matched", "randomised")


def whole_rule() -> Section:
    """All clauses together, with findings, guardrails and weekly use."""
    about = (
        "Primary target -10 %, one stated guardrail unless said (rate 5 %, margin 2.5 points for 10 v 10 and 1.5 for "
        "30 v 30), weekly use of 80 %; all findings are run. Matched groups become CONDITIONAL GO where a drift "
        "before the pilot could explain the result; randomised ones need no such condition."
    )
    studies = [
        Study(_name(story, size, assignment), verdicts, _world(one, size), _promise(one, size, assignment), RUNS)
        for story, one in STORIES.items()
        for size in SIZES
        for assignment in ASSIGNMENTS
    ]
    return Section("The whole rule", about, studies, _figures, matrix=True)


def _figures(found: Results) -> list[Figure]:
    return [
        figure
        for size in SIZES
        for assignment in ASSIGNMENTS
        for story, one in STORIES.items()
        for figure in _of_story(found, story, one, size, assignment)
    ]


def _of_story(found: Results, story: str, one: Story, size: str, assignment: str) -> list[Figure]:
    verdict, world = found[_name(story, size, assignment)]["verdict"], f"{story}, {size}, {assignment}"
    passed = verdict <= VERDICTS.index("CONDITIONAL GO")
    goal = None if one.goal is None else one.goal[size]
    shown = [share(title, world, verdict == place) for place, title in enumerate(VERDICTS[:4])]
    return [*shown, share("GO or CONDITIONAL GO", world, passed, goal)]


def _world(story: Story, size: str) -> World:
    treated, control = SIZES[size]
    return replace(story.world, treated=treated, control=control, harm=MARGINS[size] if story.harmed else 0.0)


def _promise(story: Story, size: str, assignment: str) -> Promise:
    limit = f"no worse than {100 * MARGINS[size]:g}pp"
    stated = tuple((key, limit) for key in KEYS[: story.guardrails])
    return Promise(assignment, primary="average_handling_time", guardrails=stated)


def _name(story: str, size: str, assignment: str) -> str:
    return f"rule, {size}, {assignment}, {story}"

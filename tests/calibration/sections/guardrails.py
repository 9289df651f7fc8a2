"""Stated guardrails: how often a harm as large as the margin passes, and how often harmlessness can be shown."""

from __future__ import annotations

from collections.abc import Mapping

from tests.calibration.figures import Figure, Goal, share
from tests.calibration.pilots import Promise
from tests.calibration.run import Results, Study
from tests.calibration.sections.base import Section
from tests.calibration.trials import guardrails as trial
from tests.calibration.world import World
from tests.calibration.worlds import harmed

RUNS = 4000
PASSED = Goal(high=0.07)
GROUPS: Mapping[str, World] = {
    "10 v 10": World(kind="proportion"),
    "30 v 30": World(30, 30, kind="proportion"),
    "10 v 10, mix shift": World(kind="proportion", shifted=0.75),
    "30 v 30, mix shift": World(30, 30, kind="proportion", shifted=0.75),
}
MARGINS = (0.01, 0.015, 0.025)
"""In shares of rows; the usual rate is 5 %."""


def guardrails() -> Section:
    """Margins of 1, 1.5 and 2.5 points at a rate of 5 %."""
    about = (
        "An error rate of 5 %, 50 rows a week and unit, all eight pilot weeks judged. A guardrail passes when the "
        "one-sided 95 % bound of harm lies inside its margin."
    )
    studies = [
        Study(_name(group, margin, kind), trial, harmed(world, harm), _promise(margin), RUNS)
        for group, world in GROUPS.items()
        for margin in MARGINS
        for kind, harm in (("harmed", margin), ("harmless", 0.0))
    ]
    return Section("Stated guardrails", about, studies, _figures)


def _figures(found: Results) -> list[Figure]:
    every = [(group, margin) for group in GROUPS for margin in MARGINS]

    def figures(title: str, kind: str, which: str, goal: Goal | None = None) -> list[Figure]:
        return [
            share(title, f"{group}, {_points(margin)}", found[_name(group, margin, kind)][which] == 1, goal)
            for group, margin in every
        ]

    return [
        *figures("Passed although the harm is the margin", "harmed", "passed", PASSED),
        *figures("Shown harmless when it is", "harmless", "passed"),
        *figures("Called harmful when it is not", "harmless", "missed"),
    ]


def _promise(margin: float) -> Promise:
    return Promise(guardrails=(("error_rate", f"no worse than {_points(margin)}"),))


def _points(margin: float) -> str:
    return f"{100 * margin:g}pp"


def _name(group: str, margin: float, kind: str) -> str:
    return f"guardrail, {group}, {_points(margin)}, {kind}"

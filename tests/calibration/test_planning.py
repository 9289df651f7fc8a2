"""What a plan foretells from the baseline against what becomes of simulated pilots; `python -m` prints both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from math import log

import numpy as np
import pytest

from pilotaudit.estimates.baseline_plan import plan_of
from pilotaudit.estimates.plan_model import PrimaryPlan
from pilotaudit.estimates.planning import Frame, frame_of
from pilotaudit.estimates.sums import only
from pilotaudit.panel.model import Cells
from pilotaudit.plan import in_halves
from tests.calibration.draw import batches
from tests.calibration.pilots import START, USUAL, Promise, asked_of, charter_of, panel_of
from tests.calibration.reduced import drawn
from tests.calibration.trials import STATES, Columns, estimates, guardrails
from tests.calibration.world import World

pytestmark = pytest.mark.calibration

FEW, MANY = (60, 240), (200, 800)
"""Baselines that are planned from and pilots that are counted: in the tests, and in the figures that are printed."""
FALLS = (0.0, 0.1, 0.15, 0.2)
"""True falls: nothing, the target, one and a half and twice the target."""
MARGINS = {10: 0.025, 30: 0.015}
"""Margins that STATISTICS calls affordable: shown harmless in 80 % of harmless pilots."""


def foretold(world: World, promise: Promise, rng: np.random.Generator, runs: int) -> Columns:
    """Chances that the plan gives for each simulated baseline: MET at every true fall, and of a harmless guardrail."""
    found = [
        _chances(world, promise, sums.cells(pilot))
        for sums in batches(world, rng, runs)
        for pilot in range(sums.pilots)
    ]
    return {name: np.array([one[name] for one in found]) for name in found[0]}


def _chances(world: World, promise: Promise, cells: Cells) -> Mapping[str, float]:
    frame = frame_of(charter_of(world, promise))
    assert isinstance(frame, Frame)
    halves = in_halves(frame, START - timedelta(days=1))
    assert not isinstance(halves, str)
    before = only(cells, cells.week < 0)
    moved = replace(before, week=before.week + len(halves.pilot_weeks))
    key = promise.guardrails[0][0] if promise.guardrails else promise.primary
    panel = replace(panel_of(world, {key: moved}, promise), timeline=halves, absent={})
    asked = [one for one in asked_of(world, promise) if one.role in ("primary", "guardrail")]
    plan = plan_of(frame, panel, asked, "as in the data")
    if promise.guardrails:
        return {"harmless": plan.guardrails[0].chance}
    assert isinstance(plan.primary, PrimaryPlan)
    return {f"{truth.times:g}": truth.met for truth in plan.primary.truths}


def met(units: int, runs: tuple[int, int] = FEW) -> tuple[list[float], list[float]]:
    """Chances of MET at the four true falls: foretold on average, and counted."""
    world = World(units, units)
    plans = drawn(foretold, world, runs[0])
    counted = [drawn(estimates, replace(world, effect=log(1 - fall)), runs[1])["state"] for fall in FALLS]
    return (
        [float(plans[times].mean()) for times in ("0", "1", "1.5", "2")],
        [float(np.mean(states == STATES.index("MET"))) for states in counted],
    )


def harmless(units: int, margin: float, runs: tuple[int, int] = FEW) -> tuple[float, float]:
    """Chances that a harmless pilot is shown harmless at a rate of 5 %: foretold on average, and counted."""
    world = World(units, units, kind="proportion")
    promise = replace(USUAL, guardrails=(("error_rate", f"no worse than {100 * margin:g}pp"),))
    plans, pilots = drawn(foretold, world, runs[0], promise), drawn(guardrails, world, runs[1], promise)
    return float(plans["harmless"].mean()), float(pilots["passed"].mean())


@pytest.mark.parametrize("units", [10, 30])
def test_the_chance_of_met_is_foretold_within_a_few_points(units):
    """From four weeks of baseline, on average; so few pilots are only counted to within 8 points themselves."""
    plan, pilots = met(units)
    assert plan == pytest.approx(pilots, abs=0.12)


@pytest.mark.parametrize(("units", "margin"), [(10, 0.01), (10, 0.025), (30, 0.01), (30, 0.015)])
def test_the_chance_of_harmless_is_foretold_rather_too_low(units, margin):
    """The quarter that is added for drift is too much where chance is nearly all binomial: 6 to 14 points too low."""
    plan, pilots = harmless(units, margin)
    assert pilots - 0.2 <= plan <= pilots + 0.06


def figures() -> str:
    """Both, side by side."""
    lines = []
    for units in (10, 30):
        parts = ", ".join(f"{plan:.1%} {pilot:.1%}" for plan, pilot in zip(*met(units, MANY), strict=True))
        lines.append(f"{units} v {units}, MET at 0, 1, 1.5, 2 x target (foretold counted): {parts}")
        for margin in (0.01, MARGINS[units]):
            plan, pilot = harmless(units, margin, MANY)
            lines.append(f"{units} v {units}, 5 %, {100 * margin:g}pp shown harmless: {plan:.1%} {pilot:.1%}")
    return "\n".join(lines)


if __name__ == "__main__":
    print(figures())

"""Trials: what is written down about each simulated pilot. Every trial goes through the code that the command runs.

A trial takes a world, what its charter promises, a source of chance and a number of pilots, and gives one array per
thing written down, one entry per pilot.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import TypeAlias

import numpy as np

from pilotaudit.estimates.looks import ONE_SIDED, level_of
from pilotaudit.estimates.methods import two_windows
from pilotaudit.estimates.model import Estimate, Measured, Refusal
from pilotaudit.estimates.sums import Sample, only
from pilotaudit.findings.base import Case
from pilotaudit.findings.registry import run
from pilotaudit.gates.base import relative
from pilotaudit.gates.look import look_of
from pilotaudit.panel.model import Cells
from tests.calibration import peers
from tests.calibration.draw import Sums, batches, draw, rows_of
from tests.calibration.pilots import Promise, case_of, criterion, ruled
from tests.calibration.world import Floats, World

Columns: TypeAlias = Mapping[str, Floats]
Trial: TypeAlias = Callable[[World, Promise, np.random.Generator, int], Columns]

STATES = ("MET", "UNDERPOWERED", "MISSED", "NO DATA", "UNTRUSTED")
VERDICTS = ("GO", "CONDITIONAL GO", "HOLD", "NO-GO", "ROLLBACK")


def estimates(world: World, promise: Promise, rng: np.random.Generator, runs: int) -> Columns:
    """Intervals of test and size, and the state of the primary criterion, each pilot judged once at its end."""
    return _written(_estimated(world, promise, cells) for cells in _singles(world, promise, rng, runs))


def guardrails(world: World, promise: Promise, rng: np.random.Generator, runs: int) -> Columns:
    """The state of the stated guardrail of a pilot whose primary metric is of no interest."""
    key = promise.guardrails[0][0]
    alone = replace(promise, primary=key)
    return _written(_guarded(world, promise, cells) for cells in _singles(world, alone, rng, runs))


def verdicts(world: World, promise: Promise, rng: np.random.Generator, runs: int) -> Columns:
    """The verdict of the whole rule: primary, stated guardrails (the first one with the world's harm), weekly use."""
    return _written(_ruled(world, promise, metrics) for metrics in _whole(world, promise, rng, runs))


def flagged(world: World, promise: Promise, rng: np.random.Generator, runs: int) -> Columns:
    """The test, and the findings of a pilot of which only the primary metric is known."""
    return _written(_flagged(world, promise, metrics) for metrics in _singles(world, promise, rng, runs))


def looked(world: World, promise: Promise, rng: np.random.Generator, runs: int) -> Columns:
    """What registered looks see, each with the weeks up to it; `single` is the last day without looks."""
    found = ((sums, pilot) for sums in batches(world, rng, runs) for pilot in range(sums.pilots))
    return _written(_looked(world, promise, sums, pilot) for sums, pilot in found)


def compared(world: World, promise: Promise, rng: np.random.Generator, runs: int) -> Columns:
    """Whether the ladder's test and those of others show an improvement in the same pilots."""
    found = ((sums, pilot) for sums in batches(world, rng, runs) for pilot in range(sums.pilots))
    return _written(_compared(world, promise, sums, pilot) for sums, pilot in found)


def _singles(world: World, promise: Promise, rng: np.random.Generator, runs: int) -> Iterator[Mapping[str, Cells]]:
    for sums in batches(world, rng, runs):
        for pilot in range(sums.pilots):
            yield {promise.primary: sums.cells(pilot, squares=promise.rows)}


def _whole(world: World, promise: Promise, rng: np.random.Generator, runs: int) -> Iterator[Mapping[str, Cells]]:
    """Pilots of a primary metric and guardrails that count the same rows."""
    harmed = replace(world, kind="proportion", effect=0.0, worst=False)
    for _ in range(runs):
        rows = rows_of(world, rng, 1)
        metrics = {promise.primary: draw(world, rng, rows).cells(0)}
        for place, (key, _) in enumerate(promise.guardrails):
            metrics[key] = draw(harmed if place == 0 else replace(harmed, harm=0.0), rng, rows).cells(0)
        yield metrics


def _estimated(world: World, promise: Promise, metrics: Mapping[str, Cells]) -> Mapping[str, float]:
    case = case_of(world, metrics, promise)
    one = case.measured[0]
    state = criterion(case, world, promise).state
    return {
        **_interval("test", one.test, one),
        **_interval("size", one.size, one),
        "state": STATES.index(state),
        "plain": one.rung.strongest == "GO",
        "sparse": one.rung.name == "ratio of ratios",
        "unprotected": _unprotected(case, one),
    }


def _interval(name: str, estimate: Estimate | Refusal, measured: Measured) -> Mapping[str, float]:
    """Centre and both ends as log ratios; a difference of levels is held against the level expected without it.

    Not a number for a refusal, which is then neither better nor worse nor right.
    """
    ends = None if isinstance(estimate, Refusal) else relative(estimate, measured)
    center, low, high = (np.nan,) * 3 if ends is None else np.log1p(ends)
    return {f"{name}_center": center, f"{name}_low": low, f"{name}_high": high}


def _unprotected(case: Case, one: Measured) -> bool:
    """Whether all pilot weeks together show a gain and reach the target: no settling in, no late half."""
    if case.panel is None or one.needed is None:
        return False
    timeline, cells = case.panel.timeline, case.panel.metrics[one.metric.key]
    test, size = two_windows().compare(Sample(cells, timeline.baseline_weeks, timeline.pilot_weeks))
    shown = isinstance(test, Estimate) and test.interval()[1] < 0
    return shown and isinstance(size, Estimate) and size.center <= one.needed


def _guarded(world: World, promise: Promise, metrics: Mapping[str, Cells]) -> Mapping[str, float]:
    state = criterion(case_of(world, metrics, promise), world, promise, "guardrail").state
    return {"passed": state == "MET", "missed": state == "MISSED"}


def _ruled(world: World, promise: Promise, metrics: Mapping[str, Cells]) -> Mapping[str, float]:
    ruling, _ = ruled(world, metrics, promise)
    primary = next(one for one in ruling.criteria if one.role == "primary")
    return {"verdict": VERDICTS.index(ruling.verdict), "state": STATES.index(primary.state)}


def _flagged(world: World, promise: Promise, metrics: Mapping[str, Cells]) -> Mapping[str, float]:
    case = case_of(world, metrics, promise)
    codes = {one.code for one in run(case)}
    return {**_interval("test", case.measured[0].test, case.measured[0]), **{code: code in codes for code in FLAGS}}


def _looked(world: World, promise: Promise, sums: Sums, pilot: int) -> Mapping[str, float]:
    cells = sums.cells(pilot)
    seen = [_look(world, promise, sums, pilot, only(cells, cells.week < weeks), weeks) for weeks in promise.looks]
    last = _look(world, promise, sums, pilot, cells, world.pilot)
    ever = {name: max(look[name] for look in (*seen, last)) for name in last}
    return {**ever, "single": last["uncorrected"]}


def _look(world: World, promise: Promise, sums: Sums, pilot: int, cells: Cells, weeks: int) -> Mapping[str, float]:
    """One look: significant at its level, at 2.5 %, MET, and what Welch's test says of the rows so far."""
    case = case_of(world, {promise.primary: cells}, promise, weeks)
    test, look = case.measured[0].test, look_of(case)
    p_value = 1.0 if isinstance(test, Refusal) else test.towards("lower").probability_below(0.0)
    return {
        "ever": p_value < (level_of(look) or 0.0),
        "uncorrected": p_value < ONE_SIDED,
        "met": criterion(case, world, promise).state == "MET",
        "rows": peers.welch(world.arm, peers.windows(sums, pilot, weeks)) < ONE_SIDED,
    }


def _compared(world: World, promise: Promise, sums: Sums, pilot: int) -> Mapping[str, float]:
    test = case_of(world, {promise.primary: sums.cells(pilot)}, promise).measured[0].test
    data = peers.windows(sums, pilot)
    ours = isinstance(test, Estimate) and test.interval()[1] < 0
    return {"this ladder": ours, **{name: peers.PEERS[name](world.arm, data) < ONE_SIDED for name in peers.present()}}


FLAGS = ("CMP107",)
"""Findings that are counted."""


def _written(found: Iterator[Mapping[str, float]]) -> Columns:
    rows = list(found)
    return {name: np.array([row[name] for row in rows], dtype=float) for name in rows[0]}

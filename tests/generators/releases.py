"""A simulated release desk: one row per release, release engineers with and without the copilot."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from tests.generators.world import (
    Cells,
    Floats,
    Noise,
    fixed,
    habits,
    happens,
    labels,
    log_levels,
    rows,
    stamps,
    table,
    working_minutes,
)

HEADER = (
    "number", "created_at", "completed_at", "engineer", "group", "risk_class", "prep_minutes", "manual_steps",
    "approval_round_trips", "change_failed", "ai_used", "source",
)  # fmt: skip
RISKS = ("low", "standard", "high")
SHARES = (0.5, 0.35, 0.15)
USUAL_MINUTES = (70.0, 95.0, 130.0)
STEADY = Noise(row=0.4)


@dataclass(frozen=True, slots=True)
class Train:
    """One world of weekly deliveries.

    prep: minutes of preparation with the copilot, as a share of those without, per pilot week; steps: the same for
    manual steps; more_round_trips: added approval round trips per release with the copilot; failed: share of changes.
    """

    starts: date
    engineers_per_arm: int = 24
    releases_per_week: float = 9.0
    prep: tuple[float, ...] = (0.5, 0.35, 0.26, 0.22, 0.22, 0.22, 0.22, 0.22)
    steps: float = 0.6
    round_trips: float = 1.3
    more_round_trips: float = 0.0
    failed: float = 0.06
    fewer_failed: float = 0.01
    use: float = 0.85
    noise: Noise = STEADY


def releases(train: Train, seed: int) -> str:
    """Write releases in the order in which they were completed, as CSV text."""
    rng = np.random.default_rng(seed)
    names = np.array(labels(rng, 2 * train.engineers_per_arm, "RE-"))
    cells = rows(rng, train.engineers_per_arm, train.releases_per_week)
    risk = rng.choice(len(RISKS), cells.unit.size, p=SHARES)
    prep = _prep_minutes(rng, train, cells, np.array(USUAL_MINUTES)[risk])
    done = working_minutes(rng, cells)
    columns = (
        stamps(train.starts, done - np.ceil(prep).astype(np.int64) - rng.integers(30, 1200, done.size)),
        stamps(train.starts, done),
        names[cells.unit].tolist(),
        np.where(cells.treated, "treatment", "control").tolist(),
        np.array(RISKS)[risk].tolist(),
        fixed(prep, 0),
        *_outcomes(rng, train, cells),
    )
    lines = list(zip(*columns, strict=True))
    order = np.argsort(done, kind="stable")
    return table(HEADER, [(f"REL-{4001 + n}", *lines[row], "simulated") for n, row in enumerate(order)])


def _prep_minutes(rng: np.random.Generator, train: Train, cells: Cells, usual: Floats) -> Floats:
    """Draw the preparation time of each release: its risk class, engineer and week, and the copilot's part."""
    levels = log_levels(rng, 2 * train.engineers_per_arm, train.noise)
    shock = levels[cells.unit, cells.week - cells.week.min()] + rng.normal(0, train.noise.row, usual.size)
    share = np.where(cells.helped, np.array(train.prep)[np.maximum(cells.week, 0)], 1.0)
    return np.maximum(3.0, np.rint(usual * np.exp(shock - train.noise.row**2 / 2) * share))


def _outcomes(rng: np.random.Generator, train: Train, cells: Cells) -> tuple[list[str], ...]:
    """Draw manual steps, approval round trips, whether the change failed, whether the copilot was used."""
    steps = rng.poisson(40 * np.where(cells.helped, train.steps, 1.0))
    trips = 1 + rng.poisson(train.round_trips - 1 + train.more_round_trips * cells.helped)
    return (
        [str(step) for step in steps],
        [str(trip) for trip in trips],
        happens(rng, train.failed - train.fewer_failed * cells.helped),
        happens(rng, habits(rng, 2 * train.engineers_per_arm, train.use)[cells.unit] * cells.helped),
    )

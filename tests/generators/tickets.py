"""A simulated service desk: one row per ticket, agents with and without the assistant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from tests.generators.world import (
    Cells,
    Floats,
    Ints,
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
    "number", "opened_at", "resolved_at", "agent", "group", "request_type", "handle_minutes", "escalated", "reopened",
    "error", "csat", "ai_used", "source",
)  # fmt: skip


USUAL = Noise()


@dataclass(frozen=True, slots=True)
class RequestType:
    """One kind of ticket. share: of all tickets; minutes: usual handling time; escalated: usual share.

    gain: part of the desk's weekly gain that reaches it; more_escalated: added share with the assistant.
    """

    name: str
    share: float
    minutes: float
    escalated: float
    gain: float = 1.0
    more_escalated: float = 0.0


@dataclass(frozen=True, slots=True)
class Desk:
    """One world. gain: log change of the pilot arm's handling time, per pilot week; season: the same for both arms.

    fewer_errors, happier: change with the assistant, in shares and in points of a five-point scale.
    """

    starts: date
    agents_per_arm: int
    tickets_per_week: float
    types: tuple[RequestType, ...]
    gain: tuple[float, ...]
    season: tuple[float, ...] = (0.0,) * 8
    noise: Noise = USUAL
    error: float = 0.04
    fewer_errors: float = 0.0
    happier: float = 0.0
    use: float = 0.75


def export(desk: Desk, seed: int) -> list[tuple[str, ...]]:
    """Draw tickets in the order in which they were resolved, one tuple per row of the export."""
    rng = np.random.default_rng(seed)
    levels = log_levels(rng, 2 * desk.agents_per_arm, desk.noise)
    names = np.array(labels(rng, 2 * desk.agents_per_arm, "A-"))
    cells = rows(rng, desk.agents_per_arm, desk.tickets_per_week)
    kind = rng.choice(len(desk.types), cells.unit.size, p=[one.share for one in desk.types])
    minutes = np.maximum(1.0, np.exp(_log_minutes(rng, desk, cells, levels, kind)))
    resolved = working_minutes(rng, cells)
    opened = resolved - np.ceil(minutes).astype(np.int64) - rng.integers(5, 240, minutes.size)
    columns = (
        stamps(desk.starts, opened),
        stamps(desk.starts, resolved),
        names[cells.unit].tolist(),
        np.where(cells.treated, "treatment", "control").tolist(),
        np.array([one.name for one in desk.types])[kind].tolist(),
        fixed(minutes, 1),
        *_outcomes(rng, desk, cells, kind),
    )
    order = np.argsort(resolved, kind="stable")
    lines = list(zip(*columns, strict=True))
    return [(f"INC{20001 + place:07d}", *lines[row], "simulated") for place, row in enumerate(order)]


def _log_minutes(rng: np.random.Generator, desk: Desk, cells: Cells, levels: Floats, kind: Ints) -> Floats:
    """Draw log handling time: request type, agent and week, season, and the assistant's part."""
    usual = np.log([one.minutes for one in desk.types])[kind]
    reach = np.array([one.gain for one in desk.types])[kind]
    gain = _per_week(desk.gain, cells) * reach * cells.helped
    shock = levels[cells.unit, cells.week - cells.week.min()]
    spread = desk.noise.row
    return usual + shock + gain + _per_week(desk.season, cells) + rng.normal(-(spread**2) / 2, spread, kind.size)


def _per_week(values: tuple[float, ...], cells: Cells) -> Floats:
    """Spread a value per pilot week over the rows; zero in the baseline."""
    return np.where(cells.week >= 0, np.array(values)[np.maximum(cells.week, 0)], 0.0)


def _outcomes(rng: np.random.Generator, desk: Desk, cells: Cells, kind: Ints) -> tuple[list[str], ...]:
    """Draw escalated, reopened, error, satisfaction (two in five answer) and whether the assistant was used."""
    escalated = np.array([one.escalated for one in desk.types])[kind]
    more = np.array([one.more_escalated for one in desk.types])[kind]
    score = rng.normal(4.2 + desk.happier * cells.helped, 0.8)
    answered = rng.random(kind.size) < 0.4
    csat = np.clip(np.rint(score), 1, 5).astype(int)
    return (
        happens(rng, escalated + more * cells.helped),
        happens(rng, np.full(kind.size, 0.06)),
        happens(rng, desk.error - desk.fewer_errors * cells.helped),
        [str(value) if known else "" for value, known in zip(csat, answered, strict=True)],
        happens(rng, habits(rng, 2 * desk.agents_per_arm, desk.use)[cells.unit] * cells.helped),
    )


def tickets(desk: Desk, seed: int) -> str:
    """Write the export as CSV text."""
    return table(HEADER, export(desk, seed))

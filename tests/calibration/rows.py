"""One simulated pilot as files: a charter, its tickets row by row, and who used the tool in which week."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np
import yaml

from pilotaudit.panel.model import Cells
from tests.calibration.draw import Sums, draw, rows_of
from tests.calibration.pilots import START, WEEKLY_USERS, Promise, written
from tests.calibration.world import World

HEADER = ("number", "resolved_at", "agent", "group", "request_type", "handle_minutes", "error")
SEGMENTS = ("short", "long")
HANDLING, ERRORS = "average_handling_time", "error_rate"


def write_pilot(folder: Path, world: World, promise: Promise, seed: int) -> Mapping[str, Cells]:
    """Write charter.yaml, tickets.csv and usage.csv of one pilot, and give the sums that its rows add up to.

    promise: handling time is the primary metric and the error rate the guardrail. Numbers are written in full.
    """
    rng = np.random.default_rng(seed)
    rows = rows_of(world, rng, 1)
    minutes = draw(world, rng, rows, keep=True)
    errors = draw(replace(world, kind="proportion", effect=0.0), rng, rows)
    (folder / "charter.yaml").write_text(yaml.safe_dump(written(world, promise), sort_keys=False), encoding="utf-8")
    _write(folder / "tickets.csv", HEADER, _tickets(minutes, errors))
    _write(folder / "usage.csv", ("user", "date"), _uses(world))
    return {HANDLING: minutes.cells(0), ERRORS: errors.cells(0)}


def _tickets(minutes: Sums, errors: Sums) -> Iterator[tuple[str, ...]]:
    """One line per row, cell by cell; the first rows of a cell are its errors."""
    world, rows = minutes.world, minutes.rows[0]
    values = iter(minutes.values.tolist())
    number = 0
    for (unit, week, segment), count in np.ndenumerate(rows):
        bad = int(errors.total[0, unit, week, segment])
        arm = "treatment" if world.arm[unit] else "control"
        for row in range(int(count)):
            number += 1
            day = START + timedelta(days=7 * (week - world.baseline) + row % 5)
            stamp = f"{day} {8 + row % 10:02d}:00:00"
            who = f"agent {unit:03d}"
            yield f"T{number:06d}", stamp, who, arm, SEGMENTS[segment], repr(next(values)), str(int(row < bad))


def _uses(world: World) -> Iterator[tuple[str, ...]]:
    for week in range(world.pilot):
        for unit in range(round(WEEKLY_USERS * world.treated)):
            yield f"agent {unit:03d}", str(START + timedelta(days=7 * week))


def _write(path: Path, header: tuple[str, ...], lines: Iterator[tuple[str, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(lines)

"""Panels, cells and charters made by hand, small enough to be checked on paper."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np

from pilotaudit.charter.model import Charter
from pilotaudit.charter.roles import Asked
from pilotaudit.estimates.ladder import measure
from pilotaudit.estimates.model import Measured
from pilotaudit.estimates.sums import Sample, UnitSums, roll_up
from pilotaudit.metrics.base import Metric
from pilotaudit.panel.model import Cells, DataReport, Panel
from pilotaudit.panel.timeline import Timeline
from pilotaudit.phrases import DateRange

BEFORE = (-4, -3, -2, -1)
AFTER = (3, 4, 5, 6, 7)
BASELINE = DateRange(date(2026, 1, 5), date(2026, 2, 1))
PILOT = DateRange(date(2026, 2, 2), date(2026, 3, 29))
DAY = date(2026, 4, 5)

MINUTES = Metric("handling_time", "Handling time", "mean", "lower", "min")
ERRORS = Metric("error_rate", "Error rate", "proportion", "lower")
SOLVED = Metric("solved", "Solved at first contact", "proportion", "higher")


def cells(rows: Sequence[tuple[int, int, int, int, float, float]]) -> Cells:
    """Cells from (unit, arm, segment, week, rows, total); the size is the number of rows."""
    table = np.array(rows, dtype=float).reshape(len(rows), 6).T
    unit, arm, segment, week = (column.astype(np.int64) for column in table[:4])
    return Cells(unit, arm, segment, week, table[4], table[5], table[4].copy())


def random_cells(seed: int, units: tuple[int, int] = (6, 5), segments: int = 3, rows: int = 40, effect: float = 0.0):
    """Uneven cells of a noisy pilot; units: (treated, control); effect: log change of the treated after the start."""
    rng = np.random.default_rng(seed)
    found = []
    for unit in range(sum(units)):
        arm, level = int(unit < units[0]), rng.lognormal(2, 0.3)
        for segment in range(segments):
            for week in (*BEFORE, *range(8)):
                n = 1 + rng.poisson(rows * (1 + segment) / 3)
                shift = effect if arm and week >= 0 else 0.0
                found.append((unit, arm, segment, week, n, n * level * (1 + segment) * rng.lognormal(shift, 0.2)))
    return cells(found)


def random_shares(seed: int, units: tuple[int, int] = (6, 5), rate: float = 0.1, rows: int = 60) -> Cells:
    """Cells of a proportion, two segments."""
    rng = np.random.default_rng(seed)
    found = []
    for unit in range(sum(units)):
        for segment in (0, 1):
            for week in (*BEFORE, *range(8)):
                n = 1 + rng.poisson(rows / 2)
                found.append((unit, int(unit < units[0]), segment, week, n, rng.binomial(n, rate * (1 + segment) / 2)))
    return cells(found)


def sums(data: Cells, judged: Sequence[int] = AFTER, **kind: bool) -> UnitSums:
    """Unit sums over four baseline weeks and the judged ones."""
    return roll_up(Sample(data, BEFORE, tuple(judged), **kind))


def charter(**changes: Any) -> Charter:
    """A minimal charter; keyword arguments replace top-level blocks, `window` and `groups` are merged."""
    text: dict[str, Any] = {
        "pilot": "Support desk assistant",
        "problem": "Cut handling time by 10%",
        "workflow": "Level 1 tickets",
        "intervention": "Drafts a reply",
        "owners": {"business": "Head of Service Desk", "technical": "Platform Lead"},
        "approved": "2026-01-01",
        "window": {
            "baseline": "2026-01-05 to 2026-02-01", "pilot": "2026-02-02 to 2026-03-29", "decide_by": "2026-04-05",
        },
        "groups": {"assignment": "matched"},
        "primary": {"handling_time": "-10%"},
        "adoption": {"intended_users": "24"},
        "data": "tickets.csv",
    }  # fmt: skip
    for key, value in changes.items():
        text[key] = {**text[key], **value} if key in ("window", "groups") else value
    return Charter.model_validate(text)


def timeline(**changes: object) -> Timeline:
    """Four weeks before, eight weeks of pilot, three of them settling in, judged after the end."""
    return Timeline(**{"baseline": BASELINE, "pilot": PILOT, "settle": 3, "as_of": DAY, **changes})


def panel(data: Mapping[str, Cells], **changes: object) -> Panel:
    """A panel of these metrics; names are counted up from the positions that occur."""
    units = 1 + max((int(one.unit.max(initial=0)) for one in data.values()), default=0)
    segments = 1 + max((int(one.segment.max(initial=0)) for one in data.values()), default=0)
    standard: dict[str, object] = {
        "timeline": timeline(),
        "units": tuple(f"agent {number}" for number in range(units)),
        "segments": tuple("abcdefgh"[:segments]),
        "metrics": data,
        "report": DataReport((), 0, 0),
        "group_values": (("AMER", "APAC"), ("EMEA", "India")),
    }
    return Panel(**{**standard, **changes})


def measured(
    data: Cells, metric: Metric = MINUTES, target: str = "-10%", *, role: str = "primary", **changes
) -> Measured:
    """One metric through the ladder. changes: `panel` and `charter` keyword arguments; `guard` for guardrails."""
    rules = charter(primary={metric.key: target}, **changes.get("charter", {}))
    aim = rules.primary[metric.key] if role in ("primary", "secondary") else None
    asked = Asked(metric, role, aim=aim, guard=changes.get("guard"))
    return measure(rules, panel({metric.key: data}, **changes.get("panel", {})), [asked])[0]


def columns(data):
    """The arrays of a set of cells, logs left out."""
    return [data.unit, data.arm, data.segment, data.week, data.rows, data.total, data.size]


def swapped(data):
    """The same cells with treatment and control exchanged."""
    unit, arm, *rest = columns(data)
    return type(data)(unit, 1 - arm, *rest)


def scaled(data, factor):
    """The same cells in another unit of measurement."""
    *head, total, size = columns(data)
    return type(data)(*head, total * factor, size)


def split(data, seed):
    """Every cell cut in two uneven parts, all parts shuffled."""
    rng = np.random.default_rng(seed)
    share, order = rng.uniform(0.1, 0.9, data.unit.size), rng.permutation(2 * data.unit.size)
    keys = [np.concatenate([key, key])[order] for key in columns(data)[:4]]
    values = [np.concatenate([value * share, value * (1 - share)])[order] for value in columns(data)[4:]]
    return type(data)(*keys, *values)


def renamed(data, names):
    """The same cells with units at other positions."""
    unit, *rest = columns(data)
    return type(data)(np.array(names)[unit], *rest)

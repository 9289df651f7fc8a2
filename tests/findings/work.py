"""Sums of a pilot's work by week and unit, and what one check says about them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from types import ModuleType
from typing import Any

from pilotaudit.charter.model import Charter
from pilotaudit.findings.base import Finding
from pilotaudit.panel.model import Cells, Edge, Extract
from tests.builders import case, charter, panel, primary
from tests.estimates.build import cells

KEY = "average_handling_time"
WEEKS = tuple(range(-4, 8))
WHOLE = Extract(date(2025, 12, 1), date(2026, 4, 2))
"""An export that reaches beyond both windows."""


def seen(check: ModuleType, data: Cells, rules: Charter | None = None, **changes: Any) -> list[Finding]:
    """What one check finds in these sums of the primary metric. changes: fields of the panel, or `one`: its measure."""
    rules = rules or charter()
    one = changes.pop("one", None) or primary(rules)
    return list(check.check(case(rules, one, panel=panel(metrics={KEY: data}, **{"extract": WHOLE, **changes}))))


def weekly(treated: Sequence[float] | float = 100, control: Sequence[float] | float = 100, level: float = 10) -> Cells:
    """One unit per arm, so many rows in each of the twelve weeks; empty weeks have no cell."""
    rows = []
    for unit, (arm, counts) in enumerate(((1, treated), (0, control))):
        each = [counts] * len(WEEKS) if isinstance(counts, int | float) else counts
        rows += [(unit, arm, 0, week, n, n * level) for week, n in zip(WEEKS, each, strict=True) if n]
    return cells(rows)


def by_unit(
    treated: Sequence[float], control: Sequence[float], change: Callable[[int, int], float] = lambda _arm, _unit: 0.9,
    *, rows: int = 50, weeks: Mapping[int, Sequence[int]] | None = None,
) -> Cells:  # fmt: skip
    """Units at these baseline levels, a small wobble by week, and a factor after the start; rows per week.

    change: (arm, unit) -> factor; weeks: unit -> the weeks that it has work in, all where it is not named.
    """
    found = []
    for unit, (arm, level) in enumerate([*((1, one) for one in treated), *((0, one) for one in control)]):
        for week in (weeks or {}).get(unit, WEEKS):
            wobble = 1 + 0.02 * ((7 * unit + 3 * week) % 5 - 2)
            factor = change(arm, unit) if week >= 0 else 1.0
            found.append((unit, arm, 0, week, rows, rows * level * wobble * factor))
    return cells(found)


def edges(before: tuple[int, int], after: tuple[int, int], **changes: Any) -> Extract:
    """Rows and crossing rows per week, the same in every week of the baseline and of the pilot."""
    each = [Edge(week, *(before if week < 0 else after)) for week in WEEKS]
    return Extract(date(2025, 12, 1), date(2026, 4, 2), edges=tuple(each), **changes)

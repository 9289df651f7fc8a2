"""What the scan is asked: columns in their roles, measures as expressions, and every reason not to use a row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from pilotaudit.charter.model import Assumed
from pilotaudit.evidence.expressions import Doubt, Expression
from pilotaudit.evidence.model import Field, Sources
from pilotaudit.moments import Need
from pilotaudit.panel.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a row is not used. kind: rejected (cannot be used) or set aside (not asked for); text completes "97 rows "."""

    kind: Literal["rejected", "set aside"]
    text: str
    column: str = ""


@dataclass(frozen=True, slots=True)
class Summed:
    """One metric in the scan: its need and the SQL of both its measures."""

    need: Need
    total: Expression
    size: Expression


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that the query is built from.

    time .. latest: columns in their roles, None where the file has none; stamps: SQL column -> SQL of its stamp;
    where: (column, accepted values); duplicates: whether rows that repeat an id are looked at.
    """

    sources: Sources
    timeline: Timeline
    summed: tuple[Summed, ...]
    stamps: Mapping[str, str]
    time: Field | None = None
    opened: Field | None = None
    unit: Field | None = None
    group: Field | None = None
    segment: Field | None = None
    id: Field | None = None
    ai_used: Expression | None = None
    one_per: Field | None = None
    latest: Field | None = None
    where: tuple[tuple[Field, tuple[str, ...]], ...] = ()
    duplicates: bool = False
    columns: tuple[Field, ...] = ()
    absent: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    assumed: tuple[Assumed, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One reason with the SQL condition under which it applies; the first that applies is the row's reason."""

    condition: str
    reason: Reason


def steps(plan: Plan) -> tuple[Step, ...]:
    """Every reason, in the order of work: one row per id, where, dates, exclude, windows, values."""
    return (*_once(plan), *_where(plan), *_dates(plan), *_values(plan))


def _once(plan: Plan) -> Sequence[Step]:
    if plan.one_per is not None:
        header = plan.one_per.header
        return (
            Step(f"{plan.one_per.name} IS NULL", Reason("rejected", f'without a value in "{header}"', header)),
            Step("place > 1", Reason("set aside", "followed by a later update of the same item")),
        )
    if plan.duplicates and plan.id is not None:
        return (Step("place > 1", Reason("rejected", "repeating another row in every column", plan.id.header)),)
    return ()


def _where(plan: Plan) -> Sequence[Step]:
    return tuple(
        Step(
            f"coalesce(trim({column.name}), '') NOT IN ({', '.join(map(_quoted, values))})",
            Reason("set aside", f'left out by where: "{column.header}"', column.header),
        )
        for column, values in plan.where
    )


def _dates(plan: Plan) -> Sequence[Step]:
    timeline = plan.timeline
    if plan.time is None or timeline.pilot is None:
        return ()
    column, header = plan.time.name, plan.time.header
    windows = [window for window in (timeline.baseline, timeline.pilot) if window is not None]
    inside = " OR ".join(f"day BETWEEN DATE '{one.first}' AND DATE '{one.last}'" for one in windows)
    left_out = tuple(
        Step(f"day BETWEEN DATE '{one.first}' AND DATE '{one.last}'", Reason("set aside", "on excluded days"))
        for one in timeline.excluded
    )
    late = Step(f"day > DATE '{timeline.as_of}'", Reason("set aside", "after the judgement date"))
    after = () if timeline.as_of >= timeline.pilot.last else (late,)
    return (
        Step(
            f"day IS NULL AND ({column} IS NULL OR trim({column}) = '')",
            Reason("rejected", f'without a date in "{header}"', header),
        ),
        Step("day IS NULL", Reason("rejected", f'with no readable date in "{header}"', header)),
        *left_out,
        Step(f"NOT ({inside})", Reason("set aside", "outside the windows")),
        *after,
    )


def _values(plan: Plan) -> Sequence[Step]:
    doubts = [doubt for one in plan.summed for part in (one.total, one.size) for doubt in part.doubts]
    if plan.ai_used is not None:
        doubts += plan.ai_used.doubts
    return tuple(_step(doubt) for doubt in dict.fromkeys(doubts))


def _step(doubt: Doubt) -> Step:
    return Step(doubt.sql, Reason("rejected", f"with {doubt.reason}", doubt.column))


def _quoted(text: str) -> str:
    return "'" + text.strip().replace("'", "''") + "'"

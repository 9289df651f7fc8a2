"""What the scan is asked: columns in their roles, measures as expressions, and every reason not to use a row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from pilotaudit.charter.model import Assumed
from pilotaudit.evidence.dates import quoted
from pilotaudit.evidence.expressions import Expression
from pilotaudit.evidence.footers import footer_sql
from pilotaudit.evidence.model import Field, Sources
from pilotaudit.moments import Need
from pilotaudit.panel.timeline import Timeline
from pilotaudit.phrases import DateRange

if TYPE_CHECKING:
    from pilotaudit.panel.clock import Odd


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a row is not used. kind: rejected (cannot be used) or set aside (not asked for); text follows "97 rows ".

    misfit: whether the column is written otherwise than was decided.
    """

    kind: Literal["rejected", "set aside"]
    text: str
    column: str = ""
    misfit: bool = False


FOOTER = Reason("set aside", "that are totals or notices of the export and no rows")
REPEATED = "repeating another row in every column that is read"
LEFT_OUT = Reason("set aside", "on excluded days")


@dataclass(frozen=True, slots=True)
class Summed:
    """One metric in the scan: its need and the SQL of both its measures."""

    need: Need
    total: Expression
    size: Expression


@dataclass(frozen=True, slots=True)
class Common:
    """A value that a sample shows to be common among a metric's; the scan counts it. place: in `Plan.summed`."""

    place: int
    value: float

    @property
    def sql(self) -> str:
        """SQL: whether a row's value is this one or at most a tenth more."""
        return f"total_{self.place} BETWEEN {self.value!r} AND {1.1 * self.value!r}"


@dataclass(frozen=True, slots=True)
class Guard:
    """A column that a sample decided; misfit: SQL, true where a row shows that it is written otherwise.

    counted: whether the pass has to count such rows; else they are rejects, which costs nothing.
    """

    column: Field
    misfit: str
    counted: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that the query is built from.

    time .. latest: columns in their roles, None where the file has none; stamps: SQL column -> SQL of its stamp;
    ended: when an item ended, where `time` is when it was opened; where: (column, accepted values);
    by_system: (column, its values that say that no person worked on the row); written: header -> how its dates or
    durations are written; duplicates: whether rows that repeat an id are looked at; common: values to count;
    moments: SQL column -> SQL of its stamp in UTC, where the time between two stamps is wanted and known; guards: what
    shows that a decision is wrong; footer: the column whose texts show totals and notices; odd: stamps in hours that
    the clock skips or repeats; unit_like: the column that would be the unit if rows were not units themselves.
    """

    sources: Sources
    timeline: Timeline
    summed: tuple[Summed, ...]
    stamps: Mapping[str, str]
    time: Field | None = None
    opened: Field | None = None
    ended: Field | None = None
    unit: Field | None = None
    group: Field | None = None
    segment: Field | None = None
    id: Field | None = None
    ai_used: Expression | None = None
    one_per: Field | None = None
    latest: Field | None = None
    where: tuple[tuple[Field, tuple[str, ...]], ...] = ()
    by_system: tuple[Field, tuple[str, ...]] | None = None
    written: Mapping[str, str] = field(default_factory=dict)
    duplicates: bool = False
    common: tuple[Common, ...] = ()
    columns: tuple[Field, ...] = ()
    absent: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    assumed: tuple[Assumed, ...] = ()
    notes: tuple[str, ...] = ()
    moments: Mapping[str, str] = field(default_factory=dict)
    guards: tuple[Guard, ...] = ()
    footer: Field | None = None
    odd: tuple[Odd, ...] = ()
    unit_like: Field | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One reason with the SQL condition under which it applies; the first that applies is the row's reason.

    good: conditions that together are true only where neither this step nor its neighbours of the same kind apply.
    """

    condition: str
    reason: Reason
    good: tuple[str, ...] = ()


def steps(plan: Plan) -> tuple[Step, ...]:
    """Every reason, in the order of work: one row per id, where, dates, exclude, windows, values."""
    return (*_footers(plan), *_once(plan), *_where(plan), *_dates(plan), *_values(plan))


def _footers(plan: Plan) -> Sequence[Step]:
    if plan.footer is None:
        return ()
    is_one = footer_sql(plan.footer.name)
    return (Step(f"coalesce({is_one}, false)", FOOTER, (f"({is_one}) IS NOT true",)),)


def _once(plan: Plan) -> Sequence[Step]:
    if plan.one_per is not None:
        header, name = plan.one_per.header, plan.one_per.name
        later = Reason("set aside", "followed by a later update of the same item")
        return (
            Step(
                f"coalesce(trim({name}), '') = ''",
                Reason("rejected", f'without a value in "{header}"', header),
                (f"trim({name}) <> ''",),
            ),
            Step("place > 1", later, ("place = 1",)),
        )
    if plan.duplicates and plan.id is not None:
        repeats = Reason("rejected", REPEATED, plan.id.header)
        return (Step("place > 1", repeats, ("place = 1",)),)
    return ()


def _where(plan: Plan) -> Sequence[Step]:
    found = []
    for column, values in plan.where:
        listed = ", ".join(quoted(value.strip()) for value in values)
        accepted = f"list_contains([{listed}], coalesce(trim({column.name}), ''))"
        reason = Reason("set aside", f'left out by where: "{column.header}"', column.header)
        found.append(Step(f"NOT {accepted}", reason, (accepted,)))
    return found


def _dates(plan: Plan) -> Sequence[Step]:
    timeline = plan.timeline
    if plan.time is None or timeline.pilot is None:
        return ()
    blank = f"({plan.time.name} IS NULL OR trim({plan.time.name}) = '')"
    header = plan.time.header
    inside = f"({' OR '.join(map(_between, _windows(timeline)))})"
    late = Step(f"day > DATE '{timeline.as_of}'", Reason("set aside", "after the judgement date"), (_until(timeline),))
    return (
        # An item without a closing date is not broken: it is still open, and there is nothing to judge yet.
        Step(f"day IS NULL AND {blank}", Reason("set aside", f'not finished: no date in "{header}"', header)),
        Step("day IS NULL", Reason("rejected", f'with no readable date in "{header}"', header, misfit=True)),
        *(Step(_between(one), LEFT_OUT, (f"NOT {_between(one)}",)) for one in timeline.excluded),
        Step(f"NOT {inside}", Reason("set aside", "outside the windows"), (inside,)),
        *(() if timeline.as_of >= timeline.pilot.last else (late,)),
    )


def _values(plan: Plan) -> Sequence[Step]:
    expressions = [part for one in plan.summed for part in (one.total, one.size)]
    expressions += [] if plan.ai_used is None else [plan.ai_used]
    found: dict[str, Step] = {}
    for one in expressions:
        for place, doubt in enumerate(one.doubts):
            reason = Reason("rejected", f"with {doubt.reason}", doubt.column, doubt.misfit)
            found.setdefault(doubt.sql, Step(doubt.sql, reason, one.good if place == 0 else ()))
    return tuple(found.values())


def _windows(timeline: Timeline) -> tuple[DateRange, ...]:
    """Both windows; one range where the pilot follows the baseline without a gap, which is cheaper to test."""
    baseline, pilot = timeline.baseline, timeline.pilot
    if baseline is not None and pilot is not None and baseline.last + timedelta(days=1) == pilot.first:
        return (DateRange(baseline.first, pilot.last),)
    return tuple(window for window in (baseline, pilot) if window is not None)


def _between(span: DateRange) -> str:
    return f"(day BETWEEN DATE '{span.first}' AND DATE '{span.last}')"


def _until(timeline: Timeline) -> str:
    return f"day <= DATE '{timeline.as_of}'"

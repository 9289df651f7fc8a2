"""The job before a pilot starts: from a charter and its baseline, or stated numbers, to what the pilot can show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from pilotaudit import numbers
from pilotaudit.charter.load import load_charter
from pilotaudit.charter.roles import asked
from pilotaudit.errors import DataError, UsageError
from pilotaudit.panel.timeline import Timeline
from pilotaudit.phrases import DateRange, same_dimension

if TYPE_CHECKING:
    from pilotaudit.assessment.plan import PlanOut
    from pilotaudit.charter.model import Charter, Loaded
    from pilotaudit.charter.roles import Asked
    from pilotaudit.errors import Problem
    from pilotaudit.estimates.plan_model import Planned, Split, Stated
    from pilotaudit.estimates.planning import Frame
    from pilotaudit.metrics import Metric
    from pilotaudit.panel.model import Panel
    from pilotaudit.panel.progress import Progress
    from pilotaudit.phrases import Quantity

SHOWN: Final = ("STA130", "STA131")
"""Findings that a plan is about."""
FEWEST_DAYS: Final = 14
"""One week on each side of the middle."""
QUICK: Final = 200_000_000
"""Bytes of data up to which `check` reads them on the side."""
TABLES: Final = ("usage", "costs", "training", "actions", "invoices", "recommendations")
ABSENT: Final = ("DAT001", "DAT010")
"""Problems that mean that the baseline is not there."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked of a plan besides the charter.

    stated: numbers instead of data; treated: units of the pilot group to plan for instead of those in the data.
    """

    stated: Stated | None = None
    treated: int | None = None


NO_WISH: Final = Wish()


def plan(
    path: Path,
    as_of: date,
    *,
    wish: Wish = NO_WISH,
    shown: str | None = None,
    allow_outside: bool = False,
    environment: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> PlanOut:
    """Tell what the pilot that a charter describes can show, from the rows of its baseline or from stated numbers.

    as_of: rows after it are not read, and neither are rows of the pilot; the other arguments as in `evaluate`.
    Raises CharterError or DataError with every problem found. Same inputs, same plan.
    """
    loaded = replace(
        load_charter(path, shown=shown, allow_outside=allow_outside), environment=MappingProxyType(environment or {})
    )
    planned, panel = planned_of(loaded, as_of, wish, progress)

    from pilotaudit.assessment.planned import plan_out
    from pilotaudit.findings.base import Case
    from pilotaudit.findings.registry import run

    case = Case(loaded.charter, loaded.file, loaded.places, as_of, plan=planned)
    findings = tuple(one for one in run(case) if one.code in SHOWN)
    return plan_out(loaded, replace(case, panel=panel), planned, findings)


def planned_of(
    loaded: Loaded, as_of: date, wish: Wish = NO_WISH, progress: Progress | None = None
) -> tuple[Planned, Panel | None]:
    """The plan, and the panel of the baseline that it rests on, if any. Raises DataError."""
    from pilotaudit.estimates.baseline_plan import plan_of
    from pilotaudit.estimates.planning import frame_of, nothing_planned
    from pilotaudit.estimates.stated_plan import plan_from

    wanted = tuple(one for one in asked(loaded.charter) if one.role in ("primary", "guardrail"))
    frame = frame_of(loaded.charter)
    if isinstance(frame, str):
        return nothing_planned(loaded.charter, wanted, frame), None
    if wish.stated is not None:
        return plan_from(frame, _named(wish.stated, wanted), wanted), None
    timeline = in_halves(frame, as_of)
    if isinstance(timeline, str):
        return nothing_planned(loaded.charter, wanted, timeline), None
    panel, split = read_baseline(loaded, wanted, timeline, progress)
    return plan_of(frame, panel, wanted, split, wish.treated), panel


def planned_if_there(loaded: Loaded, as_of: date) -> tuple[Planned | None, str, tuple[Problem, ...]]:
    """The plan where the baseline's rows are there and quickly read, else why there is none: a clause.

    Also what makes an export unusable that is there already.
    """
    from pilotaudit.evidence.files import table_files

    items = loaded.charter.data.items
    if items.file is None:
        return None, "the rows lie in a warehouse, where `pilotaudit plan` looks", ()
    try:
        size = sum(file.stat().st_size for file, _ in table_files(loaded, items, "data.items"))
        if size > QUICK:
            return None, "the data are large; `pilotaudit plan` reads them", ()
        planned = planned_of(loaded, as_of)[0]
        return planned, getattr(planned.primary, "reason", ""), ()
    except DataError as error:
        first = error.problems[0]
        if first.code == "DAT001":
            return None, _not_there(loaded.charter, items.file, first.message), ()
        if first.code in ABSENT:
            return None, f"the baseline cannot be read yet: {first.code} {first.message}", ()
        return None, f"the baseline cannot be read yet: {first.code}", error.problems


def _not_there(charter: Charter, file: str, message: str) -> str:
    """What to do first where there is no file: to measure, or to state numbers; and what may be meant instead."""
    hint = message.partition(" was not found. ")[2].removesuffix(".")
    near = f". {hint}" if hint.startswith(("Nearest", "It is a folder")) else ""
    if all(aim.baseline is None for aim in charter.primary.values()):
        first = f"no data yet ({file}) and no level stated: instrument first, so that there is a baseline to plan from"
        return f"{first}{near}"
    return f"no data yet ({file}); `pilotaudit plan` takes stated numbers until there are{near}"


def in_halves(frame: Frame, as_of: date) -> Timeline | str:
    """The baseline up to a day, its second half in the place of the pilot; or why it cannot be halved: a clause."""
    baseline = frame.timeline.baseline
    if baseline is None:
        return "the pilot has no baseline"
    last = min(baseline.last, as_of)
    days = (last - baseline.first).days + 1
    if days < FEWEST_DAYS:
        so_far = " so far" if last < baseline.last else ""
        have = f"the baseline has {numbers.plural(max(days, 0), 'day')}{so_far}"
        return f"{have}, and {FEWEST_DAYS} are needed to hold one half against the other"
    middle = last - timedelta(days=7 * (days // FEWEST_DAYS) - 1)
    first, second = DateRange(baseline.first, middle - timedelta(days=1)), DateRange(middle, last)
    return Timeline(first, second, 0, last, frame.timeline.excluded)


def read_baseline(
    loaded: Loaded, wanted: Sequence[Asked], timeline: Timeline, progress: Progress | None = None
) -> tuple[Panel, Split]:
    """The panel of the baseline, and how its units came into groups: two halves where the data do not say it.

    Raises DataError, with what to bring where the baseline is not there.
    """
    from pilotaudit.estimates.baseline_plan import in_two_groups
    from pilotaudit.panel.read import read_panel

    metrics, items_only = [one.metric for one in wanted], _with(loaded, data=_items(loaded.charter))
    try:
        return read_panel(items_only, metrics, timeline, progress=progress), "as in the data"
    except DataError as error:
        if {one.code for one in error.problems} != {"DAT004"} or loaded.charter.groups.no_control is not None:
            raise _with_what_to_bring(error, timeline) from None
        try:
            everybody = read_panel(_with(items_only, groups=_nobody(loaded.charter)), metrics, timeline)
        except DataError:
            raise error from None
        return in_two_groups(everybody, loaded.charter), "halves"


def _named(stated: Stated, wanted: Sequence[Asked]) -> Stated:
    """The same with the primary's key where none was given. Raises UsageError for what the charter does not ask for."""
    metrics = {one.metric.key: one.metric for one in wanted}
    primary = next(one.metric.key for one in wanted if one.role == "primary")
    levels, spreads = (
        {key or primary: amount for key, amount in given.items()} for given in (stated.levels, stated.spreads)
    )
    for key in (*levels, *spreads):
        if key not in metrics:
            raise UsageError(f'"{key}" is not asked for by this charter. There are: {", ".join(metrics)}.')
    for key, amount in levels.items():
        _refuse_other_unit(amount, metrics[key], "%" if metrics[key].kind == "proportion" else metrics[key].unit)
    for key, amount in spreads.items():
        _refuse_other_unit(amount, metrics[key], "%" if amount.unit == "%" else metrics[key].unit)
    return replace(stated, levels=levels, spreads=spreads)


def _refuse_other_unit(amount: Quantity, metric: Metric, unit: str) -> None:
    """Raise UsageError for an amount in a unit that its metric is not measured in; bare numbers are in the metric's."""
    if amount.unit and not same_dimension(amount.unit, unit):
        raise UsageError(f"{metric.key}: {amount} is not in {unit or 'its unit, which is none'}.")


def _with(loaded: Loaded, **blocks: object) -> Loaded:
    return replace(loaded, charter=loaded.charter.model_copy(update=blocks))


def _items(charter: Charter) -> object:
    """The items alone: what people do with the tool is nothing to a baseline."""
    return charter.data.model_copy(update=dict.fromkeys(TABLES))


def _nobody(charter: Charter) -> object:
    """Groups of a pilot that nobody is assigned to yet."""
    update = {"column": None, "treatment": None, "control": None, "no_control": "nobody is assigned yet"}
    return charter.groups.model_copy(update=update)


def _with_what_to_bring(error: DataError, timeline: Timeline) -> DataError:
    if timeline.baseline is None or timeline.pilot is None:
        return error
    span = DateRange(timeline.baseline.first, timeline.pilot.last)
    bring = (
        f"A plan rests on the rows of the baseline, {span}: bring that export, or state numbers instead "
        "(--units, --rows-per-week, --spread, --level)."
    )
    return DataError(
        [replace(one, message=f"{one.message} {bring}") if one.code in ABSENT else one for one in error.problems]
    )

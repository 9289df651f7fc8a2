"""The main job, from a charter and its data to a verdict. Start reading here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from importlib import import_module
from pathlib import Path
from threading import Thread
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from pilotaudit.charter.load import load_charter
from pilotaudit.charter.roles import asked
from pilotaudit.errors import CharterError, Problem
from pilotaudit.panel.timeline import timeline_of
from pilotaudit.phrases import Level

if TYPE_CHECKING:
    from pilotaudit.assessment.model import Assessment
    from pilotaudit.charter.model import Loaded
    from pilotaudit.charter.neighbours import Neighbour
    from pilotaudit.estimates.model import Measured
    from pilotaudit.findings.base import Case
    from pilotaudit.panel.progress import Progress

LATER: Final = (
    "scipy.special",
    "pilotaudit.assessment.build",
    "pilotaudit.gates.verdict",
    "pilotaudit.findings.registry",
)
"""What is needed once the rows are read."""


def evaluate(
    path: Path,
    as_of: date,
    *,
    shown: str | None = None,
    allow_outside: bool = False,
    environment: Mapping[str, str] | None = None,
    neighbours: tuple[Neighbour, ...] = (),
    progress: Progress | None = None,
) -> Assessment:
    """Judge one pilot: what was promised, what the data say, and the verdict that follows.

    as_of: the judgement date; shown: the charter's path as outputs name it; allow_outside: whether data may lie
    outside the charter's folder; environment: variables that the charter may name, such as a warehouse's url;
    neighbours: other pilots of the same run among the same groups; progress: told how far rows are read.
    Raises CharterError or DataError with every problem found. Same inputs, same assessment.
    """
    loaded = replace(
        load_charter(path, shown=shown, allow_outside=allow_outside), environment=MappingProxyType(environment or {})
    )
    charter = loaded.charter
    wanted = asked(charter)
    timeline = timeline_of(charter, as_of)

    # Rooms that need an engine or numbers are entered only now: a charter's errors cost neither.
    _load_beside(*LATER)
    from pilotaudit.panel.read import read_panel

    panel = read_panel(loaded, [one.metric for one in wanted], timeline, progress=progress)

    from pilotaudit.adoption.weekly import weekly_use
    from pilotaudit.assessment.build import assessment
    from pilotaudit.estimates.ladder import measure
    from pilotaudit.findings.base import Case
    from pilotaudit.findings.registry import run
    from pilotaudit.gates.verdict import rule

    measured = measure(charter, panel, wanted)
    adoption = weekly_use(charter, panel)
    case = Case(charter, loaded.file, loaded.places, as_of, panel, measured, adoption, neighbours=neighbours)
    refuse_met_already(loaded, case)
    findings = run(case)
    ruling = rule(case, wanted, findings)
    return assessment(loaded, case, wanted, ruling, findings)


def refuse_met_already(loaded: Loaded, case: Case) -> None:
    """Raise CharterError when a target is a level that the pilot group had reached before the pilot began."""
    problems = []
    for path, one in _aims(case):
        if _met_already(one):
            place = case.place(path)
            message = (
                f'the target "{one.target}" was met before the pilot began: {one.metric.label.lower()} stood there in '
                "the baseline. Ask for a change, such as -10%, or for a level that is still to be reached."
            )
            problems.append(Problem(loaded.file, place.line, place.column, "CHR013", message))
    if problems:
        raise CharterError(problems)


def _aims(case: Case) -> Iterator[tuple[str, Measured]]:
    """What has to improve, with its place in the charter: the blocks' own targets, and those of the stage."""
    from pilotaudit.gates.base import with_target

    stage = case.charter.stage
    of_stage = case.charter.gates.get(stage, {})
    for one in case.measured:
        if one.role in ("primary", "secondary"):
            yield f"{one.role}.{one.metric.key}", one
            target = of_stage.get(one.metric.key)
            if target is not None:
                yield f"gates.{stage}.{one.metric.key}", with_target(one, target)


def _met_already(one: Measured) -> bool:
    """Whether a level is asked for that asks for no change; `needed` is the log ratio that leads there."""
    if not isinstance(one.target, Level) or one.needed is None or one.baseline is None:
        return False
    return one.needed >= 0 if one.metric.better == "lower" else one.needed <= 0


def _load_beside(*modules: str) -> None:
    """Load what comes later on a thread of its own: while the engine reads rows, the interpreter has nothing to do."""
    Thread(target=lambda: [import_module(module) for module in modules], daemon=True).start()


def rejected_rows(
    path: Path, as_of: date, *, allow_outside: bool = False, environment: Mapping[str, str] | None = None
) -> Iterator[tuple[str, ...]]:
    """Every row that could not be used, as (file, physical line, column, reason, raw text), in file order.

    Rows in a warehouse stay there: one entry for each reason, on line 0, with the number of rows for text.
    """
    from pilotaudit.panel.read import list_rejects

    loaded = replace(load_charter(path, allow_outside=allow_outside), environment=MappingProxyType(environment or {}))
    metrics = [one.metric for one in asked(loaded.charter)]
    for reject in list_rejects(loaded, metrics, timeline_of(loaded.charter, as_of)):
        yield (reject.file, str(reject.line), reject.column, reject.reason, reject.raw)

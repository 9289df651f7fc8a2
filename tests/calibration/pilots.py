"""Simulated sums as the command sees them: a charter, a panel, and the way from there to a ruling."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from pilotaudit.adoption.weekly import weekly_use
from pilotaudit.charter.model import Charter
from pilotaudit.charter.roles import Asked, asked
from pilotaudit.estimates.ladder import measure
from pilotaudit.estimates.model import Measured
from pilotaudit.estimates.sums import only
from pilotaudit.findings.base import Case, Finding
from pilotaudit.findings.registry import run
from pilotaudit.gates.criteria import criteria
from pilotaudit.gates.model import Criterion, Ruling
from pilotaudit.gates.verdict import rule
from pilotaudit.panel.model import Cells, DataReport, Panel, Usage
from pilotaudit.panel.timeline import timeline_of
from tests.calibration.world import World

START = date(2026, 2, 2)
"""First pilot day, a Monday."""

PRIMARY = "outcome"
KINDS = {
    "mean": {"kind": "mean", "unit": "min", "better": "lower"},
    "ratio": {"kind": "ratio", "numerator": "cost", "denominator": "tickets", "better": "lower"},
    "proportion": {"kind": "proportion", "better": "lower"},
    "count": {"kind": "count", "per": "unit-day", "better": "lower"},
}
WEEKLY_USERS = 0.8
"""Share of the intended users who use the tool every week, so that use never decides."""


@dataclass(frozen=True, slots=True)
class Promise:
    """What the charter says besides what the world is.

    primary: its key, `outcome` for a metric of the charter's own; guardrails: (key, limit) of stated ones;
    looks: whole pilot weeks after which a registered look is taken; ancova: whether own baselines are held constant;
    baseline: whether there is one, else nothing before the start is read; rows: whether rows are units themselves.
    """

    assignment: str = "matched"
    target: str = "-10%"
    primary: str = PRIMARY
    guardrails: tuple[tuple[str, str], ...] = ()
    looks: tuple[int, ...] = ()
    ancova: bool = False
    baseline: bool = True
    rows: bool = False


USUAL = Promise()


@cache
def charter_of(world: World, promise: Promise = USUAL) -> Charter:
    """The charter under which a pilot of this world is judged."""
    return Charter.model_validate(written(world, promise))


def written(world: World, promise: Promise = USUAL) -> dict[str, object]:
    """That charter as people would write it."""
    groups: dict[str, object] = {"assignment": promise.assignment, "segments": "request_type"}
    if not world.control:
        groups["no_control"] = "everybody got it"
    window: dict[str, object] = {
        "baseline": f"{START - timedelta(weeks=world.baseline)} to {START - timedelta(days=1)}",
        "pilot": f"{START} to {ended(world.pilot)}",
        "decide_by": str(ended(world.pilot + 1)),
    }
    if promise.rows:
        groups["unit"] = "row"
    if not promise.baseline:
        window["baseline"] = {"none": "nobody kept the figures"}
    if promise.looks:
        window["looks"] = [str(ended(weeks)) for weeks in promise.looks]
    return {
        "pilot": "Simulated pilot",
        "problem": "Cut the time spent on Level 1 tickets by 10%",
        "workflow": "Level 1 password, VPN and access tickets",
        "intervention": "Drafts a reply; the agent edits and sends it",
        "owners": {"business": "Head of Service Desk", "technical": "Service Desk Platform Lead"},
        "approved": str(START - timedelta(days=3)),
        "window": window,
        "groups": groups,
        "metrics": {PRIMARY: KINDS[world.kind]} if promise.primary == PRIMARY else {},
        "primary": {promise.primary: promise.target},
        "guardrails": dict(promise.guardrails),
        "adoption": {"intended_users": str(max(1, world.treated))},
        "analysis": {"ancova": promise.ancova},
        "data": {"items": "tickets.csv", "usage": "usage.csv"},
    }


def ended(weeks: int) -> date:
    """The last day of so many pilot weeks."""
    return START + timedelta(days=7 * weeks - 1)


@cache
def asked_of(world: World, promise: Promise = USUAL) -> tuple[Asked, ...]:
    """What that charter asks to be measured."""
    return asked(charter_of(world, promise))


def panel_of(world: World, cells: Mapping[str, Cells], promise: Promise = USUAL, weeks: int | None = None) -> Panel:
    """The panel of one simulated pilot, as it stands after so many pilot weeks (all of them, unless said)."""
    as_of = ended(world.pilot if weeks is None else weeks)
    users = round(WEEKLY_USERS * world.treated)
    teams = (("Site C",), ("Site P",)) if promise.assignment == "by team" else (("A", "B"), ("C", "D"))
    return Panel(
        timeline=timeline_of(charter_of(world, promise), as_of),
        units=_names(world.arm.size),
        segments=("short", "long"),
        metrics=cells if promise.baseline else {key: only(one, one.week >= 0) for key, one in cells.items()},
        report=DataReport((), 0, 0),
        group_values=teams,
        absent={one.metric.key: ("no column",) for one in asked_of(world, promise) if one.metric.key not in cells},
        usage=Usage(tuple((week, users) for week in range(world.pilot)), users),
    )


def measured(world: World, cells: Mapping[str, Cells], promise: Promise = USUAL) -> tuple[Measured, ...]:
    """Every metric of one simulated pilot, through the ladder."""
    return measure(charter_of(world, promise), panel_of(world, cells, promise), asked_of(world, promise))


def case_of(world: World, cells: Mapping[str, Cells], promise: Promise = USUAL, weeks: int | None = None) -> Case:
    """Everything that checks and gates look at."""
    charter, panel = charter_of(world, promise), panel_of(world, cells, promise, weeks)
    found = measure(charter, panel, asked_of(world, promise))
    return Case(charter, "charter.yaml", {}, panel.timeline.as_of, panel, found, weekly_use(charter, panel))


def criterion(case: Case, world: World, promise: Promise = USUAL, role: str = "primary") -> Criterion:
    """The first criterion of a role, by the arithmetic alone: no finding puts the data in doubt."""
    lines = criteria(case, asked_of(world, promise), ())
    return next(one for one in lines if one.role == role)


def ruled(world: World, cells: Mapping[str, Cells], promise: Promise = USUAL) -> tuple[Ruling, tuple[Finding, ...]]:
    """The whole rule, from the panel to the verdict, with the findings that it rests on."""
    case = case_of(world, cells, promise)
    findings = run(case)
    return rule(case, asked_of(world, promise), findings), findings


@cache
def _names(units: int) -> tuple[str, ...]:
    return tuple(f"agent {number:03d}" for number in range(units))

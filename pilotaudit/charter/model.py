"""The charter as values: closed and frozen, one class per block of the YAML.

A field's default is what the charter says when it is silent; the loader records which defaults were applied.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from pilotaudit.charter.base import Assumed as Assumed
from pilotaudit.charter.base import Place as Place
from pilotaudit.charter.fields import (
    DateRange, Day, Level, Limit, Money, Number, OutOf, PerMissed, Quantity, Target, WholeNumber, YesNo,
)
from pilotaudit.metrics import MetricBlock

Stage = Literal["discovery", "controlled pilot", "partial rollout", "production candidate", "full production"]
Assignment = Literal["randomised", "matched", "by team", "volunteers"]


def _wrap(key: str) -> BeforeValidator:
    """Let a bare text stand for the mapping that has it under `key`."""
    return BeforeValidator(lambda value: {key: value} if isinstance(value, str) else value)


def _listed(value: object) -> object:
    """Let one value stand for a list of one."""
    return [value] if isinstance(value, str) else value


Texts = Annotated[tuple[str, ...], BeforeValidator(_listed)]


class Block(BaseModel):
    """A block of the charter: unknown keys are errors, values never change."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Intervention(Block):
    """What the AI does, where it sits, and what is counted."""

    does: str
    inside: str | None = None
    action: str | None = None
    counted: str | None = None


class Owners(Block):
    """Who answers: business for the process and its result, technical for integration, logging, safe deployment."""

    business: str
    technical: str
    executive: str | None = None
    deputy: str | None = None


class NoBaseline(Block):
    """`{none: reason}`: there is no baseline."""

    none: str


class Undated(Block):
    """`{undated: reason}`: the export has no dates."""

    undated: str


class NotRequired(Block):
    """`{not required: reason}`: a default criterion that is dropped, at the price of a CONDITIONAL GO."""

    not_required: str = Field(alias="not required")


class Window(Block):
    """When: both windows with both ends included, the decision date, settling in, registered looks."""

    baseline: DateRange | NoBaseline
    pilot: DateRange | Undated
    decide_by: Day
    settle_in: Quantity | None = None
    looks: tuple[Day, ...] = ()


class Groups(Block):
    """Who is compared with whom, and how people came into the pilot."""

    assignment: Assignment
    column: str | None = None
    treatment: Texts | None = None
    control: Texts | None = None
    no_control: str | None = None
    unit: str | None = None
    team_drift: Quantity | None = None
    segments: str | None = None


class Aim(Block):
    """A metric with its target. baseline: the value promised before the pilot; strict: the whole interval must reach it."""

    target: Target
    baseline: Quantity | None = None
    strict: YesNo = False


class Guard(Block):
    """A guardrail: the largest harm accepted, and the standard of proof (95 % one-sided unless said)."""

    limit: Limit
    confidence: Quantity | None = None
    evidence: Literal["shown", "not contradicted"] = "shown"


class Meaningful(Block):
    """What makes a user a meaningful one: depth and regularity."""

    accepted_per_week: WholeNumber
    weeks: OutOf


class Adoption(Block):
    """Who is meant to use it and how much use is enough."""

    intended_users: WholeNumber
    licensed_users: WholeNumber | None = None
    weekly_active: Level | NotRequired | None = None
    ignored: Level | None = None
    meaningful: Meaningful | None = None


class Table(Block):
    """One data file or table and how to read it."""

    file: str | None = None
    url: str | None = None
    table: str | None = None
    preset: str | None = None
    columns: Mapping[str, str] = Field(default_factory=dict)
    dates: Literal["day first", "month first", "iso"] | None = None
    timezone: str | None = None
    missing: Texts = ()
    one_row_per: str | None = None
    latest_by: str | None = None
    where: Mapping[str, Texts] = Field(default_factory=dict)


Source = Annotated[Table, _wrap("file")]


class Data(Block):
    """The tables; only `items` is needed for a first verdict."""

    items: Source
    usage: Source | None = None
    costs: Source | None = None
    training: Source | None = None
    actions: Source | None = None
    invoices: Source | None = None
    recommendations: Source | None = None


class Excluded(Block):
    """Days that are left out of everything, and why."""

    dates: DateRange
    why: str


class Analysis(Block):
    """Fixed beforehand, for randomised pilots only."""

    covariates: Texts = ()
    ancova: YesNo = False


class Value(Block):
    """What the gain is claimed to be worth and how it becomes real."""

    claim: Literal["hard", "strategic"] = "strategic"
    realised_as: Literal["higher-value work", "headcount", "avoided overtime", "capacity"] | None = None
    realised_share: Quantity | None = None
    hourly_cost: Money | None = None
    strategic: Texts = ()


class Budget(Block):
    """Money for the whole pilot."""

    licence: Money | None = None
    compute: Money | None = None
    training: Money | None = None
    support: Money | None = None
    change_management: Money | None = None
    cap: Money | None = None
    alert_at: Quantity | None = None


class Training(Block):
    """Hours per user and the follow-ups."""

    hours_per_user: Number
    follow_ups: tuple[Quantity, ...] = ()


class Governance(Block):
    """Reviews, logging and the data boundary."""

    security_review: Day | None = None
    logging: str | None = None
    data_boundary: str | None = None


class Scale(Block):
    """What happens next, in the charter's own words."""

    if_met: str | None = None
    if_missed: str | None = None
    report: str | None = None
    production_needs: Texts = ()


class Tier(Block):
    """Price per action from a volume on."""

    from_: WholeNumber = Field(alias="from")
    price: Money


class Contract(Block):
    """Terms of a pay-per-action contract."""

    price_per_action: Money
    minimum: Money | None = None
    tiers: tuple[Tier, ...] = ()
    tier_rule: Literal["graduated", "all units"] = "graduated"
    thresholds: Mapping[str, Level] = Field(default_factory=dict)
    credit: PerMissed | None = None


class Waiver(Block):
    """A blocking finding that somebody accepts, until a date."""

    code: str
    reason: str
    by: str
    until: Day


class Charter(Block):
    """One pilot: what was promised, to whom, measured how, decided when."""

    pilot: str
    problem: str
    workflow: str
    intervention: Annotated[Intervention, _wrap("does")]
    owners: Owners
    approved: Day
    window: Window
    groups: Groups
    primary: Mapping[str, Annotated[Aim, _wrap("target")]]
    adoption: Adoption | NotRequired
    data: Annotated[Data, BeforeValidator(lambda v: {"items": v} if isinstance(v, str) else v)]
    stage: Stage = "controlled pilot"
    secondary: Mapping[str, Annotated[Aim, _wrap("target")]] = Field(default_factory=dict)
    guardrails: Mapping[str, Annotated[Guard, _wrap("limit")]] = Field(default_factory=dict)
    promised: Mapping[str, Target | Quantity] = Field(default_factory=dict)
    gates: Mapping[Stage, Mapping[str, Target | Level]] = Field(default_factory=dict)
    downstream: Texts = ()
    rollback: Mapping[str, Any] = Field(default_factory=dict)
    metrics: Mapping[str, MetricBlock] = Field(default_factory=dict)
    analysis: Analysis = Analysis()
    exclude: tuple[Excluded, ...] = ()
    value: Value | None = None
    budget: Budget | None = None
    training: Training | None = None
    governance: Governance | None = None
    scale: Scale = Scale()
    contract: Contract | None = None
    waivers: tuple[Waiver, ...] = ()


@dataclass(frozen=True, slots=True)
class Loaded:
    """A charter that can be used, with what the rest of the program needs to speak about it.

    file: its path as the user gave it; folder: where its data paths start; places: dotted path -> Place;
    sha256: of its bytes; assumed: the defaults that were applied by the loader.
    """

    charter: Charter
    file: str
    folder: Path
    places: Mapping[str, Place]
    sha256: str
    assumed: tuple[Assumed, ...] = ()
    allow_outside: bool = False

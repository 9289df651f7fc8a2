"""The charter as values: closed and frozen, one class per block of the YAML.

A field's default is what the charter says when it is silent; the loader records which defaults were applied.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag

from pilotaudit.charter.base import Assumed as Assumed  # noqa: PLC0414
from pilotaudit.charter.base import Place as Place  # noqa: PLC0414
from pilotaudit.charter.fields import (
    DateRange,
    Day,
    Level,
    Limit,
    Measure,
    Money,
    OutOf,
    Percentage,
    PerMissed,
    Promise,
    Quantity,
    RollbackText,
    Short,
    Target,
    Trigger,
)
from pilotaudit.leaves import ListOrOne, Marks, Number, Text, Texts, WholeNumber, YesNo
from pilotaudit.metrics import MetricBlock

Stage = Literal["discovery", "controlled pilot", "partial rollout", "production candidate", "full production"]
Assignment = Literal["randomised", "matched", "by team", "volunteers"]
DurationWords = Literal["H:MM:SS", "H:MM", "M:SS", "days", "hours", "minutes", "seconds", "milliseconds"]


def _said(key: str) -> Discriminator:
    """Take `{key: reason}` for the block that says what is missing, and everything else for the real thing."""

    def choose(value: object) -> str:
        said = key in value if isinstance(value, dict) else isinstance(value, Reason)
        return "(said)" if said else "(given)"

    return Discriminator(choose)


class Block(BaseModel):
    """A block of the charter: unknown keys are errors, values never change."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, defer_build=True)


class Reason(Block):
    """A block that says, with a reason, what the pilot does not have."""


class Intervention(Block):
    """What the AI does, where it sits, and what is counted."""

    does: Text
    inside: Text | None = None
    action: Text | None = None
    counted: Text | None = None


class Owners(Block):
    """Who answers: business for the process and its result, technical for integration, logging, safe deployment."""

    business: Text
    technical: Text
    executive: Text | None = None
    deputy: Text | None = None


class NoBaseline(Reason):
    """`{none: reason}`: there is no baseline."""

    none: Text


class Undated(Reason):
    """`{undated: reason}`: the export has no dates."""

    undated: Text


class NotRequired(Reason):
    """`{not required: reason}`: a default criterion that is dropped, at the price of a CONDITIONAL GO."""

    not_required: Text = Field(alias="not required")


LOOKS: Final = "registered looks: days of the pilot before its last on which a GO may come early, at a stricter level"


class Window(Block):
    """When: both windows with both ends included, the decision date, settling in, registered looks."""

    baseline: Annotated[Annotated[DateRange, Tag("(given)")] | Annotated[NoBaseline, Tag("(said)")], _said("none")]
    pilot: Annotated[Annotated[DateRange, Tag("(given)")] | Annotated[Undated, Tag("(said)")], _said("undated")]
    decide_by: Day
    settle_in: Quantity | None = None
    looks: Annotated[tuple[Day, ...], ListOrOne(), Field(description=LOOKS)] = ()


class Groups(Block):
    """Who is compared with whom, and how people came into the pilot."""

    assignment: Assignment
    column: Text | None = None
    treatment: Texts | None = None
    control: Texts | None = None
    no_control: Text | None = None
    unit: Text | None = None
    team_drift: Percentage | None = None
    segments: Text | None = None


class Aim(Block):
    """A metric with its target. baseline: the value promised before; strict: the whole interval must reach it."""

    target: Target
    baseline: Measure | None = None
    strict: YesNo = False


class Guard(Block):
    """A guardrail: the largest harm accepted, and the standard of proof (95 % one-sided unless said)."""

    limit: Limit
    confidence: Percentage | None = None
    evidence: Literal["shown", "not contradicted"] = "shown"


Aimed = Annotated[Aim, Short("target", phrase=True)]
Guarded = Annotated[
    Annotated[Guard, Short("limit", phrase=True), Tag("(given)")] | Annotated[NotRequired, Tag("(said)")],
    _said("not required"),
]


class Meaningful(Block):
    """What makes a user a meaningful one: depth and regularity."""

    accepted_per_week: WholeNumber
    weeks: OutOf


class Adoption(Block):
    """Who is meant to use it and how much use is enough."""

    intended_users: WholeNumber
    licensed_users: WholeNumber | None = None
    weekly_active: Annotated[
        Annotated[Level | None, Tag("(given)")] | Annotated[NotRequired, Tag("(said)")], _said("not required")
    ] = None
    ignored: Level | None = None
    meaningful: Meaningful | None = None


class Table(Block):
    """One data file or table and how to read it."""

    file: Text | None = None
    url: Text | None = None
    table: Text | None = None
    preset: Text | None = None
    columns: Mapping[Text, Text] = Field(default_factory=dict)
    dates: Literal["day first", "month first", "iso"] | None = None
    timezone: Text | None = None
    numbers: Literal["decimal point", "decimal comma"] | None = None
    durations: Mapping[Text, DurationWords] = Field(default_factory=dict)
    missing: Marks = ()
    sheet: Text | None = None
    wider_rows: Literal["cut", "reject"] | None = None
    one_row_per: Text | None = None
    latest_by: Text | None = None
    where: Mapping[Text, Marks] = Field(default_factory=dict)


Source = Annotated[Table, Short("file")]


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
    why: Text


class Analysis(Block):
    """Fixed beforehand, for randomised pilots only."""

    covariates: Texts = ()
    ancova: YesNo = False


class Value(Block):
    """What the gain is claimed to be worth and how it becomes real."""

    claim: Literal["hard", "strategic"] = "strategic"
    realised_as: Literal["higher-value work", "headcount", "avoided overtime", "capacity"] | None = None
    realised_share: Percentage | None = None
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
    alert_at: Percentage | None = None


class Training(Block):
    """Hours per user and the follow-ups."""

    hours_per_user: Number
    follow_ups: Annotated[tuple[Quantity, ...], ListOrOne()] = ()


class Governance(Block):
    """Reviews, logging and the data boundary."""

    security_review: Day | None = None
    logging: Text | None = None
    data_boundary: Text | None = None


class Scale(Block):
    """What happens next, in the charter's own words."""

    if_met: Text | None = None
    if_missed: Text | None = None
    report: Text | None = None
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

    code: Text
    reason: Text
    by: Text
    until: Day


class Rollback(Block):
    """What stops the pilot at once, and how it is undone. limits: metric key -> level that must not be passed.

    In the YAML the limits stand beside `how`: `{error_rate: above 5%, spend: above expected savings, how: ...}`.
    """

    limits: Mapping[str, Trigger] = Field(default_factory=dict)
    how: Text | None = None


class Charter(Block):
    """One pilot: what was promised, to whom, measured how, decided when."""

    pilot: Text
    problem: Text
    workflow: Text
    intervention: Annotated[Intervention, Short("does")]
    owners: Owners
    approved: Day
    window: Window
    groups: Groups
    primary: Mapping[str, Aimed]
    adoption: Annotated[
        Annotated[Adoption, Tag("(given)")] | Annotated[NotRequired, Tag("(said)")], _said("not required")
    ]
    data: Annotated[Data, Short("items")]
    stage: Stage = "controlled pilot"
    secondary: Mapping[str, Aimed] = Field(default_factory=dict)
    guardrails: Mapping[str, Guarded] = Field(default_factory=dict)
    promised: Mapping[str, Promise] = Field(default_factory=dict)
    gates: Mapping[Stage, Mapping[str, Target]] = Field(default_factory=dict)
    downstream: Texts = ()
    rollback: Annotated[Rollback, RollbackText()] = Rollback.model_construct(limits={})
    metrics: Mapping[str, MetricBlock] = Field(default_factory=dict)
    analysis: Analysis = Analysis.model_construct()
    exclude: tuple[Excluded, ...] = ()
    value: Value | None = None
    budget: Budget | None = None
    training: Training | None = None
    governance: Governance | None = None
    scale: Scale = Scale.model_construct()
    contract: Contract | None = None
    waivers: tuple[Waiver, ...] = ()


@dataclass(frozen=True, slots=True)
class Loaded:
    """A charter that can be used, with what the rest of the program needs to speak about it.

    file: its path as the user gave it; folder: where its data paths start; places: dotted path -> Place;
    sha256: of its bytes; assumed: the defaults that were applied by the loader.
    environment: variables that the charter may name, such as a warehouse's url; never shown.
    """

    charter: Charter
    file: Text
    folder: Path
    places: Mapping[str, Place]
    sha256: Text
    assumed: tuple[Assumed, ...] = ()
    allow_outside: bool = False
    environment: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)

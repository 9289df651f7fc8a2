"""The assessment: everything an output may say about one pilot, frozen. Its JSON is the public API, version 1.

Fields may be added; none is renamed or removed within version 1. Numbers are as measured (a fall is negative whatever
is better), shares and relative effects are fractions (0.1 is 10 %), and carry 12 significant digits in JSON.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Final, Literal

from pydantic import Field, PlainSerializer

SIGNIFICANT_DIGITS: Final = 12
"""What the JSON carries of a number; below that, machines differ."""


def round_number(value: float) -> float:
    """A number with 12 significant digits; never a negative zero."""
    return float(f"{value:.{SIGNIFICANT_DIGITS}g}") + 0.0


Figure = Annotated[float, PlainSerializer(round_number, return_type=float, when_used="json")]


@dataclass(frozen=True, slots=True, kw_only=True)
class CharterRef:
    """Which charter, by path and digest, with the words outputs repeat from it."""

    path: str
    pilot: str
    stage: str
    sha256: str
    problem: str = ""
    workflow: str = ""
    intervention: str = ""
    business_owner: str = ""
    technical_owner: str = ""
    executive_owner: str = ""
    approved: str = ""
    decide_by: str = ""
    baseline_window: str = ""
    pilot_window: str = ""
    assignment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LookOut:
    """Which look at the data this is; kind: `decision`, `registered` or `interim`.

    number, of: among the charter's looks, the decision included (an interim run has the number 0); settled_weeks,
    planned_weeks: passed and planned; level: one-sided, that the primary's test must meet, null at an interim run.
    """

    kind: str
    number: int
    of: int
    settled_weeks: int
    planned_weeks: int
    level: Figure | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationOut:
    """What to do next, by when."""

    action: str
    by: str
    text: str
    segments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionOut:
    """One line of the gate."""

    id: str
    metric: str
    label: str
    role: str
    required: str
    observed: str
    state: str
    reason: str
    deciding: bool
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IntervalOut:
    """An effect with its interval. scale: `relative` (fraction), `points` or `level` (metric's unit)."""

    scale: Literal["relative", "points", "level"]
    estimate: Figure
    low: Figure
    high: Figure
    confidence: Figure = 0.95
    p_value: Figure | None = None
    df: Figure | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendOut:
    """How the primary's result stands if the groups were drifting apart before the pilot and went on.

    effect: with an allowance for that; slope: drift seen over the baseline, fraction a week, null where none can be
    seen, and weight, how far it is believed (0 to 1); gap_weeks: from the middle of the baseline to the middle of the
    judged weeks; bias: by how much that drift, carried on, would move the effect (95 %, fractions); break_even: drift
    that would explain the result away, fraction a week, null where no gain is shown; holds: whether `effect` still
    leaves no effect out on the better side.
    """

    effect: IntervalOut
    slope: IntervalOut | None
    weight: Figure
    gap_weeks: Figure
    bias: tuple[Figure, Figure] | None
    break_even: Figure | None
    holds: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ArmOut:
    """Units and rows of one arm."""

    units: int
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ArmsOut:
    """Both arms."""

    treatment: ArmOut
    control: ArmOut


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekOut:
    """One pilot week against the baseline; `week` is its first day; settling weeks are shown, not judged."""

    week: str
    settling: bool
    effect: Figure | None
    low: Figure | None
    high: Figure | None
    treatment: Figure | None = None
    control: Figure | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentOut:
    """One segment's own effect (relative), adverse ones first."""

    segment: str
    estimate: Figure | None
    low: Figure | None
    high: Figure | None
    baseline: Figure | None = None
    after: Figure | None = None
    rows: int = 0
    p_worse: Figure | None = None
    adverse: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricOut:
    """Everything measured about one metric. Missing numbers are null and `refusal` says why."""

    key: str
    label: str
    role: str
    kind: str
    unit: str
    better: str
    design: str
    method: str
    rung: str
    why: str
    cannot_show: tuple[str, ...] = ()
    judged_weeks: int
    n: ArmsOut
    baseline: Figure | None
    after: Figure | None
    control_baseline: Figure | None = None
    control_after: Figure | None = None
    counterfactual: Figure | None = None
    target: str = ""
    target_effect: Figure | None = None
    effect: IntervalOut | None
    test: IntervalOut | None
    late: IntervalOut | None = None
    raw: IntervalOut | None = None
    absolute: IntervalOut | None = None
    harm: IntervalOut | None = None
    pre_post: IntervalOut | None = None
    against_control: IntervalOut | None = None
    probability_of_target: Figure | None = None
    refusal: str = ""
    baseline_weekly: tuple[Figure, Figure] | None = None
    promised_baseline: str = ""
    weekly: tuple[WeekOut, ...] = ()
    segments: tuple[SegmentOut, ...] = ()
    trend: TrendOut | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptionWeekOut:
    """Active intended users in one week."""

    week: str
    settling: bool
    active: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptionOut:
    """Weekly use of intended users; `share` is null when it cannot be computed and `missing` says why."""

    intended_users: int | None
    licensed_users: int | None
    share: Figure | None
    active: Figure | None
    seen: int
    source: str
    missing: str
    weekly: tuple[AdoptionWeekOut, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TriggerOut:
    """A rollback trigger; `fired` is null when it could not be measured."""

    metric: str
    label: str
    limit: str
    observed: str
    fired: bool | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingOut:
    """A finding; `effect` is what a block does to the verdict."""

    code: str
    severity: str
    effect: str | None
    message: str
    file: str
    line: int
    column: int
    metric: str = ""
    waived: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssumedOut:
    """A default that was applied."""

    key: str
    value: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CountOut:
    """Rows not used, for one reason."""

    reason: str
    rows: int
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class InputOut:
    """One data file. rows_read = rows_used + rejected + set aside."""

    path: str
    sha256: str
    bytes: int
    rows_read: int
    rows_used: int
    rejected: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupCoverOut:
    """Used rows of one group in one window, and in how many of its weeks there are any."""

    group: str
    rows: int
    weeks: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageOut:
    """How far the rows cover one window. weeks: those that are read, excluded days and unfinished weeks left out."""

    window: str
    first: str
    last: str
    weeks: int
    groups: tuple[GroupCoverOut, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingOut:
    """Share of used rows without a value of one metric, by group; null for a group without rows."""

    metric: str
    label: str
    control: Figure | None
    treatment: Figure | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RepeatsOut:
    """Rows that repeat another. same: in every column that is read, rejected; same_id: with other content, used.

    why_not: why they were not looked for, as a clause; empty where they were.
    """

    looked_for: bool
    same: int
    same_id: int
    why_not: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DataOut:
    """What was read and what was not used. rows_read = rows_used + rejected + set aside."""

    rows_read: int
    rows_used: int
    rejected: int
    rejects: tuple[CountOut, ...] = ()
    set_aside: tuple[CountOut, ...] = ()
    notes: tuple[str, ...] = ()
    coverage: tuple[CoverageOut, ...] = ()
    missing: tuple[MissingOut, ...] = ()
    repeats: RepeatsOut | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseOut:
    """A promised figure beside the measured one; `delivered` is the fraction delivered or null."""

    key: str
    label: str
    promised: str
    measured: str
    delivered: Figure | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where every figure comes from."""

    tool: str
    inputs: tuple[InputOut, ...]
    data: DataOut


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """One pilot, judged."""

    schema_: Annotated[Literal["pilotaudit/assessment/1"], Field(alias="schema")] = "pilotaudit/assessment/1"
    charter: CharterRef
    as_of: str
    look: str
    verdict: str
    exit_code: int
    confidence: str
    confidence_reasons: tuple[str, ...]
    conditions: tuple[str, ...]
    waivers: tuple[str, ...] = ()
    headline: str
    reasons: tuple[str, ...]
    recommendation: RecommendationOut
    criteria: tuple[CriterionOut, ...]
    triggers: tuple[TriggerOut, ...] = ()
    metrics: tuple[MetricOut, ...]
    adoption: AdoptionOut
    promises: tuple[PromiseOut, ...] = ()
    value: dict[str, str] = field(default_factory=dict)
    not_measured: tuple[str, ...] = ()
    findings: tuple[FindingOut, ...] = ()
    assumed: tuple[AssumedOut, ...] = ()
    provenance: Provenance
    look_detail: LookOut | None = None

"""The plan as outputs render it, frozen. Its JSON is `pilotaudit/plan/1`: fields may be added, none is renamed.

Effects are fractions with their sign as measured (-0.1 is a fall of 10 %), chances are shares of 1, dates are ISO text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from pilotaudit.assessment.model import AssumedOut, CharterRef, Figure, FindingOut, Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class DesignOut:
    """A design: baseline_weeks may be broken; pilot_weeks whole; judged_weeks: settled ones; units in each group."""

    baseline_weeks: Figure
    pilot_weeks: int
    judged_weeks: int
    treated: int
    control: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CellOut:
    """One design of a table.

    chance: of a change as large as the target being told from chance, or of a harmless pilot being shown harmless;
    met: of MET at the target, null for guardrails.
    """

    design: DesignOut
    chance: Figure
    met: Figure | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RemedyOut:
    """The least that would be enough for 80 %.

    weeks: of the pilot at the planned units; treated, control: units at the planned weeks; null where nothing within
    reach is. ends: the last day of a pilot of so many weeks; text: the same in words.
    """

    weeks: int | None
    ends: str | None
    treated: int | None
    control: int | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TogetherOut:
    """Chance that the primary is MET and every stated guardrail shown harmless.

    independent: if they have nothing to do with one another; least, most: whatever they have to do with one another.
    """

    independent: Figure
    least: Figure
    most: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class TruthOut:
    """What becomes of the primary metric when `effect` is the true change, `times` the target's.

    told: chance that no effect is ruled out; met, missed: chances of these states; together: with the guardrails, in a
    pilot without harm, null without any.
    """

    effect: Figure
    times: Figure
    told: Figure
    met: Figure
    missed: Figure
    together: TogetherOut | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrimaryOut:
    """The primary metric in the planned design.

    rung, design_words, strongest: who would judge it, and the best verdict that this design can carry. baseline: level
    of the pilot group; rows: per unit and week; target, target_effect: as written, and relative. error, df: of the
    test, log scale; unsure: how far the error itself may be off, relative, one standard deviation. detectable: the
    smallest change told from chance in 80 % of pilots; enough: the true change that is MET in 80 %.
    """

    key: str
    label: str
    unit: str
    kind: str
    better: str
    rung: str
    design_words: str
    strongest: str
    cannot_show: tuple[str, ...]
    design: DesignOut
    baseline: Figure | None
    rows: Figure
    target: str
    target_effect: Figure
    error: Figure
    df: Figure
    unsure: Figure
    detectable: Figure
    enough: Figure
    truths: tuple[TruthOut, ...]
    grid: tuple[CellOut, ...]
    remedy: RemedyOut | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardrailOut:
    """A stated guardrail in the planned design.

    limit: as written; scale: `level` (metric's unit, shares for a proportion) or `relative`, of margin, affordable and
    error; chance: that a harmless pilot is shown harmless; affordable: the margin at which it is 80 %, and in words.
    """

    key: str
    label: str
    unit: str
    kind: str
    better: str
    rung: str
    design: DesignOut
    baseline: Figure | None
    rows: Figure
    limit: str
    scale: Literal["level", "relative"]
    margin: Figure
    confidence: Figure
    standard: str
    error: Figure
    df: Figure
    chance: Figure
    affordable: Figure
    affordable_text: str
    grid: tuple[CellOut, ...]
    remedy: RemedyOut | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnplannedOut:
    """A metric whose chances cannot be told. reason: a clause; strongest: the best verdict of its design, or null."""

    key: str
    label: str
    role: str
    reason: str
    strongest: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarOut:
    """The pilot's dates. settling: weeks shown and not judged; looks: registered days before the last one.

    verdict: the first day on which a decision can exist; enough: the same for the length that the primary's target
    needs, null where the planned one does or no length would.
    """

    baseline: str
    pilot: str
    weeks: int
    settling: int
    judged: int
    looks: tuple[str, ...]
    verdict: str
    decide_by: str
    enough: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanOut:
    """What the pilot that a charter describes can show.

    headline: a sentence to read aloud; source: `baseline data` or `stated numbers`; unit: the noun for one unit;
    calendar: null for a pilot without dates.
    """

    schema_: Annotated[Literal["pilotaudit/plan/1"], Field(alias="schema")] = "pilotaudit/plan/1"
    charter: CharterRef
    as_of: str
    headline: str
    source: str
    unit: str
    calendar: CalendarOut | None
    primary: PrimaryOut | None
    guardrails: tuple[GuardrailOut, ...]
    unplanned: tuple[UnplannedOut, ...]
    findings: tuple[FindingOut, ...]
    assumed: tuple[AssumedOut, ...]
    provenance: Provenance

"""What a plan holds: designs, chances, and what would be enough. Values only.

Effects are relative changes as measured (-0.1 is a fall of 10 %), or levels in the metric's own unit where a
guardrail's limit is one; chances are shares.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from pilotaudit.charter.roles import Asked
from pilotaudit.estimates.model import Rung, Scale
from pilotaudit.phrases import Quantity

Source = Literal["baseline data", "stated numbers"]
Split = Literal["as in the data", "halves", "stated"]


@dataclass(frozen=True, slots=True)
class Design:
    """How large and how long a pilot is. before: baseline weeks; weeks: of the pilot; judged: settled ones among them.

    treated, control: units in each group.
    """

    before: float
    weeks: int
    judged: int
    treated: int
    control: int

    @property
    def late(self) -> int:
        """Weeks of the late half: the last half of the judged ones, rounded up."""
        return self.judged - self.judged // 2


@dataclass(frozen=True, slots=True)
class Stated:
    """What people state instead of bringing data.

    units: in each group; rows: per unit and week; levels, spreads: by metric key, levels before the pilot and standard
    deviations of single items, in the metric's unit or in percent of the level.
    """

    units: int
    rows: float
    levels: Mapping[str, Quantity] = field(default_factory=dict)
    spreads: Mapping[str, Quantity] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cell:
    """One design of the table. chance: of being told from chance, or shown harmless; met: of MET, primary only."""

    design: Design
    chance: float
    met: float | None = None


@dataclass(frozen=True, slots=True)
class Remedy:
    """The least change of the design that would be enough; None where no such change within reach is.

    weeks: pilot weeks at the planned units; treated, control: units at the planned weeks.
    """

    weeks: int | None
    treated: int | None
    control: int | None


@dataclass(frozen=True, slots=True)
class Truth:
    """What becomes of the primary metric when this is the true change.

    effect: relative, as measured; times: as a multiple of the target; told: chance that the test rules out no effect;
    met, missed: chances of these states.
    """

    effect: float
    times: float
    told: float
    met: float
    missed: float


@dataclass(frozen=True, slots=True)
class Unplanned:
    """A metric whose chances cannot be told. reason: a clause, with what would make an answer possible."""

    asked: Asked
    reason: str
    rung: Rung | None = None


@dataclass(frozen=True, slots=True)
class PrimaryPlan:
    """The primary metric in the planned design.

    level: of the pilot group before the start; target: the change asked for, relative; error: standard error of the
    test, log points, and df; unsure: how far the error itself may be off, relative, one standard deviation;
    detectable: the smallest change told from chance in 80 % of pilots; enough: the true change that is MET in 80 %.
    truths: at nothing, at the target, at 1.5 and 2 times the target; remedy: until the target is told from chance in
    80 %, None where it is already.
    """

    asked: Asked
    rung: Rung
    design: Design
    level: float | None
    rows: float
    target: float
    error: float
    df: float
    unsure: float
    detectable: float
    enough: float
    truths: tuple[Truth, ...]
    grid: tuple[Cell, ...]
    remedy: Remedy | None

    @property
    def at_target(self) -> Truth:
        """What becomes of a change just as large as the target."""
        return next(truth for truth in self.truths if truth.times == 1)


@dataclass(frozen=True, slots=True)
class GuardrailPlan:
    """A stated guardrail in the planned design.

    scale: `level` where limits are held against differences of levels, `log` where they are relative; margin: the
    largest harm accepted, in the metric's unit (a share for a proportion) or relative; chance: that a harmless pilot is
    shown harmless; affordable: the margin at which that chance is 80 %; confidence: of the bound; error: standard error
    on the scale, and df. remedy: until the chance is 80 %, None where it is already.
    """

    asked: Asked
    rung: Rung
    design: Design
    level: float | None
    rows: float
    scale: Scale
    margin: float
    chance: float
    affordable: float
    confidence: float
    error: float
    df: float
    grid: tuple[Cell, ...]
    remedy: Remedy | None


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan: what the design that the charter fixes can show.

    source: where spread and volume come from; split: how units came into groups, where the data do not say it;
    unit: the word for one unit; halves: weeks of the two halves of the baseline that were held against each other.
    """

    source: Source
    split: Split
    unit: str
    halves: tuple[float, float] | None
    primary: PrimaryPlan | Unplanned
    guardrails: tuple[GuardrailPlan | Unplanned, ...] = ()

"""Exit criteria per stage, as data. The charter's `gates.<stage>` changes limits; nothing else does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from pilotaudit.charter.model import Stage
from pilotaudit.phrases import Level, Quantity

Paper = Literal[
    "baseline", "executive owner", "data boundary", "scale plan", "rollback", "former gate", "production needs"
]

WEEKLY_USE: Final = Level("at least", Quantity(Decimal(60), "%"))
SEGMENTS_IMPROVED: Final = Level("at least", Quantity(Decimal(2)))


@dataclass(frozen=True, slots=True)
class Exit:
    """What it takes to leave one stage.

    measured: whether the primary target, the guardrails and one measured quality guardrail are asked for;
    weekly_use, segments_improved: default limits, None when not asked for; paper: what has to be on file.
    """

    measured: bool = True
    weekly_use: Level | None = WEEKLY_USE
    segments_improved: Level | None = None
    paper: tuple[Paper, ...] = ()


LATER: Final[tuple[Paper, ...]] = ("executive owner", "rollback", "scale plan", "former gate")
PRODUCTION: Final[tuple[Paper, ...]] = (*LATER, "production needs")

EXITS: Final[Mapping[Stage, Exit]] = {
    "discovery": Exit(measured=False, weekly_use=None, paper=("baseline", "data boundary", "scale plan")),
    "controlled pilot": Exit(),
    "partial rollout": Exit(segments_improved=SEGMENTS_IMPROVED, paper=LATER),
    "production candidate": Exit(segments_improved=SEGMENTS_IMPROVED, paper=PRODUCTION),
    "full production": Exit(segments_improved=SEGMENTS_IMPROVED, paper=PRODUCTION),
}

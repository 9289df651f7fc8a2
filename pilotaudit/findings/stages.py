"""Where a pilot stands among the five stages: several checks grow stricter beyond the controlled pilot."""

from __future__ import annotations

from typing import Final, get_args

from pilotaudit.charter.model import Stage

STAGES: Final[tuple[Stage, ...]] = get_args(Stage)


def is_discovery(stage: Stage) -> bool:
    """Whether nothing has been started yet."""
    return stage == STAGES[0]


def is_beyond_pilot(stage: Stage) -> bool:
    """Whether the controlled pilot is behind it: paper that was advisable is then required."""
    return STAGES.index(stage) > STAGES.index("controlled pilot")
